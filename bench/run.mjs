// npm run bench: Patchbay against a hand-written service. See --help, and docs/performance.md for how to read the table.
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import { ROOT } from '../scripts/prepare/paths.mjs';
import { main, prepare } from '../scripts/prepare/prepare.mjs';

await main(async () => {
  // Before anything that needs a package.
  const build = !process.argv.includes('--no-build') && !process.argv.includes('--help');
  await prepare({ build });
  const { HELP, readOptions } = await import('./options.mjs');
  const options = readOptions(process.argv.slice(2));
  if (!options) return void process.stdout.write(`${HELP}\n`);

  const { withSystems } = await import('./systems/systems.mjs');
  const { measureWork } = await import('./measure/measure-work.mjs');
  const report = {
    startedAt: new Date().toISOString(),
    machine: machine(),
    sliceMs: options.sliceMs,
    tookMinutes: 0,
    systems: {},
    cases: [],
  };
  let measuredSinceUs = 0;
  await withSystems(options, async (systems) => {
    measuredSinceUs = Number(process.hrtime.bigint() / 1_000n);
    report.systems = Object.fromEntries([systems.patchbay, systems.handwritten].map(({ name, readyMs }) => [name, { readyMs }]));
    for (const work of options.works) {
      for await (const { text, ...measured } of measureWork(work, systems, options)) {
        report.cases.push(measured);
        process.stdout.write(`${text}\n`);
      }
    }
  });
  report.tookMinutes = (Date.now() - Date.parse(report.startedAt)) / 60_000;
  const file = options.out ?? join(ROOT, 'bench', 'results', `${report.startedAt.replace(/[:.]/g, '-')}.json`);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`);
  process.stdout.write(`\nAll figures: ${file} (measured in ${report.tookMinutes.toFixed(1)} minutes)\n`);
  if (options.profileDir === undefined) return;
  const { describeProfile } = await import('./report/profile.mjs');
  process.stdout.write(`\n${describeProfile(options.profileDir, measuredSinceUs)}\n`);
});

function machine() {
  return {
    cpu: cpus()[0]?.model,
    cores: availableParallelism(),
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
  };
}
