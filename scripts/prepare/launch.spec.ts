import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, expect, test } from '@jest/globals';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'launch-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

// Stops as the server does: at SIGTERM, or when the channel to its launcher closes.
const SERVER = `
  const stop = (reason) => { require('node:fs').writeFileSync(process.argv[2], reason); process.exit(0); };
  process.on('SIGTERM', () => stop('told'));
  process.on('disconnect', () => stop('alone'));
  process.on('SIGHUP', () => undefined);
  setInterval(() => undefined, 1_000);
  process.stdout.write('ready\\n');
`;

function start(program: string): ChildProcess {
  writeFileSync(join(folder, 'server.cjs'), program);
  const launcher = `import { launch } from ${JSON.stringify(new URL('./launch.mjs', import.meta.url).href)};
    process.exitCode = await launch(${JSON.stringify([join(folder, 'server.cjs'), join(folder, 'reason')])});`;
  return spawn(process.execPath, ['--input-type=module', '-e', launcher], { stdio: ['ignore', 'pipe', 'inherit'] });
}

async function ready(child: ChildProcess): Promise<void> {
  if (child.stdout) await once(createInterface(child.stdout), 'line');
}

/** What the server wrote when it stopped. It shares the launcher's output, which closes when both have ended. */
async function reason(launcher: ChildProcess): Promise<string> {
  await once(launcher, 'close');
  return readFileSync(join(folder, 'reason'), 'utf8');
}

test.each(['SIGTERM', 'SIGINT'] as const)('%s is handed on and the launcher ends as its server does', async (signal) => {
  const launcher = start(SERVER);
  await ready(launcher);
  launcher.kill(signal);
  expect(await reason(launcher)).toBe('told');
  expect(launcher.exitCode).toBe(0);
});

test.each(['SIGKILL', 'SIGHUP'] as const)('a launcher ended by %s takes its server along', async (signal) => {
  const launcher = start(SERVER);
  await ready(launcher);
  launcher.kill(signal);
  expect(await reason(launcher)).toBe('alone');
});

test('the exit code of the server is the exit code of the launcher', async () => {
  expect(await once(start('process.exit(3)'), 'exit')).toEqual([3, null]);
  expect(await once(start(`process.kill(process.pid, 'SIGKILL')`), 'exit')).toEqual([137, null]);
});
