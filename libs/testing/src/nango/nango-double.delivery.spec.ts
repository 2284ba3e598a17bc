import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Nango } from '@nangohq/node';
import Frontend from '@nangohq/frontend';
import { createHash } from 'node:crypto';
import type { OauthProvider } from '../oauth-provider/oauth-provider.js';
import type { Provider } from '../provider/provider.js';
import { NangoBench, statusOf, walk } from './nango-bench.js';
import type { NangoDouble } from './nango-double.js';

let bench: NangoBench;
let double: NangoDouble;
let provider: OauthProvider;
let receiver: Provider;
let nango: Nango;

beforeEach(async () => {
  bench = await NangoBench.start();
  ({ double, provider, receiver, nango } = bench);
});
afterEach(() => bench.close());

describe('webhooks', () => {
  beforeEach(() => {
    Object.assign(double.house.webhooks, { onAuthCreation: true, onAuthRefreshError: true, primaryUrl: `${receiver.url}/hook` });
  });
  const hooks = async (): Promise<{ json: Record<string, unknown>; request: Provider['requests'][number] }[]> => {
    await double.webhooks.settled();
    return receiver.requests
      .filter(({ path }) => path === '/hook')
      .map((request) => ({ request, json: request.json() as Record<string, unknown> }));
  };

  test('are signed over the bytes as sent, with keys in order, by the signing key and no longer by the API key once it was rotated', async () => {
    await bench.connected({ tags: { workspace: 'w1' }, end_user: { id: 'u1', email: 'a@example.com' } });
    const [first] = await hooks();
    expect(first?.json).toMatchObject({
      from: 'nango',
      type: 'auth',
      operation: 'creation',
      success: true,
      providerConfigKey: 'acme',
      provider: 'acme',
      authMode: 'OAUTH2',
      tags: { workspace: 'w1', end_user_id: 'u1' },
      endUser: { endUserId: 'u1', endUserEmail: 'a@example.com' },
    });
    const body = first?.request.body ?? '';
    expect(Object.keys(first?.json ?? {})).toEqual(Object.keys(first?.json ?? {}).toSorted());
    expect(nango.verifyIncomingWebhookRequest(body, first?.request.headers as Record<string, unknown>)).toBe(true);
    expect(first?.request.headers['x-nango-signature']).toBe(createHash('sha256').update(`${double.secretKey}${body}`).digest('hex'));
    const { body: rotated } = await bench.raw('POST', '/environment/webhook-signing-key/rotate');
    const key = (rotated as { data: { webhook_signing_key: string } }).data.webhook_signing_key;
    await bench.connected();
    const second = (await hooks())[1];
    const verify = (client: Nango): boolean =>
      client.verifyIncomingWebhookRequest(second?.request.body ?? '', second?.request.headers as Record<string, unknown>);
    expect(verify(nango)).toBe(false);
    expect(verify(new Nango({ host: double.url, secretKey: double.secretKey, webhookSigningKey: key }))).toBe(true);
  });

  test('tell of reconnects, refusals and failed refreshes, and nothing of refreshes that work, of back-off or of deletions', async () => {
    const id = await bench.connected();
    const { data } = await nango.createReconnectSession({ connection_id: id, integration_id: 'acme', tags: { workspace: 'w1' } });
    await walk(bench.connectAt(data.token));
    const denied = await fetch(bench.connectAt(await bench.session()), { redirect: 'manual' });
    const state = new URL(denied.headers.get('location') ?? '').searchParams.get('state') ?? '';
    expect((await fetch(`${double.url}/oauth/callback?state=${state}&error=access_denied`)).status).toBe(400);
    await nango.getConnection('acme', id, true);
    provider.settings.instead = () => ({ status: 400, body: { error: 'invalid_grant' } });
    await statusOf(nango.getConnection('acme', id, true));
    await statusOf(nango.getConnection('acme', id));
    await walk(bench.connectAt(await bench.session()));
    await nango.deleteConnection('acme', id);
    expect(
      (await hooks()).map(({ json }) => [json['operation'], json['success'], (json['error'] as { type: string } | undefined)?.type]),
    ).toEqual([
      ['creation', true, undefined],
      ['override', true, undefined],
      ['creation', false, 'invalid_callback'],
      ['refresh', false, 'refresh_token_external_error'],
      ['creation', false, 'unknown'],
    ]);
    const refused = (await hooks())[2]?.json ?? {};
    expect(refused).not.toHaveProperty('tags');
  });

  test('are tried again when the receiver fails, and go to a session’s own address instead of both', async () => {
    receiver.on('POST /hook', [{ status: 500 }, { status: 200 }]);
    await bench.connected();
    expect(await hooks()).toHaveLength(2);
    await bench.connected({ tags: { a: 'b' }, webhook_url_override: `${receiver.url}/override` });
    expect(await hooks()).toHaveLength(2);
    expect(receiver.requests.filter(({ path }) => path === '/override')).toHaveLength(1);
  });

  test('of providers are understood with a script alone; enveloped for a known connection, bare for none', async () => {
    double.addProvider({ name: 'hubspot', authMode: 'OAUTH2', webhookScript: true });
    const credentials = { type: 'OAUTH2' as const, client_id: 'c', client_secret: 'shh', scopes: '' };
    await nango.createIntegration({ unique_key: 'hubspot', provider: 'hubspot', credentials });
    const take = async (key: string, events: unknown, secret = 'shh'): Promise<number> => {
      const body = JSON.stringify(events);
      const signature = createHash('sha256').update(`${secret}${body}`).digest('hex');
      const answer = await fetch(`${double.url}/webhook/${double.house.environment}/${key}`, {
        method: 'POST',
        headers: { 'x-hubspot-signature': signature, 'content-type': 'application/json' },
        body,
      });
      await answer.arrayBuffer();
      return answer.status;
    };
    expect([await take('acme', []), await take('gone', []), await take('hubspot', [{ portalId: 1 }], 'wrong')]).toEqual([204, 404, 401]);
    const imported = {
      provider_config_key: 'hubspot',
      connection_id: 'h1',
      credentials: { type: 'OAUTH2', access_token: 'x' },
      connection_config: { portalId: 7 },
    };
    await bench.raw('POST', '/connections', { body: imported });
    expect(await take('hubspot', [{ portalId: 7, what: 'made' }, { portalId: 8 }])).toBe(200);
    const sent = (await hooks()).slice(-2);
    expect(sent.map(({ json }) => json)).toEqual([
      { connectionId: 'h1', from: 'hubspot', payload: { portalId: 7, what: 'made' }, providerConfigKey: 'hubspot', type: 'forward' },
      { portalId: 8 },
    ]);
    expect(sent[0]?.request.headers['x-hubspot-signature']).toBeDefined();
  });
});

describe('the proxy', () => {
  let id: string;
  beforeEach(async () => {
    double.retryBaseMs = 10;
    double.addProvider({ name: 'plain', authMode: 'API_KEY', baseUrl: receiver.url, retryHeader: 'retry-after' });
    await nango.createIntegration({ unique_key: 'plain', provider: 'plain' });
    const client = new Frontend({
      host: double.url,
      connectSessionToken: (await nango.createConnectSession({ tags: { a: 'b' } })).data.token,
    });
    id = (await client.auth('plain', { credentials: { apiKey: 'k' } })).connectionId;
  });
  const call = (method: 'GET' | 'POST', endpoint: string, more: object = {}): ReturnType<Nango['proxy']> =>
    nango.proxy({ providerConfigKey: 'plain', connectionId: id, method, endpoint, ...more });
  const last = (): Provider['requests'][number] | undefined => receiver.requests.at(-1);

  test('sends the credential, its own headers and the prefixed ones alone, forms as JSON, the query as it was', async () => {
    receiver.on('POST /x', { body: { done: true }, headers: { 'x-request-id': 'r1', etag: 'e' } });
    const answer = await call('POST', '/x?a=1%202', {
      headers: { 'X-Own': 'yes', 'Content-Type': 'application/x-www-form-urlencoded' },
      data: 'a=b',
    });
    expect(last()).toMatchObject({ url: '/x?a=1%202', body: '{"a":"b"}' });
    expect(last()?.headers).toMatchObject({ authorization: 'Bearer k', 'x-own': 'yes', 'user-agent': expect.stringContaining('axios/') });
    expect(answer.data).toEqual({ done: true });
    expect([answer.headers['x-request-id'], answer.headers['etag']]).toEqual(['r1', undefined]);
  });

  test('passes failures on with all their headers, and its own in the envelope or, for the network, without one', async () => {
    receiver.on('GET /f', { status: 422, body: { no: 1 }, headers: { 'x-ratelimit-left': '3' } });
    const failed = await call('GET', '/f').catch(
      (error: { response: { status: number; data: unknown; headers: Record<string, string> } }) => error.response,
    );
    expect(failed).toMatchObject({ status: 422, data: { no: 1 } });
    expect(failed.headers['x-ratelimit-left']).toBe('3');
    expect(await bench.raw('GET', '/proxy/x')).toMatchObject({ status: 400, body: { error: { code: 'invalid_headers' } } });
    expect(await statusOf(nango.get({ providerConfigKey: 'plain', connectionId: 'nobody', endpoint: '/x' }))).toEqual({
      status: 400,
      code: 'server_error',
    });
    expect(await statusOf(nango.get({ providerConfigKey: 'gone', connectionId: id, endpoint: '/x' }))).toEqual({
      status: 404,
      code: 'unknown_provider_config',
    });
    const port = receiver.port;
    await receiver.close();
    const refused = await call('GET', '/f').catch((error: { response: { status: number; data: unknown } }) => error.response);
    expect(refused).toMatchObject({
      status: 500,
      data: { code: 'ECONNREFUSED', method: 'get', message: expect.stringContaining(String(port)) },
    });
  });

  test('repeats 401, 429 and 5xx as often as asked, also of a POST, and nothing else unless told', async () => {
    const count = async (statuses: number[], more: object): Promise<number> => {
      receiver.reset();
      receiver.on(
        'POST /r',
        statuses.map((each) => ({ status: each })),
      );
      await call('POST', '/r', { retries: 2, data: {}, ...more }).catch(() => undefined);
      return receiver.requests.length;
    };
    expect(await count([500, 429, 200], {})).toBe(3);
    expect(await count([401, 401, 401, 200], {})).toBe(3);
    expect(await count([409, 200], {})).toBe(1);
    expect(await count([409, 200], { retryOn: [409] })).toBe(2);
  });
});
