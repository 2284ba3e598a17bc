import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from '@jest/globals';

const ROOT = join(import.meta.dirname, '..');
const GUARANTEES = readFileSync(join(ROOT, 'docs', 'guarantees.md'), 'utf8');
const SKIPPED = /(^|\/)(node_modules|dist|\.git|\.cache)(\/|$)/;

/** The files of the tests: suites by their names, which are unique, and what they drive by their paths. */
const TESTS = new Map(
  ['apps', 'libs', 'connectors', 'scripts', 'test']
    .flatMap((folder) => readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((file) => `${folder}/${file}`))
    .filter((file) => !SKIPPED.test(file) && /\.(spec|e2e-spec)\.ts$|^test\/chaos\/.*\.mjs$/.test(file))
    .map((file) => [file.startsWith('test/') ? file : basename(file), file]),
);

/** The second cells of the tables of promises. */
const ROWS = GUARANTEES.split('\n')
  .map((line) => line.match(/^\| (.+) \| (.+) \|$/))
  .flatMap((cells) => (cells?.[1] && cells[2] && cells[1] !== 'promise' ? [[cells[1], cells[2]] as const] : []));

test('the page holds promises', () => {
  expect(ROWS.length).toBeGreaterThan(30);
});

test.each(ROWS)('a test shows: %s', (_, shownBy) => {
  const files = [...shownBy.matchAll(/`([^`]+\.(?:ts|mjs))`((?:,? "[^"]+")*)/g)];
  expect(files.map(([, name]) => name)).not.toEqual([]);
  for (const [, name = '', names = ''] of files) {
    const file = TESTS.get(name);
    expect({ name, file }).toEqual({ name, file: expect.any(String) });
    const text = readFileSync(join(ROOT, file ?? ''), 'utf8').replaceAll("\\'", "'");
    for (const [, title = ''] of names.matchAll(/"([^"]+)"/g))
      expect({ name, title, found: text.includes(title) }).toEqual({ name, title, found: true });
  }
});
