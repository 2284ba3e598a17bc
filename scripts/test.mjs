// npm test: installs what is missing, builds what is stale, then runs every gate and every suite.
//   npm test -- --only unit,lint     some of them
//   npm test -- --match libs/router  some files of the test suites
import { parseArgs } from 'node:util';
import { Hint } from './prepare/paths.mjs';
import { main, prepare } from './prepare/prepare.mjs';
import { runBrowserSuite } from './testing/browser.mjs';
import { GATES, runGate } from './testing/gates.mjs';
import { runJest } from './testing/jest-suite.mjs';
import { summaryOf } from './testing/summary.mjs';

const SUITES = [
  ...GATES.map((gate) => ({ name: gate.name, gate: true, run: () => runGate(gate) })),
  ...['unit', 'database', 'e2e'].map((name) => ({ name, gate: false, run: (options) => runJest(name, options) })),
  { name: 'browser', gate: false, run: runBrowserSuite },
];

await main(async () => {
  const { values } = parseArgs({ options: { only: { type: 'string' }, match: { type: 'string', multiple: true, default: [] } } });
  const suites = chosen(values.only?.split(','));
  await prepare({ build: suites.some(({ gate }) => !gate) });
  const results = [];
  for (const suite of suites) {
    process.stderr.write(`\n• ${suite.name}\n`);
    const result = await suite.run({ patterns: values.match });
    if (!result) continue;
    results.push(result);
    if (result.output) process.stdout.write(`${result.output}\n`);
  }
  process.exitCode = results.some(({ failed }) => failed > 0) ? 1 : 0;
  process.stdout.write(`${summaryOf(results)}\n`);
});

function chosen(names) {
  if (!names) return SUITES;
  const unknown = names.find((name) => !SUITES.some((suite) => suite.name === name));
  if (unknown !== undefined) throw new Hint(`There is no suite "${unknown}"; there are: ${SUITES.map(({ name }) => name).join(', ')}`);
  return SUITES.filter(({ name }) => names.includes(name));
}
