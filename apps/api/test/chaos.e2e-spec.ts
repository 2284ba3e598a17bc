import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from '@jest/globals';
import { redisAvailable } from '@patchbay/testing';

// The short form; `npm run test:chaos` kills for longer. See docs/guarantees.md for what the verdict holds.
const KILLS = 6;
const PATIENCE_MS = 170_000;

interface Verdict {
  readonly ok: boolean;
  readonly kills: number;
  readonly asked: number;
  readonly settledMs: number | undefined;
  readonly problems: readonly string[];
}

async function chaos(...options: string[]): Promise<Verdict> {
  const args = ['--import', './scripts/ts-sources.mjs', 'test/chaos/run.mjs', '--kills', String(KILLS), '--minutes', '1.5', ...options];
  const child = spawn(process.execPath, args, { cwd: resolve(import.meta.dirname, '../../..'), stdio: ['ignore', 'pipe', 'inherit'] });
  return JSON.parse(await text(child.stdout)) as Verdict;
}

test(
  'nothing accepted is lost and no write is sent twice, whatever is killed (queue on Postgres)',
  async () => {
    const verdict = await chaos();
    expect(verdict).toMatchObject({ ok: true, problems: [], settledMs: expect.any(Number) });
    expect(verdict.kills).toBeGreaterThanOrEqual(KILLS);
    expect(verdict.asked).toBeGreaterThan(20);
  },
  PATIENCE_MS,
);

(redisAvailable ? describe : describe.skip)('with the queue on Redis (needs redis-server)', () => {
  test(
    'losing all of Redis loses nothing either',
    async () => {
      expect(await chaos('--redis')).toMatchObject({ ok: true, problems: [], settledMs: expect.any(Number) });
    },
    PATIENCE_MS,
  );
});
