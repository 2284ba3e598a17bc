import { expect, test } from '@jest/globals';
import pg from 'pg';
import { startTestApi, type TestApi } from './support/test-api.js';
import { World } from './support/world.js';

test('a call under way is answered and recorded, new ones are refused, and all ends within five seconds', async () => {
  const api = await startTestApi();
  const world = await World.create(api);
  let answer: (() => void) | undefined;
  world.provider.on('GET /people', async () => {
    await new Promise<void>((resolve) => {
      answer = resolve;
    });
    return { status: 200, body: { name: 'Ada' } };
  });
  const connector = await world.connector();
  const running = world.call<{ executionId: string }>('POST', `/api/v1/connectors/${connector}/execute`);
  await world.provider.received();

  const began = Date.now();
  const closed = api.stop();
  const late = await api.call('GET', '/health/ready', { key: null }).catch(() => undefined);
  if (late) expect(late).toMatchObject({ status: 503, body: { code: 'shutting_down' } });
  answer?.();
  const answered = await running;
  expect(answered).toMatchObject({ status: 200, body: { status: 'succeeded' } });
  await closed;
  expect(Date.now() - began).toBeLessThan(5_000);
  await expect(fetch(`${api.url}/health`)).rejects.toThrow();
  await world.close();
  await api.close();
}, 30_000);

test('a call that does not end is cut off in time, answered, and recorded', async () => {
  const api = await startTestApi();
  const world = await World.create(api);
  world.provider.on('GET /people', () => new Promise(() => undefined));
  const connector = await world.connector();
  const running = world.call<{ executionId: string }>('POST', `/api/v1/connectors/${connector}/execute`);
  await world.provider.received();
  const began = Date.now();
  await api.stop();
  expect(Date.now() - began).toBeLessThan(5_000);
  const answered = await running;
  expect(answered).toMatchObject({ status: 503, body: { code: 'shutting_down', executionId: expect.any(String) } });
  expect(await statusOf(api, 'id = $1', answered.body.executionId)).toBe('cancelled');
  await world.close();
  await api.close();
}, 15_000);

test('a run whose caller has left is still ended and recorded', async () => {
  const api = await startTestApi();
  const world = await World.create(api);
  let answer: (() => void) | undefined;
  world.provider.on('GET /people', async () => {
    await new Promise<void>((resolve) => {
      answer = resolve;
    });
    return { status: 200, body: { name: 'Ada' } };
  });
  const connector = await world.connector();
  const leaving = new AbortController();
  const traceId = 'bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb';
  const left = fetch(`${api.url}/api/v1/connectors/${connector}/execute`, {
    method: 'POST',
    signal: leaving.signal,
    headers: { authorization: `Bearer ${world.key}`, traceparent: `00-${traceId}-00f067aa0ba902b7-01` },
  }).catch(() => undefined);
  await world.provider.received();
  leaving.abort();
  await left;
  const stopped = api.stop();
  answer?.();
  await stopped;
  expect(await statusOf(api, 'trace_id = $1', traceId)).toBe('succeeded');
  await world.close();
  await api.close();
}, 15_000);

test('connections to databases that calls have used are closed', async () => {
  const api = await startTestApi();
  const auth = { type: 'database', dsn: api.ownerUrl };
  const made = await api.call<{ id: string }>('POST', '/api/v1/connections', { body: { connector: 'postgresql', name: 'Own', auth } });
  expect(made.status).toBe(201);
  const body = { action: 'table.list', input: { max: 1 }, connectionId: made.body.id };
  expect(await api.call('POST', '/api/v1/connectors/postgresql/execute', { body })).toMatchObject({ status: 200 });
  // The connection's test and the call used one client: there is one pool.
  expect(await sessionsOfCalls(api)).toBe(1);
  await api.stop();
  // The server takes a moment to see that a socket was closed.
  const giveUpAt = Date.now() + 5_000;
  while ((await sessionsOfCalls(api)) > 0) expect(Date.now()).toBeLessThan(giveUpAt);
  await api.close();
}, 30_000);

async function sessionsOfCalls(api: TestApi): Promise<number> {
  const owner = new pg.Client({ connectionString: api.ownerUrl });
  await owner.connect();
  const { rows } = await owner.query<{ n: number }>(
    `select count(*)::int as n from pg_stat_activity where application_name = 'patchbay' and datname = current_database()`,
  );
  await owner.end();
  return rows[0]?.n ?? -1;
}

async function statusOf(api: TestApi, where: string, value: string): Promise<unknown> {
  const owner = new pg.Client({ connectionString: api.ownerUrl });
  await owner.connect();
  const { rows } = await owner.query<{ status: string }>(`select status from executions where ${where}`, [value]);
  await owner.end();
  return rows[0]?.status;
}
