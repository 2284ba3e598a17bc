import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from '@jest/globals';

// The short form; `npm run test:chaos` kills for longer. What is held true stands in test/chaos/workflows.mjs.
const PATIENCE_MS = 240_000;

interface Verdict {
  readonly ok: boolean;
  readonly runs: number;
  readonly kills: number;
  readonly problems: readonly string[];
}

test(
  'workflow runs end right, and no effect is doubled or lost, whatever point of the engine their processes die at',
  async () => {
    const args = ['--import', './scripts/ts-sources.mjs', 'test/chaos/workflows.mjs', '--runs', '10', '--kills', '3', '--minutes', '2'];
    const child = spawn(process.execPath, args, { cwd: resolve(import.meta.dirname, '../../..'), stdio: ['ignore', 'pipe', 'inherit'] });
    const verdict = JSON.parse(await text(child.stdout)) as Verdict;
    expect(verdict).toMatchObject({ ok: true, problems: [] });
    expect(verdict.kills).toBeGreaterThanOrEqual(3);
    expect(verdict.runs).toBeGreaterThanOrEqual(10);
  },
  PATIENCE_MS,
);
