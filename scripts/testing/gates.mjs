// Checks that are no tests: each counts as one in the sum.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { CACHE, localNode, ROOT } from '../prepare/paths.mjs';
import { run } from '../prepare/run.mjs';

const bin = (path) => join('node_modules', path);
const tsc = (project) => [
  bin('typescript/bin/tsc'),
  '-p',
  project,
  '--noEmit',
  '--incremental',
  '--tsBuildInfoFile',
  join(CACHE, `types-${project.replaceAll(/\W/g, '-')}.tsbuildinfo`),
  '--pretty',
  'false',
];

export const GATES = [
  { name: 'house-rules', commands: () => [['scripts/house-rules.mjs', '--report']] },
  { name: 'lint', commands: () => [[bin('oxlint/bin/oxlint'), '--deny-warnings', '--quiet']] },
  {
    name: 'format',
    commands: () => [
      [
        bin('prettier/bin/prettier.cjs'),
        '--check',
        '.',
        '--log-level',
        'warn',
        '--cache',
        '--cache-location',
        join(CACHE, 'prettier-check'),
      ],
    ],
  },
  {
    name: 'types',
    commands: () =>
      ['tsconfig.json', 'tsconfig.scripts.json', 'apps/web/tsconfig.json'].filter((file) => existsSync(join(ROOT, file))).map(tsc),
  },
];

/** Runs a gate. Out: a suite result with one test; its output only when it failed. */
export async function runGate(gate) {
  const begin = performance.now();
  const failures = [];
  for (const args of gate.commands()) {
    const { code, output } = await run(localNode(), args);
    if (code !== 0) failures.push(output.trim());
  }
  const failed = failures.length > 0;
  return {
    name: gate.name,
    passed: failed ? 0 : 1,
    failed: failed ? 1 : 0,
    skipped: [],
    failures: failed ? [gate.name] : [],
    output: failures.join('\n'),
    seconds: (performance.now() - begin) / 1000,
  };
}
