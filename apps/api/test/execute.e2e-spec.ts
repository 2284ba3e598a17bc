import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { startTestApi, type TestApi } from './support/test-api.js';
import { World } from './support/world.js';

interface Ran {
  readonly executionId: string;
  readonly status: string;
  readonly output: unknown;
  readonly contactUpdates?: unknown;
  readonly durationMs: number;
  readonly traceId: string;
}
interface Problem {
  readonly status: number;
  readonly code: string;
  readonly executionId?: string;
  readonly errors?: { path: string }[];
}

let api: TestApi;
let world: World;
let connector: string;
beforeAll(async () => {
  api = await startTestApi();
  world = await World.create(api);
  connector = await world.connector();
});
afterAll(async () => {
  await world.close();
  await api.close();
});
beforeEach(() => world.provider.reset());

const execute = (
  body: unknown,
  options: { query?: string; headers?: Record<string, string> } = {},
): ReturnType<typeof world.call<Ran & Problem>> =>
  world.call<Ran & Problem>('POST', `/api/v1/connectors/${connector}/execute${options.query ?? ''}`, {
    body,
    headers: options.headers ?? {},
  });

describe('running a connector', () => {
  test('answers the output, what it wrote to the contact, and where to read more', async () => {
    const contactId = await world.contact();
    const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
    const ran = await execute({ contactId, input: { a: 1 } }, { headers: { traceparent: `00-${traceId}-00f067aa0ba902b7-01` } });
    expect(ran).toMatchObject({
      status: 200,
      body: {
        status: 'succeeded',
        output: { name: 'Ada', found: true },
        contactUpdates: { firstname: 'Ada' },
        durationMs: expect.any(Number),
        traceId,
      },
    });
    expect(ran.headers.get('x-content-type-options')).toBe('nosniff');
    expect(ran.headers.get('cache-control')).toBe('no-store');
    const stored = await world.call('GET', `/api/v1/executions/${ran.body.executionId}`);
    expect(stored.body).toMatchObject({
      id: ran.body.executionId,
      status: 'succeeded',
      traceId,
      input: { a: 1 },
      contactId,
      trigger: 'api',
      mode: 'sync',
    });
    expect((await world.call('GET', `/api/v1/contacts/${contactId}`)).body).toMatchObject({ firstname: 'Ada' });
  });

  test('needs no body', async () => {
    expect((await world.call('POST', `/api/v1/connectors/${connector}/execute`)).status).toBe(200);
  });

  test('a failed run is a problem that names its execution', async () => {
    world.provider.on('GET /people', { status: 404, body: { error: 'secret detail' } });
    const failed = await execute({});
    expect(failed).toMatchObject({ status: 404, body: { code: 'provider_not_found', executionId: expect.any(String) } });
    expect(failed.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    expect((await world.call('GET', `/api/v1/executions/${failed.body.executionId}`)).body).toMatchObject({
      status: 'failed',
      error: { code: 'provider_not_found' },
    });
  });

  test.each<[string, unknown, string, string]>([
    ['an unknown field', { inputs: {} }, '', 'inputs'],
    ['a wrong contact id', { contactId: 'x' }, '', 'contactId'],
    ['an unknown mode', {}, '?mode=later', 'mode'],
    ['an unknown parameter', {}, '?modus=sync', 'modus'],
  ])('%s answers 400 and is not run', async (_what, body, query, path) => {
    expect(await execute(body, { query })).toMatchObject({ status: 400, body: { code: 'input_invalid', errors: [{ path }] } });
    expect(world.provider.requests).toHaveLength(0);
  });

  test('goes on and is recorded when the caller goes away', async () => {
    let answer: (() => void) | undefined;
    world.provider.on('GET /people', async () => {
      await new Promise<void>((resolve) => {
        answer = resolve;
      });
      return { status: 200, body: { name: 'Late' } };
    });
    const traceId = 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa';
    const caller = httpRequest(`${api.url}/api/v1/connectors/${connector}/execute`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${world.key}`,
        'content-type': 'application/json',
        traceparent: `00-${traceId}-00f067aa0ba902b7-01`,
      },
    });
    caller.on('error', () => undefined).end('{}');
    await world.provider.received();
    caller.destroy();
    answer?.();
    const mine = async (): Promise<unknown[]> =>
      (await world.call<{ data: { traceId: string; status: string }[] }>('GET', '/api/v1/executions?limit=5')).body.data.filter(
        (run) => run.traceId === traceId && run.status === 'succeeded',
      );
    const deadline = Date.now() + 5_000;
    while ((await mine()).length === 0 && Date.now() < deadline);
    expect(await mine()).toHaveLength(1);
  });
});

describe('running a connector later', () => {
  test('is accepted at once and ends as it would have', async () => {
    const contactId = await world.contact();
    const accepted = await execute({ contactId }, { query: '?mode=async' });
    expect(accepted).toMatchObject({ status: 202, body: { executionId: expect.any(String), status: 'queued' } });
    const read = async (): Promise<{ status: string }> =>
      (await world.call<{ status: string }>('GET', `/api/v1/executions/${accepted.body.executionId}`)).body;
    const deadline = Date.now() + 20_000;
    while (['queued', 'running'].includes((await read()).status) && Date.now() < deadline);
    expect(await read()).toMatchObject({ status: 'succeeded', mode: 'async', output: { name: 'Ada' } });
    expect((await world.call('GET', `/api/v1/contacts/${contactId}`)).body).toMatchObject({ firstname: 'Ada' });
  }, 30_000);
});

describe('an Idempotency-Key', () => {
  test('gives the same answer again, and says so', async () => {
    const headers = { 'idempotency-key': 'order-1' };
    const first = await execute({ input: { n: 1 } }, { headers });
    const second = await execute({ input: { n: 1 } }, { headers });
    expect(first.headers.get('idempotent-replayed')).toBeNull();
    expect(second.headers.get('idempotent-replayed')).toBe('true');
    expect(second.body).toEqual(first.body);
    expect(world.provider.requests).toHaveLength(1);
  });

  test('refuses another body', async () => {
    const headers = { 'idempotency-key': 'order-2' };
    await execute({ input: { n: 1 } }, { headers });
    expect(await execute({ input: { n: 2 } }, { headers })).toMatchObject({ status: 422, body: { code: 'idempotency_mismatch' } });
  });

  test('must be a short text', async () => {
    expect(await execute({}, { headers: { 'idempotency-key': 'x'.repeat(256) } })).toMatchObject({
      status: 400,
      body: { errors: [{ path: 'Idempotency-Key' }] },
    });
  });
});

describe('testing a connector', () => {
  test('shows each step and writes no contact', async () => {
    const contactId = await world.contact();
    const tested = await world.call('POST', `/api/v1/connectors/${connector}/test`, { body: { contactId } });
    expect(tested).toMatchObject({
      status: 200,
      body: {
        status: 'succeeded',
        output: { name: 'Ada' },
        steps: [{ id: 'request', status: 'succeeded', request: { method: 'GET' }, response: { status: 200 } }],
      },
    });
    expect((await world.call('GET', `/api/v1/contacts/${contactId}`)).body).toMatchObject({ firstname: world.marker });
  });

  test('a failing provider is a result', async () => {
    world.provider.on('GET /people', { status: 403, body: {} });
    const tested = await world.call('POST', `/api/v1/connectors/${connector}/test`, { body: {} });
    expect(tested).toMatchObject({
      status: 200,
      body: { status: 'failed', error: { code: 'account_forbidden' }, steps: [{ status: 'failed' }] },
    });
  });

  test('works on a definition that is not saved, and names what is wrong with it', async () => {
    const config = { method: 'GET', url: `${world.provider.url}/people`, auth: { type: 'none' } };
    expect(await world.call('POST', '/api/v1/connectors/test', { body: { config, input: {} } })).toMatchObject({
      status: 200,
      body: { status: 'succeeded' },
    });
    expect(await world.call('POST', '/api/v1/connectors/test', { body: { config: { ...config, method: 'FETCH' } } })).toMatchObject({
      status: 400,
      body: { errors: [{ path: 'config.method' }] },
    });
    expect(await world.call('POST', '/api/v1/connectors/test', { body: { config, ohno: 1 } })).toMatchObject({
      status: 400,
      body: { errors: [{ path: 'ohno' }] },
    });
  });
});
