import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { keptSealingKeys } from './kept-sealing-keys.js';
import { readPrivateFile, writePrivateFile } from './private-file.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'patchbay-private-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('what is written is read back, by its owner only, also over a file that others could read', () => {
  const file = join(folder, 'secret');
  writeFileSync(file, 'old', { mode: 0o644 });
  writePrivateFile(file, 'new\n');
  expect(readPrivateFile(file)).toBe('new');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder)).toEqual(['secret']);
});

test('a file that is not there is told from one that cannot be read', () => {
  expect(readPrivateFile(join(folder, 'nothing'))).toBeUndefined();
  expect(() => readPrivateFile(folder)).toThrow();
});

test('keys are made once and found again', () => {
  const made = keptSealingKeys(folder, false);
  expect(made.map(({ id, key }) => [id, key.length])).toEqual([['k1', 32]]);
  expect(keptSealingKeys(folder, true)).toEqual(made);
});

test('keys are not made anew for a database that has secrets under older ones', () => {
  expect(() => keptSealingKeys(folder, true)).toThrow(/encryption-keys is missing/);
  expect(readdirSync(folder)).toEqual([]);
});

test('a spoilt key file stops the start and stays as it is', () => {
  const file = join(folder, 'encryption-keys');
  writeFileSync(file, 'k1:half');
  expect(() => keptSealingKeys(folder, true)).toThrow();
  expect(readFileSync(file, 'utf8')).toBe('k1:half');
});
