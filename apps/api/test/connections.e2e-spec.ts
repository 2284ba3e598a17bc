import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { startProvider, type Provider } from '@patchbay/testing';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ShownConnection } from './support/oauth-world.js';
import { startTestApi, type Answer, type TestApi } from './support/test-api.js';

let api: TestApi;
let provider: Provider;
let folder: string;
const GOOD = 'sk_test_a-good-and-secret-key';

beforeAll(async () => {
  provider = await startProvider();
  folder = await mkdtemp(join(tmpdir(), 'patchbay-connections-'));
  const overrides = Object.fromEntries(['stripe', 'twilio', 'pipedrive'].map((key) => [key, { baseUrl: provider.url }]));
  await writeFile(join(folder, 'overrides.json'), JSON.stringify(overrides));
  api = await startTestApi({ PATCHBAY_PROVIDER_OVERRIDES: join(folder, 'overrides.json') });
}, 60_000);
afterAll(async () => {
  await api.close();
  await provider.close();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(() => {
  provider.reset();
  provider.otherwise((request) => {
    const known = request.headers['authorization'] === `Bearer ${GOOD}` || request.headers['x-api-token'] === GOOD;
    return known
      ? { status: 200, body: { id: 'acct_1', object: 'list', email: 'ada@example.com', data: [], has_more: false } }
      : { status: 401, body: { error: { message: 'Invalid API Key', type: 'invalid_request_error' } } };
  });
});

const create = (body: object): Promise<Answer<ShownConnection & { code: string; errors: { path: string }[] }>> =>
  api.call('POST', '/api/v1/connections', { body });
const stripe = (name: string, more: object = {}): ReturnType<typeof create> =>
  create({ connector: 'stripe', name, auth: { type: 'bearer', token: GOOD }, ...more });

describe('saving a connection', () => {
  test('costs one call at the provider and tells when it was proven, whose account it is, and never the secret', async () => {
    const { status, body, text } = await stripe('First');
    expect({ status, requests: provider.requests.length }).toEqual({ status: 201, requests: 1 });
    expect(body).toMatchObject({
      name: 'First',
      isDefault: true,
      account: 'ada@example.com',
      health: { status: 'active', lastError: null },
    });
    expect(body.health.lastProvenAt).not.toBeNull();
    expect(text).not.toContain(GOOD);
  });

  test('with a wrong key is refused in words, and is done without the test when asked so', async () => {
    const wrong = { type: 'bearer', token: 'sk_test_a-wrong-key-to-hide' };
    const refused = await create({ connector: 'stripe', name: 'Wrong', auth: wrong });
    expect(refused).toMatchObject({ status: 422, body: { code: 'provider_rejected' } });
    const saved = await create({ connector: 'stripe', name: 'Wrong', auth: wrong, test: false });
    expect(saved).toMatchObject({ status: 201, body: { health: { lastProvenAt: null } } });
    const report = await api.call('POST', `/api/v1/connections/${saved.body.id}/test`);
    expect(report).toMatchObject({ status: 200, body: { status: 'failure', testedAt: expect.any(String) } });
    const read = await api.call<ShownConnection>('GET', `/api/v1/connections/${saved.body.id}`);
    expect(read.body.health).toMatchObject({ lastError: { code: 'account_reauth' } });
    for (const said of [refused.text, saved.text, report.text, read.text, api.log()]) expect(said).not.toContain('a-wrong-key-to-hide');
  });

  test.each([
    [{ connector: 'nowhere', auth: { type: 'bearer', token: 'x' } }, 'connector'],
    [{ connector: 'stripe', auth: { type: 'basic', username: 'a', password: 'b' } }, 'auth.type'],
    [{ connector: 'stripe', auth: {} }, 'auth.type'],
    [{ connector: 'stripe', auth: { type: 'bearer' } }, 'auth.token'],
    [{ connector: 'stripe', auth: { type: 'bearer', token: '' } }, 'auth.token'],
    [{ connector: 'stripe', auth: { type: 'bearer', token: 7 } }, 'auth.token'],
    [{ connector: 'stripe', auth: { type: 'bearer', token: 'x', more: 'y' } }, 'auth.more'],
    [{ connector: 'stripe', auth: { type: 'bearer', token: { vaultPath: '../sys/raw' } } }, 'auth.token'],
    [{ connector: 'stripe', auth: { type: 'bearer', token: 'x', __proto__x: 1 } }, 'auth.__proto__x'],
    [{ connector: 'twilio', auth: { type: 'custom', accountSid: 'AC1' } }, 'auth.apiKeySid'],
  ])('%j is refused by field', async (body, path) => {
    const answer = await create(body);
    expect(answer).toMatchObject({ status: 400, body: { code: 'input_invalid' } });
    expect(answer.body.errors.map((error) => error.path)).toContain(path);
    expect(provider.requests).toHaveLength(0);
  });

  test('under a taken name is a conflict, whatever its letter case; without a name a free one is found', async () => {
    await stripe('Taken', { test: false });
    expect(await stripe('TAKEN', { test: false })).toMatchObject({ status: 409, body: { code: 'conflict' } });
    const auth = { type: 'api_key', apiKey: GOOD };
    expect(await create({ connector: 'pipedrive', auth, test: false })).toMatchObject({ body: { name: 'Pipedrive' } });
    expect(await create({ connector: 'pipedrive', auth, test: false })).toMatchObject({ body: { name: 'Pipedrive 2' } });
  });
});

describe('one default per connector', () => {
  test('moves when another becomes it, also when many are made so at once', async () => {
    const ids = await Promise.all(['D1', 'D2', 'D3', 'D4'].map(async (name) => (await stripe(name, { test: false })).body.id));
    const answers = await Promise.all(ids.map((id) => api.call('PATCH', `/api/v1/connections/${id}`, { body: { isDefault: true } })));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    const { body } = await api.call<{ data: ShownConnection[] }>('GET', '/api/v1/connections?connector=stripe&limit=200');
    expect(body.data.filter((connection) => connection.isDefault)).toHaveLength(1);
  });
});

describe('the waterfall', () => {
  const run = (more: object = {}): Promise<Answer<{ executionId: string; code: string }>> =>
    api.call('POST', '/api/v1/connectors/stripe/execute', { body: { action: 'request.send', input: { path: '/v1/balance' }, ...more } });
  const decisions = async (executionId: string): Promise<string> => {
    const { body } = await api.call<{ decisions: { step: string; outcome: string; reason: string }[] }>(
      'GET',
      `/api/v1/executions/${executionId}`,
    );
    return body.decisions
      .filter(({ step }) => step === 'resolve-connection' || step === 'resolve-credential')
      .map(({ outcome, reason }) => `${outcome}: ${reason}`)
      .join('\n');
  };
  const clear = async (): Promise<void> => {
    const { body } = await api.call<{ data: ShownConnection[] }>('GET', '/api/v1/connections?connector=stripe&limit=200');
    for (const { id } of body.data) await api.call('DELETE', `/api/v1/connections/${id}`);
  };

  test('takes the named connection, else the default, else the only one, and says why in the stored decision', async () => {
    await clear();
    const a = (await stripe('A', { test: false })).body.id;
    const b = (await stripe('B', { test: false })).body.id;
    expect(await decisions((await run({ connectionId: b })).body.executionId)).toMatch(
      /chosen: The call names the connection "B"\.\nstored: .*"B".*the stored credential/,
    );
    expect(await decisions((await run()).body.executionId)).toMatch(/chosen: "A" is the workspace's default/);
    await api.call('DELETE', `/api/v1/connections/${a}`);
    expect(await decisions((await run()).body.executionId)).toMatch(/"B" is the only connection/);
  });

  test('falls to the workspace credential of the connector’s name, and without any asks for a connection', async () => {
    await clear();
    expect(await run()).toMatchObject({ status: 409, body: { code: 'connection_required' } });
    await api.call('PUT', '/api/v1/credentials/stripe', { body: { value: GOOD } });
    const answer = await run();
    expect(answer.status).toBe(200);
    expect(await decisions(answer.body.executionId)).toMatch(/none: .*\nworkspace: .*workspace credential "stripe"/);
    await api.call('DELETE', '/api/v1/credentials/stripe');
  });

  test('uses a changed key from the next call on, and no disabled or deleted connection', async () => {
    await clear();
    const { id } = (await create({ connector: 'stripe', name: 'Key', auth: { type: 'bearer', token: 'sk_test_old' }, test: false })).body;
    expect(await run({ connectionId: id })).toMatchObject({ status: 401, body: { code: 'account_reauth' } });
    expect((await api.call('PATCH', `/api/v1/connections/${id}`, { body: { auth: { type: 'bearer', token: GOOD } } })).status).toBe(200);
    expect((await run({ connectionId: id })).status).toBe(200);
    await api.call('PATCH', `/api/v1/connections/${id}`, { body: { enabled: false } });
    expect(await run({ connectionId: id })).toMatchObject({ status: 409, body: { code: 'connection_required' } });
    await api.call('PATCH', `/api/v1/connections/${id}`, { body: { enabled: true } });
    expect((await run({ connectionId: id })).status).toBe(200);
    await api.call('DELETE', `/api/v1/connections/${id}`);
    expect(await run({ connectionId: id })).toMatchObject({ status: 404 });
  });
});

describe('reading data', () => {
  test('goes to the connector’s host and no other', async () => {
    const { id } = (await stripe('Data', { test: false })).body;
    const data = (query: string): ReturnType<TestApi['call']> => api.call('GET', `/api/v1/connections/${id}/data?${query}`);
    expect(await data('resourcePath=/v1/customers&limit=2')).toMatchObject({
      status: 200,
      body: { data: { id: 'acct_1' }, sourceMetadata: { requestUrl: `${provider.url}/v1/customers?limit=2`, statusCode: 200 } },
    });
    for (const path of ['//evil.example/x', 'http://evil.example', '/../../etc', '/a\\b', '', '/%2e%2e/admin']) {
      const answer = await data(`resourcePath=${encodeURIComponent(path)}`);
      expect({ path, status: answer.status === 200 ? 'sent' : answer.status }).toEqual({ path, status: 400 });
    }
    expect((await data('limit=2')).status).toBe(400);
  });
});

test('a ciphertext moved to another connection, or to another workspace, opens nowhere and says nothing', async () => {
  const { id } = (await stripe('Moved', { test: false })).body;
  const secret = { auth: { type: 'bearer', token: 'sk_test_another-secret' }, connector: 'stripe', test: false };
  const other = (await create({ ...secret, name: 'Source' })).body.id;
  const { body: workspace } = await api.call<{ id: string }>('POST', '/api/v1/workspaces', { body: { name: 'Victim' } });
  const { body: key } = await api.call<{ key: string }>('POST', '/api/v1/api-keys', {
    body: { name: 'k', role: 'owner', workspaceId: workspace.id },
  });
  const theirs = await api.call<{ id: string }>('POST', '/api/v1/connections', { body: { ...secret, name: 'Theirs' }, key: key.key });
  const { default: pg } = await import('pg');
  for (const source of [other, theirs.body.id]) {
    const client = new pg.Client({ connectionString: api.ownerUrl });
    await client.connect();
    await client.query(
      'update connections t set sealed = s.sealed, key_id = s.key_id, version = t.version + 1 from connections s where t.id = $1 and s.id = $2',
      [id, source],
    );
    await client.query(
      `select pg_notify('connections', workspace_id || '/' || id || '/' || connector_key) from connections where id = $1`,
      [id],
    );
    await client.end();
    const answer = await api.call('GET', `/api/v1/connections/${id}/data?resourcePath=/v1/account`);
    expect(answer).toMatchObject({ status: 500, body: { code: 'credential_unreadable' } });
    expect(answer.text).not.toContain('another-secret');
  }
  expect(provider.requests).toHaveLength(0);
});

test('the catalogue says which connectors are connected', async () => {
  await stripe('Catalogue', { test: false });
  const { body } = await api.call<{ data: { key: string; connectionStatus: string }[] }>(
    'GET',
    '/api/v1/connectors?source=builtin&limit=200',
  );
  const status = (key: string): string | undefined => body.data.find((entry) => entry.key === key)?.connectionStatus;
  expect({ stripe: status('stripe'), twilio: status('twilio') }).toEqual({ stripe: 'connected', twilio: 'not_connected' });
});
