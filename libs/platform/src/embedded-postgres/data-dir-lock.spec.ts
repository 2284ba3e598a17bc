import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { lockDataDir } from './data-dir-lock.js';
import { processStart, servesFolder } from './process-identity.js';

let dataDir: string;
let other: ChildProcess;
const file = (): string => join(dataDir, 'patchbay.pid');

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'patchbay-lock-'));
  other = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 60_000)'], { cwd: dataDir });
  await once(other, 'spawn');
});
afterEach(async () => {
  await endOther();
  rmSync(dataDir, { recursive: true, force: true });
});

async function endOther(): Promise<void> {
  if (other.exitCode !== null || other.signalCode !== null) return;
  const ended = once(other, 'exit');
  other.kill('SIGKILL');
  await ended;
}

test('a released lock leaves nothing behind', () => {
  const release = lockDataDir(dataDir);
  expect(readFileSync(file(), 'utf8')).toMatch(new RegExp(`^${process.pid} \\S+\\n$`));
  release();
  expect(readdirSync(dataDir)).toEqual([]);
});

test('the lock of a running process is respected and its pid told', () => {
  writeFileSync(file(), `${other.pid} ${processStart(other.pid ?? 0)}\n`);
  expect(() => lockDataDir(dataDir)).toThrow(`Patchbay already runs on ${dataDir} (process ${other.pid})`);
  expect(readdirSync(dataDir)).toEqual(['patchbay.pid']);
});

test('the lock of a killed process is taken over', async () => {
  writeFileSync(file(), `${other.pid} ${processStart(other.pid ?? 0)}\n`);
  await endOther();
  lockDataDir(dataDir)();
  expect(existsSync(file())).toBe(false);
});

test.each([
  ['whose pid another process has now', (pid: number) => `${pid} 1@another-boot\n`],
  ['that is empty', () => ''],
  ['that holds something else', () => 'hello\n'],
  ['without a start', (pid: number) => `${pid}\n`],
])('a lock %s is taken over', (_name, text) => {
  writeFileSync(file(), text(other.pid ?? 0));
  lockDataDir(dataDir)();
});

test('releasing twice does not release the lock of a later holder', () => {
  const release = lockDataDir(dataDir);
  release();
  writeFileSync(file(), `${other.pid} ${processStart(other.pid ?? 0)}\n`);
  release();
  expect(existsSync(file())).toBe(true);
});

test('a process has one start for its life and none after it', async () => {
  const pid = other.pid ?? 0;
  const start = processStart(pid);
  expect(start).toBeDefined();
  expect(processStart(pid)).toBe(start);
  expect(servesFolder(pid, `${dataDir}-not`)).toBe(false);
  await endOther();
  expect(processStart(pid)).toBeUndefined();
  for (const impossible of [0, -1, Number.NaN]) expect(processStart(impossible)).toBeUndefined();
});
