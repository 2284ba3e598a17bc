import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import { checkHouse } from './house-rules.mjs';
import { sizesOf } from './testing/import-graph.mjs';

let root: string | undefined;
afterEach(() => {
  if (root) rmSync(root, { recursive: true });
  root = undefined;
});

/** What the rules say about a project of these files: `path:line rule`. */
function house(files: Record<string, string>): string[] {
  root = mkdtempSync(join(tmpdir(), 'house-rules-'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return checkHouse(root).problems.map(({ path, line, rule }) => `${path}:${line} ${rule}`);
}

const lib = (name: string): Record<string, string> => ({ [`libs/${name}/src/index.ts`]: 'export const x = 1;\n' });
const imports = (name: string): string => `import { x } from '@patchbay/${name}';\nexport const y = x;\n`;

test('a library may import those below it', () => {
  expect(house({ ...lib('kernel'), ...lib('platform'), 'libs/router/src/a.ts': imports('platform') + imports('kernel') })).toEqual([]);
});

test.each([
  ['libs/kernel/src/a.ts', 'platform'],
  ['libs/contacts/src/a.ts', 'router'],
  ['libs/connector-sdk/src/a.ts', 'platform'],
  ['libs/platform/src/a.ts', 'connector-sdk'],
  ['libs/unknown/src/a.ts', 'kernel'],
  ['connectors/crm/acme/acme.connector.ts', 'platform'],
  ['libs/router/src/a.ts', 'testing'],
])('%s may not import %s', (path, name) => {
  expect(house({ ...lib(name), [path]: imports(name) })).toEqual([`${path}:1 layer`]);
});

test('only apps import connectors, and one provider does not import another', () => {
  const acme = { 'connectors/crm/acme/acme.connector.ts': 'export const x = 1;\n' };
  expect(
    house({ ...acme, 'apps/api/src/a.ts': `import { x } from '../../../connectors/crm/acme/acme.connector.js';\nexport const y = x;\n` }),
  ).toEqual([]);
  expect(
    house({
      ...acme,
      'libs/registry/src/a.ts': `import { x } from '../../../connectors/crm/acme/acme.connector.js';\nexport const y = x;\n`,
    }),
  ).toContain('libs/registry/src/a.ts:1 layer');
  expect(
    house({ ...acme, 'connectors/crm/other/other.connector.ts': `import { x } from '../acme/acme.connector.js';\nexport const y = x;\n` }),
  ).toEqual(['connectors/crm/other/other.connector.ts:1 layer']);
  expect(house({ ...acme, 'connectors/index.ts': `export { x } from './crm/acme/acme.connector.js';\n` })).toEqual([]);
});

test('files that import each other are named once, types included', () => {
  const found = house({
    'libs/kernel/src/a.ts': `import { b } from './b.js';\nexport const a = b;\n`,
    'libs/kernel/src/b.ts': `import type { c } from './c.js';\nexport const b = 1 as typeof c;\n`,
    'libs/kernel/src/c.ts': `export { a as c } from './a.js';\n`,
  });
  expect(found).toEqual(['libs/kernel/src/a.ts:1 import cycle']);
});

test('own barrel, deep and far imports are found', () => {
  expect(
    house({
      ...lib('kernel'),
      ...lib('router'),
      'libs/router/src/a.ts': imports('router'),
      'libs/router/src/b.ts': `import { x } from '@patchbay/kernel/src/x.js';\nexport const b = x;\n`,
      'libs/router/src/c.ts': `import { x } from '../../kernel/src/index.js';\nexport const c = x;\n`,
      'libs/router/src/d/e/f/g.ts': `import { c } from '../../../c.js';\nexport const g = c;\n`,
    }),
  ).toEqual([
    'libs/router/src/a.ts:1 own barrel',
    'libs/router/src/b.ts:1 deep import',
    'libs/router/src/c.ts:1 deep import',
    'libs/router/src/d/e/f/g.ts:1 far import',
  ]);
});

test('sizes have limits', () => {
  const statements = (count: number): string => Array.from({ length: count }, (_, i) => `  void ${i};`).join('\n');
  expect(house({ 'libs/kernel/src/long.ts': 'export const x = 1;\n'.repeat(401) })).toEqual(['libs/kernel/src/long.ts:401 file too long']);
  expect(house({ 'libs/kernel/src/fine.ts': 'export const x = 1;\n'.repeat(400) })).toEqual([]);
  expect(house({ 'libs/kernel/src/f.ts': `export const x = 1;\nexport function f() {\n${statements(59)}\n}\n` })).toEqual([
    'libs/kernel/src/f.ts:2 function too long',
  ]);
  expect(house({ 'libs/kernel/src/f.ts': `export const f = () => {\n${statements(58)}\n};\n` })).toEqual([]);
  const parameters = (count: number): string => Array.from({ length: count }, (_, i) => `a${i}: number`).join(', ');
  expect(house({ 'libs/kernel/src/c.ts': `export class C {\n  constructor(${parameters(7)}) {}\n}\n` })).toEqual([
    'libs/kernel/src/c.ts:2 too many constructor parameters',
  ]);
  expect(house({ 'libs/kernel/src/c.ts': `export class C {\n  constructor(${parameters(6)}) {}\n}\n` })).toEqual([]);
});

test.each([
  ['export const a = 1 as any;', 'any'],
  ['// @ts-ignore\nexport const a: string = 1;', 'type check switched off'],
  ['console.log(1);', 'console'],
  ['export const a = process.env.PORT;', 'process.env'],
  [`export * from './x.js';`, 'export *'],
  [`export const a = fetch('https://example.com');`, 'call past the egress guard'],
  [`import { request } from 'undici';\nexport const a = request;`, 'call past the egress guard'],
  [`export const a = '/home/me/project';`, 'machine path'],
])('%j is found in a library', (code, rule) => {
  expect(house({ 'libs/contacts/src/a.ts': `${code}\n` })).toEqual([`libs/contacts/src/a.ts:1 ${rule}`]);
});

test('comments and texts are not mistaken for code', () => {
  expect(
    house({
      'libs/contacts/src/a.ts': `// any console.log(process.env) fetch('x')\nexport const a = "any fetch('x')";\nexport const anything = a;\n`,
    }),
  ).toEqual([]);
});

test('what has its place is allowed there', () => {
  expect(
    house({
      'libs/platform/src/config/c.ts': 'export const c = process.env;\n',
      'apps/api/src/main.ts': 'export const c = process.env;\n',
      'libs/platform/src/http/h.ts': `import { request } from 'undici';\nexport const h = request;\n`,
      'apps/cli/src/say.ts': `console.log('x');\n`,
      'libs/contacts/src/a.spec.ts': `void fetch('http://127.0.0.1');\n`,
    }),
  ).toEqual([]);
});

test.each(['utils.ts', 'helpers.ts', 'types.ts', 'contact-utils.ts', 'base.store.ts', 'manager.ts', 'common.ts'])(
  'a file named %s is refused',
  (name) => {
    expect(house({ [`libs/contacts/src/${name}`]: 'export const x = 1;\n' })).toEqual([`libs/contacts/src/${name}:1 forbidden file name`]);
  },
);

test('sizes count files that are no tests', () => {
  root = mkdtempSync(join(tmpdir(), 'house-rules-'));
  mkdirSync(join(root, 'libs/kernel/src'), { recursive: true });
  for (const [name, lines] of [
    ['a.ts', 10],
    ['b.ts', 20],
    ['c.ts', 60],
    ['c.spec.ts', 300],
  ] as const)
    writeFileSync(join(root, 'libs/kernel/src', name), '//\n'.repeat(lines));
  expect(sizesOf(checkHouse(root).files)).toEqual({ files: 3, lines: 90, median: 20, p90: 60, max: 60 });
});
