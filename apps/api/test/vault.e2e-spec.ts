import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startProvider, startVaultDouble, type Provider, type VaultDouble } from '@patchbay/testing';
import { startTestApi, type TestApi } from './support/test-api.js';

let vault: VaultDouble;
let provider: Provider;
let api: TestApi;
const [FIRST, SECOND] = ['sk-first-from-vault-4711', 'sk-second-from-vault-4712'];

beforeAll(async () => {
  vault = await startVaultDouble();
  vault.put('kv/data/billing', { api_key: FIRST });
  provider = await startProvider((request) => ({ body: { seen: request.headers['x-api-key'] !== undefined } }));
  api = await startTestApi({
    VAULT_ADDR: vault.url,
    VAULT_PATHS: 'kv/data,other/data,mine/data/{workspaceId}',
    VAULT_ROLE_ID: vault.settings.roleId,
    VAULT_SECRET_ID: vault.settings.secretId,
    VAULT_CACHE_SECONDS: '1',
  });
}, 60_000);
afterAll(async () => {
  await api.close();
  await provider.close();
  await vault.close();
});

const lastKey = (): unknown => provider.requests.at(-1)?.headers['x-api-key'];

async function connectorWith(secret: string): Promise<string> {
  const { body } = await api.call<{ id: string }>('POST', '/api/v1/connectors', {
    body: {
      name: `With ${secret}`,
      category: 'enrichment',
      type: 'single-step',
      config: { method: 'GET', url: `${provider.url}/x`, headers: [{ key: 'x-api-key', value: `{{workspace.${secret}}}` }] },
    },
  });
  return body.id;
}

test('a workspace secret kept in Vault is used by a custom connector, also after it was changed there, and is said nowhere', async () => {
  const saved = await api.call('PUT', '/api/v1/credentials/billing_key', { body: { vaultPath: 'kv/data/billing#api_key' } });
  expect(saved).toMatchObject({ status: 200, body: { source: 'vault', vaultPath: 'kv/data/billing#api_key' } });
  const id = await connectorWith('billing_key');
  const run = (): ReturnType<TestApi['call']> => api.call('POST', `/api/v1/connectors/${id}/execute`, { body: {} });
  const first = await run();
  expect({ status: first.status, key: lastKey() }).toEqual({ status: 200, key: FIRST });

  vault.put('kv/data/billing', { api_key: SECOND });
  await new Promise((resolve) => setTimeout(resolve, 1_100));
  const second = await run();
  expect({ status: second.status, key: lastKey() }).toEqual({ status: 200, key: SECOND });

  const answers = await Promise.all(
    ['credentials', 'executions?limit=200', 'events?limit=200', `connectors/${id}`].map((path) => api.call('GET', `/api/v1/${path}`)),
  );
  const said = [first, second, saved, ...answers].map(({ text }) => text).join('\n') + api.log();
  for (const secret of [FIRST, SECOND, vault.settings.secretId]) expect(said.includes(secret)).toBe(false);
});

test('a connection takes a field from Vault, and is kept in words when the place is empty', async () => {
  const custom = await connectorWith('any_key');
  const create = (vaultPath: string): ReturnType<TestApi['call']> =>
    api.call('POST', '/api/v1/connections', {
      body: { connector: custom, name: vaultPath, auth: { type: 'bearer', token: { vaultPath } } },
    });
  expect(await create('kv/data/billing#api_key')).toMatchObject({ status: 201, body: { source: 'vault' } });
  expect(await create('kv/data/nothing#api_key')).toMatchObject({
    status: 404,
    body: { code: 'not_found', detail: expect.stringContaining('kv/data/nothing') },
  });
});

test('a path that is not the workspace’s is refused when it is saved, also without a test', async () => {
  const theirs = 'mine/data/018f0000-0000-7000-8000-00000000000a/key';
  const refusal = { status: 403, body: { code: 'forbidden', detail: expect.stringContaining('VAULT_PATHS') } };
  expect(await api.call('PUT', '/api/v1/credentials/foreign', { body: { vaultPath: theirs } })).toMatchObject(refusal);
  const auth = { type: 'bearer', token: { vaultPath: theirs } };
  const body = { connector: 'stripe', name: 'Foreign', auth, test: false };
  expect(await api.call('POST', '/api/v1/connections', { body })).toMatchObject(refusal);
});

test('a path that Vault does not open, and a sealed Vault, fail the run in words', async () => {
  await api.call('PUT', '/api/v1/credentials/closed', { body: { vaultPath: 'other/data/x#y' } });
  const id = await connectorWith('closed');
  const run = (): ReturnType<TestApi['call']> => api.call('POST', `/api/v1/connectors/${id}/execute`, { body: {} });
  expect(await run()).toMatchObject({ status: 500, body: { code: 'config_invalid', detail: expect.stringContaining('other/data/x') } });
  vault.seal();
  expect(await run()).toMatchObject({
    status: 503,
    body: { code: 'credential_source_unavailable', detail: expect.stringContaining('sealed') },
  });
  vault.seal(false);
});
