import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import type { OAuth1Auth, OAuth2Auth } from '@patchbay/connector-sdk';
import { SIMULATOR_CLIENT, SIMULATOR_KEY } from '@patchbay/simulator';
import { connectors } from '../../../connectors/index.js';
import { builtinSimulators } from '../src/simulator/builtin-simulators.js';
import { resultOf, type ShownConnection } from './support/oauth-world.js';
import { startTestApi, type TestApi } from './support/test-api.js';

/** What connectors ask before their sign-in. */
const ASKED: Readonly<Record<string, Record<string, string>>> = { shopify: { shop: 'engines' } };

const { keys } = builtinSimulators();
type Way = OAuth1Auth | OAuth2Auth;
const signIns: (readonly [string, Way])[] = [];
for (const key of keys) {
  const connector = await connectors.find((entry) => entry.key === key)?.load();
  const way = connector?.auth.find(
    (auth): auth is Way => auth.kind === 'oauth1' || (auth.kind === 'oauth2' && auth.grant === 'authorization_code'),
  );
  if (way) signIns.push([key, way]);
}

let api: TestApi;
/** Where browsers reach it. */
let simulator: string;
beforeAll(async () => {
  // No address is allowed: the simulator is reached by its name alone.
  api = await startTestApi({ PATCHBAY_SIMULATOR: 'true', PATCHBAY_EGRESS_ALLOW: '' });
  simulator = (await leave('slack')).location.origin;
}, 60_000);
afterAll(() => api.close());

async function control(method: string, path: string, body?: object): Promise<unknown> {
  const response = await fetch(`${simulator}/_simulator/${path}`, {
    method,
    ...(body ? { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } } : {}),
  });
  return response.status === 204 ? undefined : response.json();
}

/** Requests of one provider whose path ends so. */
async function asked(connector: string, ending: string): Promise<number> {
  const { requests } = (await control('GET', 'requests')) as { requests: { connector: string; path: string; status: number }[] };
  return requests.filter((one) => one.connector === connector && one.path.endsWith(ending) && one.status < 300).length;
}

/** The person presses a button of the consent page. Out: where the browser is sent. */
async function decide(location: URL, word: 'allow' | 'deny'): Promise<URL> {
  const page = await (await fetch(location)).text();
  expect(page).toContain('<button class="allow" name="word" value="allow">Allow access</button>');
  const fields = [...page.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)].map(([, name = '', value = '']) => [
    name,
    plain(value),
  ]);
  const answer = await fetch(location, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams([...fields, ['word', word]] as [string, string][]),
  });
  expect(answer.status).toBe(303);
  return new URL(answer.headers.get('location') ?? '');
}

const plain = (html: string): string => html.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));

/** Out: the provider's page, and what the browser keeps. */
async function leave(connector: string): Promise<{ location: URL; cookie: string }> {
  const session = await api.call<{ connectUrl: string }>('POST', '/api/v1/oauth/sessions', {
    body: { connector, ...(ASKED[connector] ? { metadata: ASKED[connector] } : {}) },
  });
  if (session.status !== 200) throw new Error(session.text);
  const leaving = await api.call('GET', new URL(session.body.connectUrl).pathname, { key: null });
  return { location: new URL(leaving.headers.get('location') ?? ''), cookie: leaving.headers.get('set-cookie')?.split(';', 1)[0] ?? '' };
}

async function signIn(connector: string, word: 'allow' | 'deny' = 'allow'): Promise<string> {
  const { location, cookie } = await leave(connector);
  const back = await decide(location, word);
  return (await api.call('GET', `${back.pathname}${back.search}`, { key: null, headers: { cookie } })).text;
}

async function connect(connector: string): Promise<string> {
  const page = await signIn(connector);
  const id = resultOf(page)['connectionId'];
  if (typeof id !== 'string') throw new Error(page);
  return id;
}

/** The token's time is over on our side too; a moment later, so that the refresh is none of the too many. */
async function expired(id: string): Promise<void> {
  const client = new pg.Client({ connectionString: api.ownerUrl });
  await client.connect();
  await client.query(
    `update connections set expires_at = now() - interval '1 minute', refreshed_at = now() - interval '3 hours' where id = $1`,
    [id],
  );
  await client.query(`select pg_notify('connections', workspace_id || '/' || id || '/' || connector_key) from connections where id = $1`, [
    id,
  ]);
  await client.end();
}

const probe = (id: string) => api.call<{ status: string; message?: string }>('POST', `/api/v1/connections/${id}/test`);

test('every HTTP connector is simulated', async () => {
  const http = await Promise.all(connectors.map(async ({ key, load }) => ((await load()).kind === 'http' ? key : undefined)));
  expect(http.filter((key) => key !== undefined && !keys.includes(key))).toEqual([]);
});

describe.each(signIns)('%s', (connector, way) => {
  test('connects, is called, expires, is refreshed once, is called again and is revoked', async () => {
    const id = await connect(connector);
    expect(await probe(id)).toMatchObject({ status: 200, body: { status: 'success' } });
    const exchanges = await asked(connector, '/_oauth/token');
    await control('POST', `expire/${connector}`);
    await expired(id);
    const again = (await Promise.all(Array.from({ length: 10 }, () => probe(id)))).map(({ body }) => body.status);
    if (way.kind === 'oauth2' && way.refresh !== 'none') {
      expect(again).toEqual(Array<string>(10).fill('success'));
      expect(await asked(connector, '/_oauth/token')).toBe(exchanges + 1);
      const { body } = await api.call<ShownConnection>('GET', `/api/v1/connections/${id}`);
      expect(body.health).toMatchObject({ status: 'active', missingScopes: [] });
    } else if (way.kind === 'oauth2') {
      // A token that cannot be refreshed is dead: only a person can sign in again.
      expect(again).toEqual(Array<string>(10).fill('failure'));
    }
    expect((await api.call('DELETE', `/api/v1/connections/${id}`)).status).toBe(204);
    expect(await asked(connector, '/_oauth/revoke')).toBe(way.kind === 'oauth2' && way.revokeUrl !== undefined ? 1 : 0);
  }, 60_000);
});

test('paypal connects by client credentials, expires, fetches another token and is called again', async () => {
  const auth = { type: 'oauth2', clientId: SIMULATOR_CLIENT.clientId, clientSecret: SIMULATOR_CLIENT.clientSecret };
  const wrong = { connector: 'paypal', auth: { ...auth, clientSecret: 'not-the-secret' } };
  expect((await api.call('POST', '/api/v1/connections', { body: wrong })).body).toMatchObject({
    status: 400,
    code: 'input_invalid',
    errors: [{ path: 'auth.clientSecret' }],
  });
  const saved = await api.call<ShownConnection>('POST', '/api/v1/connections', { body: { connector: 'paypal', auth } });
  expect({ status: saved.status, text: saved.text }).toMatchObject({ status: 201 });
  const { id } = saved.body;
  expect(await probe(id)).toMatchObject({ body: { status: 'success' } });
  const exchanges = await asked('paypal', '/_oauth/token');
  await control('POST', 'expire/paypal');
  await expired(id);
  expect((await Promise.all([probe(id), probe(id), probe(id)])).map(({ body }) => body.status)).toEqual(Array<string>(3).fill('success'));
  expect(await asked('paypal', '/_oauth/token')).toBe(exchanges + 1);
});

test('a person who denies is told so, and nothing is connected', async () => {
  const page = await signIn('slack', 'deny');
  expect(resultOf(page)).not.toHaveProperty('connectionId');
  expect(page).toMatch(/denied|declined|refused|access_denied/i);
});

test('a key connects too, and a wrong one is refused', async () => {
  const saved = await api.call<ShownConnection>('POST', '/api/v1/connections', {
    body: { connector: 'stripe', auth: { type: 'bearer', token: SIMULATOR_KEY } },
  });
  expect(saved).toMatchObject({ status: 201, body: { account: 'billing@engines.example' } });
  const run = (input: object) => api.call('POST', '/api/v1/connectors/stripe/execute', { body: { action: 'customer.create', input } });
  expect(await run({ email: 'mary@engines.example' })).toMatchObject({ status: 200 });
  const wrong = await api.call('POST', '/api/v1/connections', {
    body: { connector: 'stripe', auth: { type: 'bearer', token: 'sk_live_none' } },
  });
  expect(wrong).toMatchObject({ status: 422, body: { code: 'provider_rejected' } });
});

test('faults arrive as the provider’s own failures, as often as asked, and reads survive them', async () => {
  const list = () => api.call('POST', '/api/v1/connectors/stripe/execute', { body: { action: 'customer.list', input: {} } });
  const products = () =>
    api.call<{ code: string }>('POST', '/api/v1/connectors/stripe/execute', { body: { action: 'product.list', input: {} } });
  await api.call('POST', '/api/v1/connections', {
    body: { connector: 'stripe', auth: { type: 'bearer', token: SIMULATOR_KEY }, isDefault: true },
  });
  await control('POST', 'faults', { connector: 'stripe', path: '/v1/customers', status: 503, times: 1 });
  expect(await list()).toMatchObject({ status: 200 });
  await control('POST', 'faults', { connector: 'stripe', path: '/v1/products', malformed: true, times: 1 });
  expect(await products()).toMatchObject({ status: 502, body: { code: 'provider_drift' } });
  await control('POST', 'faults', { connector: 'stripe', reset: 'before', times: 1 });
  expect(await list()).toMatchObject({ status: 200 });
});
