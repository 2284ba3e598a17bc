import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ConnectionCredentials } from '@patchbay/connections';
import { OauthWorld } from './support/oauth-world.js';
import { startProvider, type Provider } from '@patchbay/testing';

let world: OauthWorld;
let plain: Provider;
beforeAll(async () => {
  [world, plain] = await Promise.all([OauthWorld.start(['slack']), startProvider(() => ({ body: { ok: true } }))]);
  world.provider.settings.reword = (body) => ({ body: { ok: true, ...body, team: { id: 'T1', name: 'Acme' } } });
}, 60_000);
afterAll(async () => {
  await world.close();
  await plain.close();
});

async function owner(statement: string): Promise<Record<string, unknown>[]> {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: world.api.ownerUrl });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(statement)).rows;
  } finally {
    await client.end();
  }
}

async function until<T>(ask: () => Promise<T>, good: (answer: T) => boolean): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (good(answer)) return answer;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

interface Explained {
  readonly parkedOn: string | null;
  readonly timeline: { readonly entries: readonly { readonly label: string }[] };
}

const status = async (id: string): Promise<string> =>
  (await world.api.call<{ status: string }>('GET', `/api/v1/executions/${id}`)).body.status;

test('runs that find their account dead wait for it, with one event, and go on when it is connected again', async () => {
  const id = await world.connect('slack', { name: 'Main' });
  const family = world.provider.families.all.at(-1);
  if (!family) throw new Error('nobody signed in');
  family.revoked = true;
  await owner(`update connections set refreshed_at = now() - interval '1 hour' where id = '${id}'`);
  const start = (): ReturnType<typeof world.api.call<{ executionId: string }>> =>
    world.api.call<{ executionId: string }>('POST', '/api/v1/connectors/slack/execute?mode=async', {
      body: { action: 'request.send', connectionId: id, input: { path: '/auth.test' } },
    });
  const runs = (await Promise.all(Array.from({ length: 5 }, start))).map(({ body }) => body.executionId);
  const waiting = (): Promise<Record<string, unknown>[]> =>
    owner(`select id from executions where parked_on = '${id}' and status = 'queued'`);
  await until(waiting, (rows) => rows.length === runs.length);
  expect(await Promise.all(runs.map(status))).toEqual(runs.map(() => 'queued'));
  const { body: waits } = await world.api.call<Explained>('GET', `/api/v1/executions/${runs[0]}`);
  expect(waits).toMatchObject({ parkedOn: id, timeline: { entries: [{ label: expect.stringContaining('account') }] } });
  const { body: events } = await world.api.call<{ data: { type: string }[] }>('GET', `/api/v1/events?limit=200&subjectId=${id}`);
  expect(events.data.filter(({ type }) => type === 'connection.needsReauth')).toHaveLength(1);

  // One of them is not wanted any more; it must not wait for anybody.
  expect((await world.api.call('POST', `/api/v1/executions/${runs[0]}/cancel`)).status).toBeLessThan(300);
  await world.connect('slack', { connectionId: id });
  const ends = await Promise.all(
    runs.map((run) =>
      until(
        () => status(run),
        (now) => now !== 'queued' && now !== 'running',
      ),
    ),
  );
  expect(ends).toEqual(['cancelled', 'succeeded', 'succeeded', 'succeeded', 'succeeded']);
  for (const run of runs) expect((await world.api.call<Explained>('GET', `/api/v1/executions/${run}`)).body.parkedOn).toBeNull();
}, 30_000);

test('a call that waits for its answer does not wait for a person', async () => {
  const id = await world.connect('slack', { name: 'Sync' });
  const family = world.provider.families.all.at(-1);
  if (!family) throw new Error('nobody signed in');
  family.revoked = true;
  await owner(`update connections set refreshed_at = now() - interval '1 hour' where id = '${id}'`);
  expect(await world.act(id, 'request.send', { path: '/auth.test' })).toMatchObject({ status: 401, body: { code: 'account_reauth' } });
});

test('a call that works proves its connection, at most once a minute; one that fails proves nothing', async () => {
  await world.connect('slack', { name: 'Signed in' });
  const family = world.provider.families.all.at(-1);
  if (!family) throw new Error('nobody signed in');
  const accessToken = world.provider.families.newest(family);
  const { body: made } = await world.api.call<{ id: string }>('POST', '/api/v1/connections', {
    body: { connector: 'slack', name: 'Proven', auth: { type: 'oauth2', accessToken, metadata: { team_id: 'T1' } }, test: false },
  });
  const { id } = made;
  const provenAt = async (): Promise<string | null> => (await world.connection(id)).health.lastProvenAt;
  const credentials = world.api.app.app.get(ConnectionCredentials, { strict: false });
  world.provider.http.on('POST /api/refused', { status: 403, body: { ok: false, error: 'missing_scope' } });
  await world.act(id, 'request.send', { path: '/refused', method: 'POST' });
  await credentials.drain();
  expect(await provenAt()).toBeNull();
  expect((await world.act(id, 'request.send', { path: '/auth.test' })).status).toBe(200);
  await credentials.drain();
  const first = await provenAt();
  expect(first).not.toBeNull();
  await world.act(id, 'request.send', { path: '/auth.test' });
  await credentials.drain();
  expect(await provenAt()).toBe(first);
});

test('which executions used a connection can be listed, and who began to use it on a day is an event', async () => {
  const { api } = world;
  const id = await world.connect('slack', { name: 'Watched' });
  await world.connect('slack', { name: 'Other' });
  const send = { action: 'request.send', connectionId: id, input: { path: '/auth.test' } };
  const { body: key } = await api.call<{ id: string; key: string }>('POST', '/api/v1/api-keys', {
    body: { name: 'robot', role: 'member' },
  });
  const runs: string[] = [];
  for (const more of [{}, {}, { key: key.key }]) {
    const { body } = await api.call<{ executionId: string }>('POST', '/api/v1/connectors/slack/execute', { body: send, ...more });
    runs.push(body.executionId);
  }
  const listed = await api.call<{ data: { id: string; trigger: string }[] }>('GET', `/api/v1/executions?connectionId=${id}&limit=50`);
  const used = listed.body.data.filter(({ trigger }) => trigger === 'api').map((execution) => execution.id);
  expect(used).toEqual(runs.toReversed());
  const told = async (): Promise<{ actor: string; data: { executionId: string; connector: string } }[]> => {
    const query = `subjectType=connection&subjectId=${id}&type=connection.used&limit=50`;
    const { body } = await api.call<{ data: { actor: string; data: { executionId: string; connector: string } }[] }>(
      'GET',
      `/api/v1/events?${query}`,
    );
    return body.data.filter(({ actor }) => actor.startsWith('api_key:'));
  };
  const events = await until(told, (all) => all.length >= 2);
  expect(events).toHaveLength(2);
  const [byRobot, first] = events;
  expect(first?.data).toMatchObject({ executionId: runs[0], connector: 'slack', action: 'request.send' });
  expect(byRobot).toMatchObject({ actor: `api_key:${key.id}`, data: { executionId: runs[2] } });
  expect((await api.call('GET', '/api/v1/executions?connectionId=mine')).status).toBe(400);
}, 30_000);

test('a connection of a custom connector claims nothing without a test call, and is proven by its first run', async () => {
  const { body: connector } = await world.api.call<{ id: string }>('POST', '/api/v1/connectors', {
    body: {
      name: 'Own',
      category: 'enrichment',
      type: 'single-step',
      config: { method: 'GET', url: `${plain.url}/x`, auth: { type: 'connection' } },
    },
  });
  const made = await world.api.call<{ id: string }>('POST', '/api/v1/connections', {
    body: { connector: connector.id, name: 'Own key', auth: { type: 'bearer', token: 'own-token' } },
  });
  expect(made).toMatchObject({ status: 201, body: { health: { lastProvenAt: null } } });
  const { id } = made.body;
  expect(await world.api.call('POST', `/api/v1/connections/${id}/test`)).toMatchObject({
    status: 200,
    body: { status: 'untested', message: expect.stringContaining('Nothing was tested') },
  });
  expect((await world.connection(id)).health.lastProvenAt).toBeNull();
  expect(plain.requests).toHaveLength(0);
  const run = await world.api.call('POST', `/api/v1/connectors/${connector.id}/execute`, { body: {} });
  expect({ status: run.status, key: plain.requests[0]?.headers['authorization'] }).toEqual({ status: 200, key: 'Bearer own-token' });
  await world.api.app.app.get(ConnectionCredentials, { strict: false }).drain();
  expect((await world.connection(id)).health.lastProvenAt).not.toBeNull();
});

test('a connection of a custom connector with a probe is tested by one request within the connector’s limits', async () => {
  const { api } = world;
  plain.on('GET /me', (request) =>
    request.headers['authorization'] === 'Bearer good-own-token' ? { body: { user: { name: 'Ada' } } } : { status: 401, body: {} },
  );
  const { body: connector } = await api.call<{ id: string; hosts: string[] }>('POST', '/api/v1/connectors', {
    body: {
      name: 'Own with a probe',
      category: 'enrichment',
      config: {
        method: 'POST',
        url: `${plain.url}/write`,
        auth: { type: 'connection' },
        rateLimiting: { maxRequestsPerHour: 2, strategy: 'fail' },
        probe: { url: `${plain.url}/me`, account: 'user.name' },
      },
    },
  });
  const asked = (): number => plain.requests.filter(({ path }) => path === '/me').length;
  const create = (token: string): ReturnType<typeof api.call<{ id: string }>> =>
    api.call('POST', '/api/v1/connections', { body: { connector: connector.id, name: 'Own', auth: { type: 'bearer', token } } });
  expect(await create('bad-own-token')).toMatchObject({ status: 422, body: { code: 'provider_rejected' } });
  const made = await create('good-own-token');
  expect(made).toMatchObject({ status: 201, body: { account: 'Ada', health: { lastProvenAt: expect.any(String) } } });
  const path = `/api/v1/connections/${made.body.id}/test`;
  for (const count of [3, 4]) {
    expect(await api.call('POST', path)).toMatchObject({ status: 200, body: { status: 'success', message: 'Works, as Ada.' } });
    expect(asked()).toBe(count);
  }
  // The connection's limit counts probes like runs, and holds them back like runs.
  expect(await api.call('POST', path)).toMatchObject({
    body: { status: 'failure', message: expect.stringMatching(/limit|requests per hour/i) },
  });
  expect(asked()).toBe(4);
  expect(plain.requests.some(({ path: other }) => other === '/write')).toBe(false);
  const shown = await Promise.all(['executions?limit=50', `connectors/${connector.id}`].map((one) => api.call('GET', `/api/v1/${one}`)));
  for (const { text } of shown) expect(text).not.toContain('own-token');
});
