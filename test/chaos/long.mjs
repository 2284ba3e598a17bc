// npm run test:chaos [-- kills]: the long form of the kill tests, single runs and workflows, each on both queue backends (Redis where redis-server can be
// started). At most 50 minutes; about fifteen on two cores that do nothing else.
import { spawnSync } from 'node:child_process';
import { localNode, ROOT } from '../../scripts/prepare/paths.mjs';
import { main, prepare } from '../../scripts/prepare/prepare.mjs';

const MINUTES = 9;

/** Ends with 1 when one of them has, and runs all of them whatever one says. */
function run(file, ...args) {
  const { status } = spawnSync(localNode(), ['--import', './scripts/ts-sources.mjs', `test/chaos/${file}`, '--built', ...args], {
    cwd: ROOT,
    stdio: 'inherit',
  });
  if (status !== 0) process.exitCode = 1;
}

await main(async () => {
  const kills = Number(process.argv[2] ?? 240);
  const share = (part) => ['--minutes', `${MINUTES}`, '--kills', `${Math.ceil(kills * part)}`];
  await prepare();
  const hasRedis = spawnSync('redis-server', ['--version']).status === 0;
  if (!hasRedis) process.stderr.write('redis-server is not installed: only the Postgres queue is tested.\n');
  run('run.mjs', ...share(hasRedis ? 0.6 : 1));
  if (hasRedis) run('run.mjs', ...share(0.4), '--redis');
  run('workflows.mjs', '--runs', '100', ...share(0.25), '--minutes', '15', '--every-point');
  if (hasRedis) run('workflows.mjs', '--runs', '50', ...share(0.1), '--redis');
  run('backlog.mjs');
});
