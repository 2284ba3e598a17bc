import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { EventStream } from './support/event-stream.js';
import { startTestApi, type TestApi } from './support/test-api.js';
import { World } from './support/world.js';

interface Execution {
  readonly id: string;
  readonly status: string;
  readonly retryOf: string | null;
  readonly input: unknown;
  readonly errorCode: string | null;
}

let api: TestApi;
let world: World;
beforeAll(async () => {
  api = await startTestApi();
  world = await World.create(api);
});
afterAll(async () => {
  await world.close();
  await api.close();
});

const read = async (id: string): Promise<Execution> => (await world.call<Execution>('GET', `/api/v1/executions/${id}`)).body;

async function ended(id: string): Promise<Execution> {
  for (const until = Date.now() + 10_000; Date.now() < until; await new Promise((resolve) => setTimeout(resolve, 50))) {
    const execution = await read(id);
    if (execution.status !== 'queued' && execution.status !== 'running') return execution;
  }
  throw new Error('the execution did not end');
}

const watch = (headers: Record<string, string> = {}): Promise<EventStream> =>
  EventStream.open(`${api.url}/api/v1/executions/stream`, { authorization: `Bearer ${world.key}`, ...headers });

describe('cancelling', () => {
  test('a running read ends as cancelled and its request is aborted', async () => {
    const id = await world.hangingExecution();
    const answer = await world.call('POST', `/api/v1/executions/${id}/cancel`);
    expect(answer).toMatchObject({ status: 200, body: { executionId: id, status: 'cancelled' } });
    expect(await read(id)).toMatchObject({ status: 'cancelled', errorCode: 'cancelled' });
    expect(await world.call('POST', `/api/v1/executions/${id}/cancel`)).toMatchObject({ status: 409, body: { code: 'illegal_state' } });
  });

  test('a write that was sent ends as unknown', async () => {
    world.provider.on('POST /slow-write', () => new Promise(() => undefined));
    const connector = await world.connectorTo('/slow-write', 'POST');
    const before = world.provider.requests.length;
    const accepted = await world.call<{ executionId: string }>('POST', `/api/v1/connectors/${connector}/execute?mode=async`, { body: {} });
    await world.provider.received(before + 1);
    const answer = await world.call('POST', `/api/v1/executions/${accepted.body.executionId}/cancel`);
    expect(answer).toMatchObject({ status: 200, body: { status: 'unknown' } });
  });

  test('a synchronous write under way is stopped for its caller', async () => {
    world.provider.on('POST /slow-sync', () => new Promise(() => undefined));
    const connector = await world.connectorTo('/slow-sync', 'POST');
    const before = world.provider.requests.length;
    const running = world.call('POST', `/api/v1/connectors/${connector}/execute`, { body: {} });
    await world.provider.received(before + 1);
    const { body } = await world.call<{ data: Execution[] }>('GET', '/api/v1/executions?status=running');
    await world.call('POST', `/api/v1/executions/${body.data[0]?.id}/cancel`);
    expect(await running).toMatchObject({ status: 504, body: { code: 'outcome_unknown' } });
  });
});

describe('retrying', () => {
  test('runs again with the same input as a new execution that names the old', async () => {
    let broken = true;
    world.provider.on('GET /mended', () => (broken ? { status: 422, body: {} } : { status: 200, body: { ok: true } }));
    const connector = await world.connectorTo('/mended');
    const failed = await world.call<{ executionId: string }>('POST', `/api/v1/connectors/${connector}/execute`, {
      body: { input: { phone: '+49301' } },
    });
    expect(failed.status).toBe(422);
    broken = false;
    const retried = await world.call<{ executionId: string }>('POST', `/api/v1/executions/${failed.body.executionId}/retry`, { body: {} });
    expect(retried).toMatchObject({ status: 202, body: { status: 'queued', retryOf: failed.body.executionId } });
    expect(await ended(retried.body.executionId)).toMatchObject({
      status: 'succeeded',
      retryOf: failed.body.executionId,
      input: { phone: '+49301' },
    });
    expect(await read(failed.body.executionId)).toMatchObject({ status: 'failed' });
  });

  test('takes an edited input, and answers at once when asked to wait', async () => {
    const id = await world.failedExecution();
    world.provider.on('GET /broken', () => ({ status: 200, body: { ok: 1 } }));
    const retried = await world.call<{ executionId: string }>('POST', `/api/v1/executions/${id}/retry?mode=sync`, {
      body: { input: { edited: true } },
    });
    expect(retried).toMatchObject({ status: 200, body: { status: 'succeeded', retryOf: id, output: { ok: 1 } } });
    expect(await read(retried.body.executionId)).toMatchObject({ input: { edited: true } });
  });

  test('repeats an unknown write only with a person’s word', async () => {
    world.provider.on('POST /lost', { fault: 'hang' });
    const connector = await world.connectorTo('/lost', 'POST');
    const before = world.provider.requests.length;
    const accepted = await world.call<{ executionId: string }>('POST', `/api/v1/connectors/${connector}/execute?mode=async`, { body: {} });
    await world.provider.received(before + 1);
    const { executionId } = accepted.body;
    await world.call('POST', `/api/v1/executions/${executionId}/cancel`);
    world.provider.on('POST /lost', () => ({ status: 201, body: {} }));
    expect(await world.call('POST', `/api/v1/executions/${executionId}/retry`, { body: {} })).toMatchObject({
      status: 409,
      body: { code: 'illegal_state' },
    });
    const retried = await world.call<{ executionId: string }>('POST', `/api/v1/executions/${executionId}/retry`, {
      body: { confirm: true },
    });
    expect((await ended(retried.body.executionId)).status).toBe('succeeded');
  });

  test('retries those that fit a filter once', async () => {
    const other = await World.create(api);
    const ids = [await other.failedExecution(), await other.failedExecution(), await other.failedExecution()];
    const bulk = (): Promise<{ status: number; body: { accepted: { retryOf: string }[]; refused: unknown[]; more: boolean } }> =>
      other.call('POST', '/api/v1/executions/retry', { body: { filter: { status: 'failed' }, limit: 2 } });
    const first = await bulk();
    expect(first).toMatchObject({ status: 202, body: { refused: [], more: true } });
    expect(first.body.accepted.map(({ retryOf }) => retryOf)).toEqual(ids.slice(0, 2));
    const second = await bulk();
    expect(second.body.accepted.map(({ retryOf }) => retryOf)).toContain(ids[2]);
    await other.close();
  });
});

describe('the stream', () => {
  test('tells every move of the workspace, and nothing of another', async () => {
    const stranger = await World.create(api);
    const stream = await watch();
    const foreign = await stranger.execution();
    const connector = await world.connector();
    const { body } = await world.call<{ executionId: string }>('POST', `/api/v1/connectors/${connector}/execute?mode=async`, { body: {} });
    const end = await stream.until(({ data }) => data.executionId === body.executionId && data.status === 'succeeded');
    expect(Number(end.id)).toBeGreaterThan(Date.now() - 10_000);
    expect(stream.events.filter(({ data }) => data.executionId === body.executionId).map(({ data }) => data.status)).toContain('queued');
    expect(stream.events.map(({ data }) => data.executionId)).not.toContain(foreign);
    stream.close();
    await stranger.close();
  });

  test('resumes from the rows by the last event id', async () => {
    const stream = await watch();
    const seen = await world.execution();
    const last = await stream.until(({ data }) => data.executionId === seen);
    stream.close();
    const missed = await world.execution();
    const resumed = await watch({ 'last-event-id': last.id ?? '' });
    expect((await resumed.until(({ data }) => data.executionId === missed)).data.status).toBe('succeeded');
    resumed.close();
  });

  test('refuses a Last-Event-ID that is none', async () => {
    const answer = await world.call('GET', '/api/v1/executions/stream', { headers: { 'last-event-id': 'x' } });
    expect(answer).toMatchObject({ status: 400, body: { code: 'input_invalid' } });
  });
});

test('executions older than the workspace keeps them are gone for its readers', async () => {
  const other = await World.create(api);
  const id = await other.execution();
  const { default: pg } = await import('pg');
  const owner = new pg.Client({ connectionString: api.ownerUrl });
  await owner.connect();
  const old = '01900000-0000-7000-8000-000000000001';
  await owner.query('update executions set id = $1 where id = $2', [old, id]);
  await owner.end();
  expect((await other.call('GET', `/api/v1/executions/${old}`)).status).toBe(404);
  expect((await other.call<{ data: unknown[] }>('GET', '/api/v1/executions')).body.data).toEqual([]);
  await other.close();
});
