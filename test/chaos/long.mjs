// npm run test:chaos [-- kills]: the long form of the kill tests, on both queue backends (Redis where redis-server can be started). At most 30 minutes.
import { spawnSync } from 'node:child_process';
import { localNode, ROOT } from '../../scripts/prepare/paths.mjs';
import { main, prepare } from '../../scripts/prepare/prepare.mjs';

const MINUTES = 9;

function run(args) {
  const { status } = spawnSync(localNode(), args, { cwd: ROOT, stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
}

await main(async () => {
  const kills = Number(process.argv[2] ?? 240);
  await prepare({ build: false });
  const hasRedis = spawnSync('redis-server', ['--version']).status === 0;
  if (!hasRedis) process.stderr.write('redis-server is not installed: only the Postgres queue is tested.\n');
  const shares = hasRedis
    ? [
        ['--kills', `${Math.ceil(kills * 0.6)}`],
        ['--kills', `${Math.ceil(kills * 0.4)}`, '--redis'],
      ]
    : [['--kills', `${kills}`]];
  for (const share of shares) {
    const args = ['--import', './scripts/ts-sources.mjs', 'test/chaos/run.mjs', '--minutes', `${MINUTES}`, ...share];
    run(args);
  }
  const workflowKills = ['--runs', '100', '--kills', `${Math.ceil(kills / 6)}`, '--minutes', `${MINUTES}`];
  run(['--import', './scripts/ts-sources.mjs', 'test/chaos/workflows.mjs', ...workflowKills]);
});
