import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { isInstalled } from './install.mjs';
import { withLock } from './lock.mjs';
import { machineEnvironment, machineNode } from './paths.mjs';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'prepare-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function packages(file: string, entries: Record<string, object>): void {
  mkdirSync(join(folder, 'node_modules'), { recursive: true });
  writeFileSync(join(folder, file), JSON.stringify({ packages: entries }));
}
const wanted = (entries: Record<string, object>): void => packages('package-lock.json', { '': {}, ...entries });
const present = (entries: Record<string, object>): void => packages('node_modules/.package-lock.json', entries);

test('packages are installed when each has the version of the lock file', () => {
  wanted({ 'node_modules/a': { version: '1.0.0' }, 'node_modules/b': { version: '2.0.0', dev: true } });
  expect(isInstalled(folder)).toBe(false);
  present({ 'node_modules/a': { version: '1.0.0' }, 'node_modules/b': { version: '2.0.0' } });
  expect(isInstalled(folder)).toBe(true);
  present({ 'node_modules/a': { version: '1.0.0' }, 'node_modules/b': { version: '2.0.1' } });
  expect(isInstalled(folder)).toBe(false);
  present({ 'node_modules/a': { version: '1.0.0' } });
  expect(isInstalled(folder)).toBe(false);
});

test('a package for another machine may be missing but not outdated', () => {
  wanted({ 'node_modules/x-darwin': { version: '1.0.0', optional: true } });
  present({});
  expect(isInstalled(folder)).toBe(true);
  present({ 'node_modules/x-darwin': { version: '0.9.0' } });
  expect(isInstalled(folder)).toBe(false);
});

test('the install runs outside the packages it replaces', () => {
  const env = {
    PATH: ['/project/node_modules/.bin', '/nowhere', process.execPath.replace(/\/node$/, '').replace('node_modules', 'elsewhere')].join(
      ':',
    ),
  };
  expect(machineEnvironment(env).PATH).not.toContain('node_modules');
  expect(machineNode({ PATH: '/project/node_modules/.bin' })).toBe(process.execPath);
});

test('holders of the lock come one after the other', async () => {
  const file = join(folder, 'lock');
  let inside = 0;
  let most = 0;
  const work = async (): Promise<void> => {
    most = Math.max(most, ++inside);
    await new Promise((resolve) => setImmediate(resolve));
    inside -= 1;
  };
  const waits: number[] = [];
  await Promise.all([1, 2, 3].map((who) => withLock(work, { file, onWait: () => waits.push(who) })));
  expect(most).toBe(1);
  expect(waits).toEqual([2, 3]);
  expect(existsSync(file)).toBe(false);
});

test('the lock is given back when the work fails', async () => {
  const file = join(folder, 'lock');
  await expect(withLock(() => Promise.reject(new Error('no')), { file })).rejects.toThrow('no');
  expect(await withLock(async () => 'done', { file })).toBe('done');
});

test('the lock of a killed process is taken over at once', async () => {
  const file = join(folder, 'lock');
  const dead: ChildProcess = spawn(process.execPath, ['-e', '0']);
  await once(dead, 'exit');
  writeFileSync(file, `${dead.pid} token`);
  expect(await withLock(async () => 'done', { file })).toBe('done');
});

test('a lock that nobody touches any more is taken over, even if its process number lives on', async () => {
  const file = join(folder, 'lock');
  writeFileSync(file, `${process.pid} token`);
  utimesSync(file, new Date(Date.now() - 60_000), new Date(Date.now() - 60_000));
  expect(await withLock(async () => 'done', { file })).toBe('done');
});
