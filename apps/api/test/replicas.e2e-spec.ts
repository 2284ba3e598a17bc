import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { freePort } from '@patchbay/platform';

const ROOT = resolve(import.meta.dirname, '../../..');
/** Ports are shared by several processes on Linux only, as far as we run there; children are read from its /proc. */
const onLinux = process.platform === 'linux' ? describe : describe.skip;

let dataDir: string;
let port: number;
let main: ChildProcess;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'patchbay-replicas-'));
  port = await freePort(0);
  main = spawn(process.execPath, ['--import', './scripts/ts-sources.mjs', 'apps/api/src/main.ts'], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    env: {
      PATH: process.env['PATH'],
      PORT: String(port),
      PATCHBAY_DATA_DIR: dataDir,
      PATCHBAY_PROCESSES: '2',
      PATCHBAY_BOOTSTRAP_API_KEY: 'a-key-for-replicas',
      LOG_LEVEL: 'fatal',
    },
  });
  for await (const chunk of main.stdout ?? []) if (String(chunk).includes(' is ready at ')) break;
}, 60_000);
afterEach(async () => {
  main.kill('SIGCONT');
  main.kill('SIGKILL');
  await rm(dataDir, { recursive: true, force: true });
});

/** Process ids of our own program under the first process; the database server is another child. */
function replicas(): number[] {
  const children = readFileSync(`/proc/${main.pid}/task/${main.pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number);
  return children.filter((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('--replica'));
}

/** Asks on a connection of its own, which the kernel gives to one of those who listen. */
const ask = (): Promise<number> =>
  fetch(`http://127.0.0.1:${port}/api/v1/workspaces`, {
    headers: { authorization: 'Bearer a-key-for-replicas', connection: 'close' },
    signal: AbortSignal.timeout(2_000),
  }).then(
    (answer) => answer.status,
    () => 0,
  );

const isGone = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return false;
  } catch {
    return true;
  }
};

onLinux('several processes (needs Linux)', () => {
  test('two serve one port; a killed one is started again, and all stop together', async () => {
    const [first] = replicas();
    expect(replicas()).toHaveLength(1);
    expect(await Promise.all(Array.from({ length: 20 }, ask))).toEqual(Array.from({ length: 20 }, () => 200));

    // What is answered while the first process stands still was answered by the other.
    main.kill('SIGSTOP');
    const answered = await Promise.all(Array.from({ length: 20 }, ask));
    main.kill('SIGCONT');
    expect(answered).toContain(200);

    process.kill(first ?? 0, 'SIGKILL');
    while (replicas().length === 0 || replicas()[0] === first) await pause(50);
    const [second = 0] = replicas();
    expect(await ask()).not.toBe(500);

    main.kill('SIGTERM');
    const began = performance.now();
    await once(main, 'exit');
    expect(performance.now() - began).toBeLessThan(5_000);
    expect(main.exitCode).toBe(0);
    expect(isGone(second)).toBe(true);
  }, 60_000);
});
