import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startProvider, type Provider } from '@patchbay/testing';
import { startTestApi, type TestApi } from './support/test-api.js';

const ROOT = join(import.meta.dirname, '../../..');

let provider: Provider;
let folder: string;
let api: TestApi;

/** A connector package as its author would publish it. */
function install(name: string, manifest: object, files: Record<string, string>): void {
  const place = join(folder, 'node_modules', name);
  for (const [file, content] of Object.entries({
    'package.json': JSON.stringify({ name, version: '2.1.0', type: 'module', ...manifest }),
    ...files,
  })) {
    mkdirSync(dirname(join(place, file)), { recursive: true });
    writeFileSync(join(place, file), content);
  }
}

const connectorCode = (key: string, url: string): string => `
import { apiKey, defineAction, defineConnector } from '@patchbay/connector-sdk';
import { z } from 'zod';
globalThis.loadedPlugins = [...(globalThis.loadedPlugins ?? []), '${key}'];
const ping = defineAction({
  key: 'bell.ring', title: 'Ring', effect: 'read', input: z.object({ times: z.int() }), output: z.object({ rung: z.number() }),
  run: ({ input, http }) => http.get('/ring', { query: { times: input.times }, expect: z.object({ rung: z.number() }) }),
});
export default defineConnector({
  key: '${key}', title: 'Bells', category: 'other', auth: apiKey({ in: 'header', name: 'x-key' }), baseUrl: '${url}', probe: '/me', actions: [ping],
});
`;

const loaded = () => (globalThis as { loadedPlugins?: string[] }).loadedPlugins ?? [];

beforeAll(async () => {
  provider = await startProvider();
  provider.on('/ring', (request) => ({ body: { rung: Number(request.query.get('times')) } }));
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'patchbay-plugins-')));
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(join(ROOT, 'node_modules/zod'), join(folder, 'node_modules/zod'));
  const peers = { peerDependencies: { '@patchbay/connector-sdk': '^1.0.0' } };
  install(
    '@acme/patchbay-connector-bells',
    { ...peers, exports: { '.': { types: './x.d.ts', import: './dist/main.js' } } },
    {
      'dist/main.js': connectorCode('bells', provider.url),
    },
  );
  install('too-new', { patchbay: { connector: 'too-new', sdk: '^9' } }, { 'index.js': connectorCode('too-new', provider.url) });
  install('throws', { ...peers }, { 'index.js': "throw new Error('a secret mistake');" });
  install('no-connector', { ...peers, main: 'lib.js' }, { 'lib.js': 'export default { hello: 1 };' });
  install('other-key', { ...peers }, { 'index.js': connectorCode('third-key', provider.url) });
  install('second-stripe', { patchbay: { connector: 'stripe' } }, { 'index.js': connectorCode('stripe', provider.url) });
  const packages = [
    '@acme/patchbay-connector-bells',
    'too-new',
    'throws',
    'no-connector',
    'other-key',
    'second-stripe',
    'not-there',
    '../../etc',
  ];
  api = await startTestApi({ PATCHBAY_CONNECTORS: packages.join(',') }, { packagesFrom: folder });
}, 60_000);
afterAll(async () => {
  await api.close();
  await provider.close();
  rmSync(folder, { recursive: true, force: true });
});

test('what is wrong by the manifest is told by name at the start, and no plugin’s code has run', () => {
  const log = api.log();
  expect(log).toContain('PATCHBAY_CONNECTORS: too-new needs the connector SDK ^9; this is 1.');
  expect(log).toContain('PATCHBAY_CONNECTORS: not-there is not installed; run npm install not-there');
  expect(log).toContain('PATCHBAY_CONNECTORS: ../../etc is not installed');
  expect(log).toContain('second-stripe brings the connector \\"stripe\\", and there is one already');
  expect(loaded()).toEqual([]);
});

test('a plugin is loaded at its first call, connects and runs like a built-in', async () => {
  const auth = { type: 'api_key', apiKey: 'the-key' };
  const saved = await api.call<{ id: string }>('POST', '/api/v1/connections', { body: { connector: 'bells', auth, test: false } });
  expect(saved.status).toBe(201);
  const answer = await api.call('POST', '/api/v1/connectors/bells/execute', { body: { action: 'bell.ring', input: { times: 3 } } });
  expect(answer).toMatchObject({ status: 200, body: { output: { rung: 3 } } });
  expect(provider.requests.at(-1)?.headers['x-key']).toBe('the-key');
  expect(loaded()).toEqual(['bells']);
  expect(
    await api.call('POST', '/api/v1/connectors/bells/execute', { body: { action: 'bell.ring', input: { times: 'x' } } }),
  ).toMatchObject({ status: 400 });
});

test('the catalogue shows the good ones and not the broken ones, which are told by name', async () => {
  const { status, body } = await api.call<{ data: { key: string }[] }>('GET', '/api/v1/connectors?source=builtin&limit=200');
  const keys = body.data.map(({ key }) => key);
  expect(status).toBe(200);
  expect(keys).toEqual(expect.arrayContaining(['bells', 'stripe']));
  for (const broken of ['too-new', 'throws', 'no-connector', 'other-key', 'third-key']) expect(keys).not.toContain(broken);
  expect(api.log()).toContain('PATCHBAY_CONNECTORS: throws cannot be loaded: a secret mistake.');
  expect(api.log()).toContain('PATCHBAY_CONNECTORS: no-connector has no connector as its default export; use defineConnector.');
  expect(api.log()).toContain('other-key is not usable: its key is \\"third-key\\" and its package.json says \\"other-key\\"');
});

test('a broken one that is asked for is a platform problem that names the package, and the rest goes on', async () => {
  const answer = await api.call<{ code: string; detail: string }>('GET', '/api/v1/connectors/throws');
  expect(answer).toMatchObject({ status: 500, body: { code: 'config_invalid' } });
  expect(await api.call('GET', '/api/v1/connectors/bells')).toMatchObject({ status: 200 });
});
