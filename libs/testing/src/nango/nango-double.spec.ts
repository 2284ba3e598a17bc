import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Nango } from '@nangohq/node';
import Frontend from '@nangohq/frontend';
import type { OauthProvider } from '../oauth-provider/oauth-provider.js';
import type { Provider } from '../provider/provider.js';
import { NangoBench, statusOf, walk } from './nango-bench.js';
import type { NangoDouble } from './nango-double.js';

let bench: NangoBench;
let double: NangoDouble;
let provider: OauthProvider;
let receiver: Provider;
let nango: Nango;
let restore: () => void = () => undefined;
const MINUTE = 60_000;

beforeEach(async () => {
  bench = await NangoBench.start();
  ({ double, provider, receiver, nango } = bench);
});
afterEach(async () => {
  restore();
  await bench.close();
});

describe('keys and forms', () => {
  test.each([
    [null, 'missing_auth_header'],
    ['not-a-uuid', 'invalid_secret_key_format'],
    [`nango_connect_session_${'a'.repeat(64)}`, 'invalid_secret_key_format'],
    ['7b8f2b52-1c7e-4c6e-9f55-111111111111', 'unknown_account'],
  ])('the key %s is answered 401 %s with an empty payload', async (key, code) => {
    expect(await bench.raw('GET', '/connections', { key })).toMatchObject({ status: 401, body: { error: { code, payload: {} } } });
  });

  test('a key reaches what its scopes say, and credentials only with theirs', async () => {
    const id = await bench.connected();
    const narrow = new Nango({ host: double.url, secretKey: double.addKey(['environment:connections:read']) });
    expect(await statusOf(narrow.listIntegrations())).toEqual({ status: 403, code: 'forbidden' });
    const shown = await narrow.getConnection('acme', id);
    expect(shown).not.toHaveProperty('credentials');
    expect(await statusOf(narrow.getConnection('acme', id, true))).toEqual({ status: 403, code: 'forbidden' });
  });

  test('unknown query keys, unknown integrations, unknown routes and too many requests have each their own form', async () => {
    expect(await bench.raw('GET', '/connections?nope=1')).toMatchObject({
      status: 400,
      body: { error: { code: 'invalid_query_params', errors: [{ code: 'unrecognized_keys', path: [] }] } },
    });
    expect(await bench.raw('POST', '/connect/sessions', { body: { tags: {}, allowed_integrations: ['acme', 'gone'] } })).toMatchObject({
      status: 400,
      body: { error: { code: 'invalid_body', errors: [{ path: ['allowed_integrations', '1'] }] } },
    });
    expect(await bench.raw('POST', '/connect/sessions', { body: {} })).toMatchObject({ status: 400 });
    expect(await bench.raw('GET', '/nowhere')).toMatchObject({ status: 500, body: { error: { code: 'generic_error_support' } } });
    expect(await bench.raw('POST', '/integrations', { body: { unique_key: 'x', provider: 'acme' } })).toMatchObject({
      status: 400,
      body: { error: { errors: [{ message: 'Missing credentials' }] } },
    });
    expect(await bench.raw('GET', '/integrations/gone')).toMatchObject({ status: 404, body: { error: { code: 'not_found' } } });
    double.rateLimit = 1;
    const limited = await bench.raw('GET', '/connections');
    expect(limited).toMatchObject({ status: 429, body: { error: { code: 'too_many_request', method: 'GET', path: '/connections' } } });
    expect(limited.headers.get('retry-after')).toBe('1');
  });
});

describe('connect sessions', () => {
  test('carry end user, organisation and tags into the connection, last 30 minutes and are good for several sign-ins', async () => {
    const ask = { end_user: { id: 'u1', email: 'a@example.com' }, organization: { id: 'o1' }, tags: { workspace: 'w1' } };
    const made = await nango.createConnectSession({ ...ask, allowed_integrations: ['acme'] });
    expect(made.data.token).toMatch(/^nango_connect_session_[0-9a-f]{64}$/);
    expect(Date.parse(made.data.expires_at) - Date.now()).toBeGreaterThan(29 * MINUTE);
    expect((await walk(bench.connectAt(made.data.token))).status).toBe(200);
    expect((await walk(bench.connectAt(made.data.token))).status).toBe(200);
    const { connections } = await nango.listConnections({ tags: { workspace: 'w1' } });
    expect(connections).toHaveLength(2);
    expect(connections[0]).toMatchObject({
      tags: { end_user_id: 'u1', end_user_email: 'a@example.com', organization_id: 'o1', workspace: 'w1' },
      end_user: { id: 'u1', organization: { id: 'o1' } },
      errors: [],
    });
    expect((await nango.listConnections({ tags: { workspace: 'w2' } })).connections).toEqual([]);
    double.house.advance(31 * MINUTE);
    expect((await walk(bench.connectAt(made.data.token))).status).toBe(400);
  });

  test('can be read and deleted with their own token, and reach only the integrations they list', async () => {
    const token = await bench.session();
    expect(await bench.raw('GET', '/connect/session', { key: token })).toMatchObject({
      status: 200,
      body: { data: { allowed_integrations: ['acme'] } },
    });
    const other = await nango.createIntegration({ unique_key: 'worded', provider: 'worded' });
    expect(other.data.unique_key).toBe('worded');
    expect(await bench.raw('POST', `/api-auth/basic/worded?connect_session_token=${token}`, { key: null, body: {} })).toMatchObject({
      status: 400,
      body: { error: { code: 'integration_not_allowed' } },
    });
    expect((await walk(bench.connectAt(token, 'worded'))).status).toBe(400);
    expect((await bench.raw('DELETE', '/connect/session', { key: token })).status).toBe(204);
    expect(await bench.raw('GET', '/connect/session', { key: token })).toMatchObject({
      status: 401,
      body: { error: { code: 'unknown_connect_session_token' } },
    });
  });

  test('a reconnect that brings no tags empties them; one that brings them keeps its consumer', async () => {
    const id = await bench.connected();
    const again = async (tags?: Record<string, string>): Promise<unknown> => {
      const { data } = await nango.createReconnectSession({ connection_id: id, integration_id: 'acme', ...(tags ? { tags } : {}) });
      expect((await walk(bench.connectAt(data.token))).status).toBe(200);
      return (await nango.listConnections({ connectionId: id })).connections[0]?.tags;
    };
    expect(await again({ workspace: 'w1' })).toEqual({ workspace: 'w1' });
    expect(await again()).toEqual({});
    expect(double.house.connections).toHaveLength(1);
    expect(await bench.raw('POST', '/connect/sessions/reconnect', { body: { connection_id: 'x', integration_id: 'acme' } })).toMatchObject({
      status: 400,
      body: { error: { code: 'invalid_body' } },
    });
  });
});

describe('signing in', () => {
  test('goes to the provider with state and PKCE, back to a page, and a state is good once', async () => {
    const leave = await fetch(bench.connectAt(await bench.session()), { redirect: 'manual' });
    const to = new URL(leave.headers.get('location') ?? '');
    expect(Object.fromEntries(to.searchParams)).toMatchObject({
      response_type: 'code',
      scope: 'read write',
      code_challenge_method: 'S256',
      redirect_uri: `${double.url}/oauth/callback`,
      state: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-1/),
    });
    const back = (await fetch(to, { redirect: 'manual' })).headers.get('location') ?? '';
    const done = await fetch(back);
    expect({ status: done.status, type: done.headers.get('content-type') }).toEqual({
      status: 200,
      type: expect.stringContaining('text/html'),
    });
    expect((await fetch(back)).status).toBe(400);
  });

  test('the frontend client hears over its socket what came of it', async () => {
    restore = inBrowser();
    const client = new Frontend({ host: double.url, connectSessionToken: await bench.session() });
    const success = await client.auth('acme');
    expect(success).toMatchObject({ providerConfigKey: 'acme', connectionId: double.house.connections[0]?.connectionId });
    provider.settings.clientSecret = 'another';
    await expect(new Frontend({ host: double.url, connectSessionToken: await bench.session() }).auth('acme')).rejects.toMatchObject({
      type: 'callback_err',
    });
  });

  test('the frontend client connects keys, passwords and client credentials; what the provider refuses is not kept', async () => {
    receiver.on('GET /me', (request) => ({ status: request.headers['authorization'] === 'Bearer good' ? 200 : 401 }));
    await nango.createIntegration({ unique_key: 'keyed', provider: 'keyed' });
    await nango.createIntegration({ unique_key: 'worded', provider: 'worded' });
    await nango.createIntegration({ unique_key: 'machine', provider: 'machine' });
    const token = (await nango.createConnectSession({ tags: { a: 'b' } })).data.token;
    const client = new Frontend({ host: double.url, connectSessionToken: token });
    const key = await client.auth('keyed', { credentials: { apiKey: 'good' } });
    await expect(client.auth('keyed', { credentials: { apiKey: 'bad' } })).rejects.toMatchObject({ type: 'connection_test_failed' });
    const word = await client.auth('worded', { credentials: { username: 'a', password: 'b' } });
    const { clientId, clientSecret } = provider.settings;
    const machine = await client.auth('machine', { credentials: { client_id: clientId, client_secret: clientSecret } } as never);
    await expect(client.auth('machine', { credentials: { client_id: 'x', client_secret: 'y' } } as never)).rejects.toMatchObject({
      type: 'client_credentials_fetch_error',
    });
    const credentials = async (name: string, id: string): Promise<unknown> => (await nango.getConnection(name, id)).credentials;
    expect(await credentials('keyed', key.connectionId)).toEqual({ type: 'API_KEY', apiKey: 'good' });
    expect(await credentials('worded', word.connectionId)).toEqual({ type: 'BASIC', username: 'a', password: 'b' });
    expect(await credentials('machine', machine.connectionId)).toMatchObject({ type: 'OAUTH2_CC', token: expect.stringContaining('at-') });
    expect(double.house.connections).toHaveLength(3);
  });
});

describe('credentials', () => {
  test('hold the access token, and the refresh token only for who asks', async () => {
    const id = await bench.connected();
    const plain = await nango.getConnection('acme', id);
    expect(plain.credentials).toMatchObject({ type: 'OAUTH2', access_token: expect.stringContaining('at-'), raw: { scope: 'read write' } });
    expect(JSON.stringify(plain)).not.toContain('rt-');
    expect(JSON.stringify(await nango.getConnection('acme', id, false, true))).toContain('rt-');
    expect(await bench.raw('GET', `/connections/${id}`)).toMatchObject({ status: 400, body: { error: { code: 'invalid_query_params' } } });
    expect(await statusOf(nango.getConnection('acme', 'nobody'))).toEqual({ status: 404, code: 'not_found' });
    expect(await statusOf(nango.getConnection('gone', id))).toEqual({ status: 400, code: 'unknown_provider_config' });
  });

  test('are refreshed 15 minutes ahead, once for all who ask, and the rotated token is kept', async () => {
    const id = await bench.connected();
    double.house.advance(44 * MINUTE);
    await nango.getToken('acme', id);
    expect(provider.refreshes()).toBe(0);
    double.house.advance(2 * MINUTE);
    const tokens = await Promise.all(Array.from({ length: 20 }, () => nango.getToken('acme', id)));
    expect({ refreshes: provider.refreshes(), tokens: new Set(tokens).size }).toEqual({ refreshes: 1, tokens: 1 });
    await nango.getToken('acme', id, true);
    expect({ refreshes: provider.refreshes(), reuses: provider.families.reuses }).toEqual({ refreshes: 2, reuses: 0 });
  });

  test('that cannot be refreshed are refused 400, for 30 s 424 without a try, and after four days of it for good until one is forced', async () => {
    const id = await bench.connected();
    const read = (force = false): Promise<{ status: number; code: string }> => statusOf(nango.getConnection('acme', id, force));
    double.house.advance(50 * MINUTE);
    provider.settings.instead = () => ({ status: 500, body: 'oops' });
    expect(await read()).toEqual({ status: 400, code: 'invalid_credentials' });
    expect((await nango.listConnections({ connectionId: id })).connections[0]?.errors).toEqual([
      { type: 'auth', log_id: expect.any(String) },
    ]);
    const before = double.calls.length;
    const tokenCalls = (): number => provider.http.requests.filter(({ path }) => path === '/token').length;
    const tried = tokenCalls();
    expect(await read()).toEqual({ status: 424, code: 'invalid_credentials' });
    expect({ calls: double.calls.length - before, tried: tokenCalls() - tried }).toEqual({ calls: 1, tried: 0 });
    expect(await read(true)).toEqual({ status: 400, code: 'invalid_credentials' });
    for (let day = 0; day < 3; day += 1) {
      double.house.advance(24 * 60 * MINUTE);
      expect((await read()).status).toBe(400);
    }
    double.house.advance(24 * 60 * MINUTE);
    expect(await read()).toEqual({ status: 424, code: 'invalid_credentials' });
    provider.settings.instead = undefined;
    expect(await read(true)).toEqual({ status: 200, code: '' });
    expect(await read()).toEqual({ status: 200, code: '' });
    expect((await nango.listConnections({ connectionId: id })).connections[0]?.errors).toEqual([]);
  });

  test('can be imported, patched, given metadata and deleted; deleting an unknown one is a 400', async () => {
    const body = {
      provider_config_key: 'acme',
      connection_id: 'mine',
      credentials: { type: 'OAUTH2', access_token: 'at' },
      tags: { a: 'b' },
    };
    expect((await bench.raw('POST', '/connections', { body })).status).toBe(201);
    await nango.patchConnection({ connectionId: 'mine', provider_config_key: 'acme' }, { tags: { c: 'd' } });
    await nango.setMetadata('acme', 'mine', { a: 1 });
    await nango.updateMetadata('acme', 'mine', { b: 2 });
    expect(await nango.getConnection('acme', 'mine')).toMatchObject({ tags: { c: 'd' }, metadata: { a: 1, b: 2 } });
    await nango.deleteConnection('acme', 'mine');
    expect(await statusOf(nango.deleteConnection('acme', 'mine'))).toEqual({ status: 400, code: 'unknown_connection' });
  });
});

/** The few things of a browser the frontend client needs: a popup that follows its address. */
function inBrowser(): () => void {
  const modal = {
    closed: false,
    close() {
      this.closed = true;
    },
    set location(address: string) {
      void walk(address).then((answer) => answer.arrayBuffer());
    },
  };
  const place = globalThis as { window?: unknown };
  place.window = { open: () => modal, screen: { width: 1_000, height: 800 } };
  return () => {
    delete place.window;
    restore = () => undefined;
  };
}
