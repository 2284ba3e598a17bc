import { afterEach, expect, test } from '@jest/globals';
import { PlatformError } from '@patchbay/kernel';
import { customConnector, lastRow, runnableOf, startBench, type Bench, type BenchSetting } from '../test/router-bench.js';
import { NoCircuitBreaker, NoCredentials, NoRateLimits, type CallAnswer } from './index.js';

let bench: Bench;
afterEach(() => bench.close());
const start = async (setting: BenchSetting): Promise<void> => {
  bench = await startBench(setting);
};
const failure = (answer: CallAnswer): PlatformError => {
  if (answer.kind !== 'failed') throw new Error(`It did not fail: ${JSON.stringify(answer)}`);
  return answer.error;
};

const lookup = customConnector({
  type: 'single-step',
  config: {
    method: 'GET',
    url: '/phone?phone={{contact.phone_number}}',
    headers: [{ key: 'X-API-Key', value: '{{workspace.enrich_key}}' }],
    queryParams: [{ key: 'format', value: 'json' }],
  },
  fieldMappings: [
    { sourcePath: 'identities[0].firstName', targetField: 'firstname' },
    { sourcePath: 'score', targetField: 'customFields.score' },
  ],
});
function fullRecorder() {
  const lost = () => Promise.reject(new PlatformError('database_unavailable', 'The database cannot be reached.'));
  return { insert: lost, sending: () => Promise.resolve(), finish: lost, event: () => undefined, hasRoom: () => false };
}
const secrets = { enrich_key: 'sk-live-hunter22' };

test('what is refused before validation is answered without an execution', async () => {
  await start({
    runnable: runnableOf({
      validateInput: () => {
        throw new PlatformError('input_invalid', 'name: is required', { errors: [{ path: 'name', message: 'is required' }] });
      },
    }),
  });
  const answer = await bench.run();
  expect(failure(answer)).toMatchObject({ code: 'input_invalid', detail: { errors: [{ path: 'name' }] } });
  expect(answer.executionId).toBeUndefined();
  expect(bench.rows).toHaveLength(0);
});

test('ids that are none are refused by name before anything is recorded', async () => {
  await start({ runnable: runnableOf({}) });
  expect(failure(await bench.run({ contact: {}, contactId: 'x', connectionId: "'" }))).toMatchObject({
    code: 'input_invalid',
    detail: { errors: [{ path: 'contactId' }, { path: 'connectionId' }] },
  });
  expect(bench.rows).toHaveLength(0);
});

test.each([
  ['a viewer', { principal: { role: 'viewer' } }, 'forbidden'],
  ['a key that may only read', { principal: { scopes: ['read'] } }, 'forbidden'],
])('%s may not run anything', async (_, { principal }, code) => {
  await start({ runnable: runnableOf({}) });
  const caller = { kind: 'api_key', id: 'k', workspaceId: bench.workspaceId, role: 'member', platformAdmin: false, ...principal } as never;
  expect(failure(await bench.run({ principal: caller })).code).toBe(code);
});

test('a disabled connector is refused, but can be tested', async () => {
  await start({ runnable: runnableOf({ enabled: false }) });
  expect(failure(await bench.run()).code).toBe('connector_disabled');
  expect(await bench.run({ mode: 'test' })).toMatchObject({ kind: 'succeeded' });
});

test('a connector that needs a flag the workspace lacks is refused', async () => {
  await start({ runnable: runnableOf({ flags: ['advanced_steps'] }) });
  expect(failure(await bench.run())).toMatchObject({ code: 'feature_disabled', message: expect.stringContaining('advanced_steps') });
});

test('the contact is read when only its id is given, and an unknown one is not_found', async () => {
  const contacts = { '018f0000-0000-7000-8000-00000000000a': { phone_number: '555' } };
  await start({ runnable: lookup, secrets, contacts });
  bench.provider.on('/phone', { body: {} });
  await bench.run({ contactId: '018f0000-0000-7000-8000-00000000000a' });
  expect(bench.provider.requests[0]?.query.get('phone')).toBe('555');
  expect(failure(await bench.run({ contactId: '018f0000-0000-7000-8000-00000000000b' })).code).toBe('not_found');
});

test('a test runs all steps, shows them redacted, and writes no contact', async () => {
  await start({ runnable: lookup, secrets });
  bench.provider.on('/phone', { body: { identities: [{ firstName: 'Ada' }], echo: 'sk-live-hunter22' } });
  const answer = await bench.run({
    mode: 'test',
    contact: { phone_number: '1' },
    contactId: '018f0000-0000-7000-8000-00000000000a',
    idempotencyKey: 'ignored',
  });
  expect(answer).toMatchObject({
    kind: 'succeeded',
    contactUpdates: { firstname: 'Ada' },
    steps: [
      {
        status: 'succeeded',
        request: { method: 'GET', headers: { 'x-api-key': '[redacted]' } },
        response: { status: 200, body: { echo: '[redacted]' } },
        durationMs: expect.any(Number),
      },
    ],
  });
  expect(bench.applied).toEqual([]);
  expect(lastRow(bench)).toMatchObject({ mode: 'test', status: 'succeeded' });
});

test('a test of an action shows its requests as steps', async () => {
  await start({
    runnable: runnableOf({
      run: async ({ send }) => {
        await send({ method: 'GET', url: `${bench.provider.url}/x`, headers: {}, effect: 'read', timeoutMs: 500, maxRetries: 1 });
        return { output: null };
      },
    }),
  });
  bench.provider.on('/x', [{ status: 503 }, { body: { a: 1 } }]);
  expect(await bench.run({ mode: 'test' })).toMatchObject({
    steps: [
      { id: 'request_1', status: 'failed', response: { status: 503 } },
      { id: 'request_2', status: 'succeeded', response: { status: 200, body: { a: 1 } } },
    ],
  });
});

test('a connection that is needed and missing is connection_required; one that is given without need is input_invalid', async () => {
  await start({ runnable: runnableOf({ auth: { kind: 'connection', connector: 'acme', required: true } }) });
  expect(failure(await bench.run()).code).toBe('connection_required');
  await bench.close();
  await start({ runnable: runnableOf({ auth: { kind: 'connection', connector: 'acme', required: false } }) });
  expect(await bench.run()).toMatchObject({ kind: 'succeeded' });
  await bench.close();
  await start({ runnable: runnableOf({}) });
  expect(failure(await bench.run({ connectionId: '018f0000-0000-7000-8000-000000000001' })).code).toBe('input_invalid');
});

test('the credential of the chosen connection reaches the run, and its secrets no record', async () => {
  class OneAccount extends NoCredentials {
    override choose = () => Promise.resolve({ connectionId: '018f0000-0000-7000-8000-000000000001', reason: 'The default connection.' });
    override find = () =>
      Promise.resolve({
        resolved: { credential: { type: 'bearer', token: 'tok-12345' } as const, metadata: {}, source: 'stored' },
        reason: 'Stored.',
        refreshable: false,
      });
  }
  await start({
    ports: { credentials: new OneAccount() },
    runnable: runnableOf({
      auth: { kind: 'connection', connector: 'acme', required: true },
      run: async ({ credential }) => ({ output: JSON.stringify(credential) }),
    }),
  });
  expect(await bench.run()).toMatchObject({ output: expect.stringContaining('[redacted]') });
  expect(lastRow(bench)).toMatchObject({ connectionId: '018f0000-0000-7000-8000-000000000001', status: 'succeeded' });
  expect(JSON.stringify(bench.rows)).not.toContain('tok-12345');
});

test('a call that gave its credential to a driver has used the connection and, when it worked, proven it; one that sent nothing has not', async () => {
  const place = { connectionId: '018f0000-0000-7000-8000-000000000001' };
  const proven: unknown[] = [];
  class OneAccount extends NoCredentials {
    override choose = () => Promise.resolve({ ...place, reason: 'The default connection.' });
    override find = () =>
      Promise.resolve({
        resolved: { credential: { type: 'database', dsn: 'base://host' } as const, metadata: {}, source: 'stored' },
        reason: 'Stored.',
        refreshable: false,
      });
    override proven = (one: unknown) => void proven.push(one);
  }
  let act: 'nothing' | 'work' | 'fail' = 'nothing';
  await start({
    ports: { credentials: new OneAccount() },
    runnable: runnableOf({
      auth: { kind: 'connection', connector: 'acme', required: true },
      run: async ({ onDriver }) => {
        if (act !== 'nothing') onDriver?.();
        if (act === 'fail') throw new PlatformError('provider_rejected', 'No such table.');
        return { output: null };
      },
    }),
  });
  await bench.run();
  expect([bench.uses, proven]).toEqual([[], []]);
  act = 'fail';
  await bench.run();
  expect([bench.uses.length, proven.length]).toEqual([1, 0]);
  act = 'work';
  const { executionId } = await bench.run();
  expect(bench.uses[1]).toMatchObject({
    ...place,
    executionId,
    actor: 'api_key:key-1',
    connector: 'acme',
    action: 'thing.do',
    trigger: 'api',
  });
  expect(proven).toEqual([{ ...place, workspaceId: bench.workspaceId }]);
});

test.each(['fail', 'queue'] as const)(
  'without room within the deadline a sync call (strategy %s) is refused as rate_limited and recorded',
  async (strategy) => {
    class Full extends NoRateLimits {
      override take = () =>
        ({ kind: strategy === 'fail' ? 'refused' : 'wait', reason: '60 requests per minute are used up.', retryAfterMs: 9_000 }) as const;
    }
    await start({ runnable: runnableOf({}), ports: { limiter: new Full() } });
    expect(failure(await bench.run())).toMatchObject({ code: 'rate_limited', detail: { retryAfterMs: 9_000 } });
    expect(lastRow(bench)).toMatchObject({ status: 'failed', errorCode: 'rate_limited' });
  },
);

test('an accepted run that has to wait for room goes back to the queue', async () => {
  class Full extends NoRateLimits {
    override take = () => ({ kind: 'wait', reason: 'Used up.', retryAfterMs: 9_000 }) as const;
  }
  await start({ runnable: runnableOf({}), ports: { limiter: new Full() } });
  const executionId = '018f0000-0000-7000-8000-0000000000aa' as never;
  const outcome = await bench.router.process({
    principal: { kind: 'system', id: 'worker', workspaceId: bench.workspaceId, role: 'owner', platformAdmin: false },
    connectorKey: 'c1',
    mode: 'async',
    trigger: 'api',
    traceId: 't',
    accepted: { executionId },
  });
  expect(outcome).toMatchObject({ kind: 'deferred', resumeInMs: 9_000, answer: { kind: 'queued', executionId } });
  expect(bench.rows).toHaveLength(0);
});

test('an open circuit refuses the call and is recorded', async () => {
  class Open extends NoCircuitBreaker {
    override admit = () => ({ open: true, reason: 'Acme has failed 10 times in a row.', retryAfterMs: 30_000 }) as const;
  }
  await start({ runnable: runnableOf({}), ports: { breaker: new Open() } });
  expect(failure(await bench.run())).toMatchObject({ code: 'circuit_open', detail: { retryAfterMs: 30_000 } });
  expect(lastRow(bench)).toMatchObject({ errorCode: 'circuit_open' });
});

test('an async call is accepted after step four and run later', async () => {
  const accepted: string[] = [];
  await start({
    runnable: runnableOf({}),
    ports: {
      intake: {
        accept: async (call) => {
          accepted.push(call.executionId);
        },
      },
    },
  });
  const answer = await bench.run({ mode: 'async' });
  expect(answer).toEqual({ kind: 'queued', executionId: accepted[0], traceId: 'f'.repeat(32), replayed: false });
  expect(bench.rows).toHaveLength(0);
});

test('when too much waits to be recorded a call is refused before anything is done for it', async () => {
  await start({ runnable: runnableOf({}), ports: { recorder: fullRecorder() } });
  expect(failure(await bench.run())).toMatchObject({ code: 'overloaded', detail: { retryAfterMs: 1_000 } });
});
