import { expect, test } from '@jest/globals';
import type { JsonObject } from '@patchbay/kernel';
import { OFFICIAL_TEMPLATES } from './official/official-templates.js';
import { findSecrets } from './secret-scan.js';

const pathsOf = (config: JsonObject, known: string[] = []): string[] =>
  findSecrets({ name: 'x', config }, known).map((problem) => problem.path);

test.each<[string, JsonObject]>([
  ['config.auth.token', { auth: { type: 'bearer', token: 'x' } }],
  ['config.auth.password', { auth: { type: 'basic', username: 'u', password: 'p' } }],
  ['config.headers[0].value', { headers: [{ key: 'X-Api-Key', value: 'abc' }] }],
  ['config.headers[0].value', { headers: [{ key: 'X-Plain', value: 'Bearer abcdefghijklmnop' }] }],
  ['config.queryParams[0].value', { queryParams: [{ key: 'access_token', value: 'abc' }] }],
  ['config.url', { url: 'https://a.example/x?limit=1&api_key=abc' }],
  ['config.url', { url: 'https://user:secret@a.example/x' }],
  ['config.url', { url: 'https://hooks.slack.com/services/T00000000/B00000000/abc' }],
  ['config.body.password', { body: { password: 'hunter2' } }],
  ['config.body.items[0].client_secret', { body: { items: [{ client_secret: 'x' }] } }],
  ['config.body.note', { body: { note: 'use sk_live_abcdefghijklmnopqrstuvwx' } }],
  ['config.body', { body: 'AKIAIOSFODNN7EXAMPLE' }],
  ['config.body.a', { body: { a: 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2ln' } }],
  ['config.body.a', { body: { a: '-----BEGIN RSA PRIVATE KEY-----' } }],
  ['config.body.a', { body: { a: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b' } }],
  [
    'config.steps[0].steps[1].auth.value',
    { steps: [{ id: 'g', type: 'parallel', steps: [{ id: 'a' }, { id: 'b', auth: { type: 'api_key', value: 'k' } }] }] },
  ],
])('finds the credential at %s: %#', (path, config) => {
  expect(pathsOf(config)).toEqual([path]);
});

test.each<JsonObject>([
  {
    url: 'https://a.example/x?api_key={{workspace.k}}&page=2',
    auth: { type: 'bearer', token: '{{workspace.t}}' },
    headers: [{ key: 'Accept', value: 'application/json' }],
  },
  { url: 'https://a.example/0199a2b0-1111-7222-8333-944444444444/companies/find-many-of-them-2024' },
  {
    body: {
      text: 'A quite long sentence about tokens, keys and passwords, without any of them in it 123.',
      model: 'text-embedding-3-large-2024-preview',
    },
  },
  { output: { token: 'data.access_token' }, body: { password: '{{input.password}}' } },
])('leaves what is none alone: %#', (config) => {
  expect(pathsOf(config)).toEqual([]);
});

test('the values of the workspace are found wherever they stand, short ones are words', () => {
  expect(pathsOf({ body: { a: 'x my-plain-word y', b: 'abc' } }, ['my-plain-word', 'abc'])).toEqual(['config.body.a']);
});

test('no problem ever repeats the credential', () => {
  expect(
    JSON.stringify(findSecrets({ config: { auth: { token: 'tok-123456' }, body: { password: 'pass-123456' } } }, ['pass-123456'])),
  ).not.toMatch(/123456/);
});

test('the shipped templates hold none', () => {
  for (const { definition, credentials } of OFFICIAL_TEMPLATES)
    expect(findSecrets({ ...definition, about: JSON.parse(JSON.stringify(credentials)) })).toEqual([]);
});

test('a large definition is scanned in time', () => {
  const started = performance.now();
  pathsOf({ body: { a: `${'token '.repeat(40_000)}${'a'.repeat(100_000)}${'1_a/'.repeat(20_000)}` } });
  expect(performance.now() - started).toBeLessThan(1_000);
});
