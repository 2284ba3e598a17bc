import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { formatSealingKeys, freePort, generateSealingKey } from '@patchbay/platform';
import { createTestDatabase, type TestDatabase } from '@patchbay/testing';

const ROOT = resolve(import.meta.dirname, '../../..');
let database: TestDatabase;
let dataDir: string;
let port: number;
let processes: ChildProcess[];
beforeEach(async () => {
  database = await createTestDatabase();
  dataDir = await mkdtemp(join(tmpdir(), 'patchbay-process-'));
  port = await freePort(0);
  processes = [];
});
afterEach(async () => {
  for (const child of processes) if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
  await database.close();
  await rm(dataDir, { recursive: true, force: true });
});

/** Our main program as a process of its own. */
function start(environment: Record<string, string> = {}, program = 'apps/api/src/main.ts'): ChildProcess {
  const child = spawn(process.execPath, ['--import', './scripts/ts-sources.mjs', program], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: {
      PATH: process.env['PATH'],
      PORT: String(port),
      DATABASE_URL: database.ownerUrl,
      PATCHBAY_DATA_DIR: dataDir,
      LOG_LEVEL: 'warn',
      PATCHBAY_ENCRYPTION_KEYS: formatSealingKeys([generateSealingKey('k1')]),
      ...environment,
    },
  });
  processes.push(child);
  return child;
}

/** What the process printed until it was ready. */
async function ready(child: ChildProcess): Promise<string> {
  let printed = '';
  for await (const chunk of child.stdout ?? []) {
    printed += String(chunk);
    if (printed.includes(' is ready at ') && printed.endsWith('\n')) return printed;
  }
  throw new Error(`it ended before it was ready: ${printed}${await errorsOf(child)}`);
}

const errorsOf = (child: ChildProcess): Promise<string> => text(child.stderr ?? Readable.from([]));

async function ended(child: ChildProcess): Promise<{ code: number | null; afterMs: number }> {
  const began = Date.now();
  if (child.exitCode === null) await once(child, 'exit');
  return { code: child.exitCode, afterMs: Date.now() - began };
}

test('the first start prints address and key, keeps the key for its owner only, and stops cleanly on a signal', async () => {
  const child = start();
  const printed = await ready(child);
  expect(printed).toContain(`Patchbay is ready at http://localhost:${port}`);
  const key = /shown this once\): (pb_\S+)/.exec(printed)?.[1] ?? '';
  const file = join(dataDir, 'api-key');
  expect((await readFile(file, 'utf8')).trim()).toBe(key);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  const answer = await fetch(`http://127.0.0.1:${port}/api/v1/workspaces`, { headers: { authorization: `Bearer ${key}` } });
  expect(await answer.json()).toMatchObject({ data: [{ name: 'default' }] });
  child.kill('SIGTERM');
  expect(await ended(child)).toMatchObject({ code: 0 });

  const again = start();
  expect(await ready(again)).not.toContain('shown this once');
  again.kill('SIGINT');
  const { code, afterMs } = await ended(again);
  expect(code).toBe(0);
  expect(afterMs).toBeLessThan(5_000);
}, 60_000);

test('stops when the process that started it is gone', async () => {
  const child = start({ PATCHBAY_BOOTSTRAP_API_KEY: 'an-operators-own-key' });
  expect(await ready(child)).not.toContain('an-operators-own-key');
  child.disconnect();
  expect(await ended(child)).toMatchObject({ code: 0 });
}, 60_000);

test('a worker serves health and nothing else', async () => {
  const child = start({}, 'apps/worker/src/main.ts');
  await ready(child);
  expect((await fetch(`http://127.0.0.1:${port}/health/ready`)).status).toBe(200);
  expect((await fetch(`http://127.0.0.1:${port}/api/v1/workspaces`)).status).toBe(404);
  expect((await fetch(`http://127.0.0.1:${port}/docs`)).status).toBe(404);
  child.kill('SIGTERM');
  expect(await ended(child)).toMatchObject({ code: 0 });
}, 60_000);

test('wrong settings end the start with one line each', async () => {
  const child = start({ PORT: 'x', PATCHBAY_ROLE: 'boss', PATCHBAY_BOOTSTRAP_API_KEY: 'short' });
  const [told] = await Promise.all([errorsOf(child), ended(child)]);
  expect(child.exitCode).toBe(1);
  expect(
    told
      .trim()
      .split('\n')
      .map((line) => line.split(':')[0])
      .sort(),
  ).toEqual(['PATCHBAY_BOOTSTRAP_API_KEY', 'PATCHBAY_ROLE', 'PORT']);
}, 60_000);

test('a port in use is told in one line', async () => {
  const first = start();
  await ready(first);
  const second = start();
  const [told] = await Promise.all([errorsOf(second), ended(second)]);
  expect(second.exitCode).toBe(1);
  expect(told).toMatch(/^PORT: .*in use.*\n$/);
  first.kill('SIGTERM');
  await ended(first);
}, 60_000);
