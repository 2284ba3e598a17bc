// npm run test:fuzz [-- cases [seed]]: the fuzz suite at length. Without arguments 25,000 cases from a random seed.
import { main, prepare } from '../../../scripts/prepare/prepare.mjs';
import { runJest } from '../../../scripts/testing/jest-suite.mjs';
import { summaryOf } from '../../../scripts/testing/summary.mjs';

await main(async () => {
  const [cases = '25000', seed] = process.argv.slice(2);
  await prepare({ build: false });
  const result = await runJest('e2e', {
    patterns: ['apps/api/test/fuzz'],
    env: { FUZZ_CASES: cases, ...(seed ? { FUZZ_SEED: seed } : {}) },
  });
  process.exitCode = result.failed > 0 ? 1 : 0;
  process.stdout.write(`${summaryOf([result])}\n`);
});
