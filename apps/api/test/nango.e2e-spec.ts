import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { newId } from '@patchbay/kernel';
import { createHash, createHmac } from 'node:crypto';
import { NangoWorld } from './support/nango-world.js';
import type { Answer } from './support/test-api.js';

let world: NangoWorld;
beforeAll(async () => {
  world = await NangoWorld.start(['hubspot', 'slack']);
  world.provider.settings.reword = (body) => ({ body: { ok: true, ...body, team: { id: 'T1', name: 'Acme' } } });
}, 60_000);
afterAll(() => world.close());

const MINUTE = 60_000;
const events = async (id: string): Promise<string[]> => {
  const { body } = await world.api.call<{ data: { type: string }[] }>('GET', `/api/v1/events?limit=200&subjectId=${id}`);
  return body.data.map((event) => event.type);
};
const nangoReads = (): number => world.nango.calls.filter((call) => /^GET \/connections\/./.test(call)).length;

describe('an account that Nango keeps', () => {
  test('connects by polling alone, is called with a token that is read once, and is deleted at Nango and revoked', async () => {
    const session = await world.session('slack', { name: 'Support' });
    expect(session).toMatchObject({
      provider: 'nango',
      sessionToken: expect.stringMatching(/^nango_connect_session_/),
      connectUrl: expect.stringContaining(session.sessionToken),
    });
    expect(Date.parse(session.expiresAt)).toBeGreaterThan(Date.now() + 25 * MINUTE);
    expect((await world.signIn('slack', session)).status).toBe(200);
    const id = await world.made(session);
    expect(await world.connection(id)).toMatchObject({
      name: 'Support',
      source: 'nango',
      isDefault: true,
      metadata: { team_id: 'T1', team_name: 'Acme' },
      health: { status: 'active', lastProvenAt: expect.any(String) },
    });
    const before = nangoReads();
    const answers = await Promise.all(Array.from({ length: 20 }, () => world.read(id)));
    expect(answers.map(({ status }) => status)).toEqual(Array<number>(20).fill(200));
    expect(nangoReads() - before).toBeLessThanOrEqual(1);
    const [connection] = world.nango.house.connections.slice(-1);
    expect(connection?.tags).toMatchObject({ patchbay_session: session.id });
    expect((await world.api.call('DELETE', `/api/v1/connections/${id}`)).status).toBe(204);
    expect(world.nango.house.connections).not.toContain(connection);
    expect(world.provider.families.all.at(-1)?.revoked).toBe(true);
    expect(await events(id)).toEqual(
      expect.arrayContaining(['connection.created', 'connection.tested', 'connection.read', 'connection.deleted']),
    );
  });

  test('is told of by the webhook at once, which may come twice, and makes one connection', async () => {
    world.sendWebhooks();
    const session = await world.session('slack', { name: 'By webhook' });
    await world.signIn('slack', session);
    await world.nango.webhooks.settled();
    const id = await world.made(session);
    const rows = await world.owner(`select id from connections where name like 'By webhook%'`);
    expect(rows).toEqual([{ id }]);
  });

  test('is renewed after a 401 that came before its time: once, and the call is repeated', async () => {
    const id = await world.connect('slack', { name: 'Early end' });
    const family = world.provider.families.all.at(-1);
    if (!family) throw new Error('nobody signed in');
    world.provider.families.expire(world.provider.families.newest(family));
    const before = world.provider.refreshes();
    expect((await world.read(id)).status).toBe(200);
    expect(world.provider.refreshes() - before).toBe(1);
  });

  test('signs in again as the same connection, its tags sent anew; also when Nango has lost it meanwhile', async () => {
    const id = await world.connect('slack', { name: 'Again' });
    expect(await world.connect('slack', { connectionId: id })).toBe(id);
    const [kept] = world.nango.house.connections.slice(-1);
    expect(kept?.tags).toHaveProperty('patchbay_workspace');
    if (kept) world.nango.house.remove(kept);
    await world.forget();
    expect(await world.read(id)).toMatchObject({ status: 401, body: { code: 'account_reauth' } });
    expect(await world.connect('slack', { connectionId: id })).toBe(id);
    expect((await world.read(id)).status).toBe(200);
    expect((await world.connection(id)).health).toMatchObject({ status: 'active', lastError: null });
  });

  test('that died is one event, whoever finds out, and lives again by itself when Nango can renew it after all', async () => {
    const id = await world.connect('slack', { name: 'Dying' });
    world.provider.settings.instead = () => ({ status: 400, body: { error: 'invalid_grant' } });
    world.nango.house.advance(2 * 60 * MINUTE);
    await world.forget();
    const answers = await Promise.all(Array.from({ length: 10 }, () => world.read(id)));
    await world.nango.webhooks.settled();
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([401]));
    expect((await events(id)).filter((type) => type === 'connection.needsReauth')).toHaveLength(1);
    expect((await world.connection(id)).health).toMatchObject({ status: 'needs_reauth', lastError: { code: 'account_reauth' } });
    world.provider.settings.instead = undefined;
    world.nango.house.advance(MINUTE);
    await world.forget();
    expect((await world.read(id)).status).toBe(200);
    expect((await world.connection(id)).health).toMatchObject({ status: 'active', lastError: null });
  });

  test('tokens of Nango are in no answer, event, log line or row', async () => {
    const id = await world.connect('slack', { name: 'Secrets' });
    await world.read(id);
    const answers = await Promise.all(
      ['connections?limit=200', `connections/${id}`, 'events?limit=200', 'executions?limit=200'].map((path) =>
        world.api.call('GET', `/api/v1/${path}`),
      ),
    );
    const tables = ['connections', 'oauth_states', 'event_logs', 'executions', 'nango_deliveries'];
    const rows = await Promise.all(tables.map((table) => world.owner(`select * from ${table}`)));
    const said = [...answers.map(({ text }) => text), world.api.log(), JSON.stringify(rows)].join('\n');
    const tokens = world.provider.families.all.flatMap((family) => [family.refreshToken, ...family.accessTokens.keys()]);
    for (const secret of [world.nango.secretKey, world.provider.settings.clientSecret, ...tokens])
      expect(said.includes(secret)).toBe(false);
  });
});

describe('a webhook', () => {
  const send = (body: string, headers: Record<string, string>): Promise<Answer<{ code: string }>> =>
    world.api.call('POST', '/api/v1/webhooks/nango', { key: null, raw: body, headers: { 'content-type': 'application/json', ...headers } });
  const hmac = (body: string, key = world.nango.secretKey): string => createHmac('sha256', key).update(body).digest('hex');
  const body = (more: object = {}): string =>
    JSON.stringify({
      connectionId: newId(),
      from: 'nango',
      operation: 'creation',
      providerConfigKey: 'slack',
      success: true,
      type: 'auth',
      ...more,
    });

  test('without a signature, with a wrong one, the old one alone, or over other bytes is refused', async () => {
    const text = body();
    const old = createHash('sha256').update(`${world.nango.secretKey}${text}`).digest('hex');
    for (const headers of [
      {},
      { 'x-nango-hmac-sha256': hmac(text, 'another key') },
      { 'x-nango-hmac-sha256': old },
      { 'x-nango-signature': old },
      { 'x-nango-hmac-sha256': hmac(`${text} `) },
      { 'x-nango-hmac-sha256': '' },
      { 'x-nango-hmac-sha256': `${hmac(text)}00` },
    ])
      expect(await send(text, headers as Record<string, string>)).toMatchObject({ status: 401, body: { code: 'unauthenticated' } });
    expect((await send(text, { 'x-nango-hmac-sha256': hmac(text) })).status).toBe(204);
  });

  test('sent again does nothing more, and one about nothing of ours does nothing at all', async () => {
    const id = await world.connect('slack', { name: 'Replayed' });
    const [place] = await world.owner(`select nango_connection_id as at from connections where id = '${id}'`);
    const failed = body({
      operation: 'refresh',
      success: false,
      connectionId: String(place?.['at']),
      error: { type: 'refresh_token_external_error' },
    });
    const deaths = async (): Promise<number> => (await events(id)).filter((type) => type === 'connection.needsReauth').length;
    expect((await send(failed, { 'x-nango-hmac-sha256': hmac(failed) })).status).toBe(204);
    expect(await deaths()).toBe(1);
    await world.forget();
    expect((await world.read(id)).status).toBe(200);
    expect((await world.connection(id)).health.status).toBe('active');
    expect((await send(failed, { 'x-nango-hmac-sha256': hmac(failed) })).status).toBe(204);
    expect({ deaths: await deaths(), status: (await world.connection(id)).health.status }).toEqual({ deaths: 1, status: 'active' });
    for (const strange of [
      '[]',
      '{"type":"forward"}',
      '{"portalId":7}',
      body({ tags: { patchbay_workspace: 'x', patchbay_session: 'y' } }),
    ])
      expect((await send(strange, { 'x-nango-hmac-sha256': hmac(strange) })).status).toBe(204);
  });

  test('that names a session of ours for a connection that is not tagged so makes none', async () => {
    const session = await world.session('slack');
    const [state] = await world.owner(`select workspace_id from oauth_states where id = '${session.id}'`);
    const forged = body({ tags: { patchbay_workspace: String(state?.['workspace_id']), patchbay_session: session.id } });
    expect((await send(forged, { 'x-nango-hmac-sha256': hmac(forged) })).status).toBe(204);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect((await world.api.call('GET', `/api/v1/oauth/sessions/${session.id}`)).body).toMatchObject({ status: 'pending' });
  });
});

describe('a connection that Nango has already', () => {
  const existing = (tags: Record<string, string>): string => {
    const { connection } = world.nango.house.keep({
      integration: 'slack',
      credentials: { type: 'OAUTH2', access_token: 'at-imported', raw: { scope: 'a,b', team: { id: 'T9', name: 'Old' } } },
      tags,
      endUser: null,
      connectionConfig: {},
      webhookUrlOverride: null,
    });
    return connection.connectionId;
  };
  const take = (connectionId: string, key?: string): Promise<Answer<{ id: string; code: string; errors: { path: string }[] }>> =>
    world.api.call('POST', '/api/v1/connections', {
      body: { connector: 'slack', name: `Imported ${connectionId}`, auth: { type: 'nango', connectionId }, test: false },
      ...(key === undefined ? {} : { key }),
    });

  test('is taken by a platform admin, or by the workspace its tag names, and by nobody else', async () => {
    const { body: workspace } = await world.api.call<{ id: string }>('POST', '/api/v1/workspaces', { body: { name: 'Other' } });
    const { body: key } = await world.api.call<{ key: string }>('POST', '/api/v1/api-keys', {
      body: { name: 'k', role: 'owner', workspaceId: workspace.id },
    });
    const unclaimed = existing({});
    expect(await take(unclaimed, key.key)).toMatchObject({ status: 400, body: { errors: [{ path: 'auth.connectionId' }] } });
    expect(await take(existing({ patchbay_workspace: workspace.id }), key.key)).toMatchObject({ status: 201, body: { source: 'nango' } });
    expect(await take(existing({ patchbay_workspace: workspace.id }))).toMatchObject({ status: 400 });
    const taken = await take(unclaimed);
    expect(taken).toMatchObject({ status: 201, body: { source: 'nango', metadata: { team_id: 'T9' }, health: { scopes: ['a', 'b'] } } });
    expect(world.nango.house.find(unclaimed, 'slack')?.tags).toHaveProperty('patchbay_workspace');
    expect(await take(unclaimed)).toMatchObject({ status: 409 });
    for (const wrong of ['../integrations/slack', 'a/b', 'x?force_refresh=true', '', 'nobody'])
      expect(await take(wrong)).toMatchObject({ status: 400, body: { errors: [{ path: 'auth.connectionId' }] } });
  });
});
