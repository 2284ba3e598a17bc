import { afterEach, expect, test } from '@jest/globals';
import { PlatformError, type ProviderRequest, type ResolvedCredential, type Runnable } from '@patchbay/kernel';
import { lastRow, runnableOf, startBench, type Bench, type BenchSetting } from '../../test/router-bench.js';
import { NoCredentials, NoRateLimits } from '../index.js';

let bench: Bench;
afterEach(() => bench.close());

/** A runnable that makes one request and answers with its status and body. */
const sending = (request: Partial<ProviderRequest>, change: Partial<Runnable> = {}): Runnable =>
  runnableOf({
    effect: request.effect ?? 'read',
    ...change,
    run: async (context) => {
      const answer = await context.send({
        method: 'GET',
        url: `${bench.provider.url}/x`,
        headers: {},
        effect: 'read',
        timeoutMs: 2_000,
        maxRetries: 3,
        ...request,
      });
      return { output: { status: answer.status, body: Buffer.from(answer.body).toString() } };
    },
  });
const start = async (
  request: Partial<ProviderRequest>,
  change: Partial<Runnable> = {},
  ports: BenchSetting['ports'] = {},
): Promise<void> => {
  bench = await startBench({ runnable: sending(request, change), ports });
};
const create: Partial<ProviderRequest> = { method: 'POST', effect: 'create', body: '{"name":"Ada"}' };

test('a read is repeated after failures with growing waits until it is answered', async () => {
  await start({});
  bench.provider.on('/x', [{ status: 503 }, { fault: 'before' }, { status: 429 }, { status: 200, body: 'fine' }]);
  expect(await bench.run()).toMatchObject({ kind: 'succeeded', output: { status: 200, body: 'fine' } });
  expect(bench.clock.waits).toEqual([125, 250, 500]);
  expect(lastRow(bench).attempts).toMatchObject([
    { number: 1, response: { status: 503 }, retry: { afterMs: 125, reason: 'status 503' } },
    { number: 2, error: { code: 'provider_unavailable' }, retry: { afterMs: 250 } },
    { number: 3, response: { status: 429 }, retry: { afterMs: 500, reason: 'status 429' } },
    { number: 4, response: { status: 200 } },
  ]);
});

test.each([400, 401, 403, 404, 409, 422, 501])('status %i is an answer and is not repeated', async (status) => {
  await start({});
  bench.provider.on('/x', { status });
  expect(await bench.run()).toMatchObject({ output: { status } });
  expect(bench.provider.requests).toHaveLength(1);
});

test('when repeats are used up the last answer is handed back', async () => {
  await start({ maxRetries: 2 });
  bench.provider.on('/x', { status: 502 });
  expect(await bench.run()).toMatchObject({ output: { status: 502 } });
  expect(bench.provider.requests).toHaveLength(3);
});

test('Retry-After is obeyed exactly, and ends the repeating when it lies behind the deadline', async () => {
  await start({});
  bench.provider.on('/x', [
    { status: 429, headers: { 'retry-after': '4' } },
    { status: 503, headers: { 'retry-after': '3600' } },
  ]);
  expect(await bench.run()).toMatchObject({ output: { status: 503 } });
  expect(bench.clock.waits).toEqual([4_000]);
});

test.each(['PUT', 'DELETE'])('%s is repeated: doing it twice has the effect of doing it once', async (method) => {
  await start({ method, effect: method === 'PUT' ? 'update' : 'delete' });
  bench.provider.on('/x', [{ fault: 'before' }, { status: 503 }, { status: 200 }]);
  expect(await bench.run()).toMatchObject({ output: { status: 200 } });
});

test.each([{ status: 500 }, { status: 503, headers: { 'retry-after': '1' } }])(
  'a create that is answered with %j is not sent again',
  async (answer) => {
    await start(create);
    bench.provider.on('/x', answer);
    expect(await bench.run()).toMatchObject({ output: { status: answer.status } });
    expect(bench.provider.requests).toHaveLength(1);
  },
);

test('a create that is refused with 429 was not processed and is sent again', async () => {
  await start(create);
  bench.provider.on('/x', [{ status: 429, headers: { 'retry-after': '1' } }, { status: 201 }]);
  expect(await bench.run()).toMatchObject({ output: { status: 201 } });
  expect(bench.clock.waits).toEqual([1_000]);
});

test.each(['before', 'during', 'hang'] as const)(
  'a create that was sent and got no whole answer (%s) ends as outcome_unknown and is never sent again',
  async (fault) => {
    await start({ ...create, timeoutMs: 150 });
    bench.provider.on('/x', { fault, body: 'x'.repeat(1_000) });
    expect(await bench.run()).toMatchObject({ kind: 'failed', error: { code: 'outcome_unknown', detail: { sent: true } } });
    expect(bench.provider.requests).toHaveLength(1);
    expect(lastRow(bench)).toMatchObject({ status: 'unknown', errorCode: 'outcome_unknown' });
    expect(bench.events).toMatchObject([{ type: 'execution.lost' }]);
  },
);

test('a create that never left is tried again', async () => {
  await start({ ...create, url: 'http://127.0.0.1:1/x' });
  const answer = await bench.run();
  expect(answer).toMatchObject({ kind: 'failed', error: { code: 'provider_unavailable', detail: { sent: false } } });
  expect(bench.clock.waits).toHaveLength(3);
  expect(lastRow(bench).status).toBe('failed');
});

test('a create whose provider knows repeats by a header is repeated with the same key', async () => {
  await start({ ...create, idempotency: { header: 'Idempotency-Key' } });
  bench.provider.on('/x', [{ fault: 'before' }, { status: 500 }, { status: 201 }]);
  expect(await bench.run()).toMatchObject({ output: { status: 201 } });
  const keys = bench.provider.requests.map((request) => request.headers['idempotency-key']);
  expect(keys[0]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(keys).toEqual([keys[0], keys[0], keys[0]]);
});

test('the provider key can be a field of the body, and differs from request to request and from execution to execution', async () => {
  bench = await startBench({
    runnable: runnableOf({
      effect: 'create',
      run: async ({ send }) => {
        const request = {
          method: 'POST',
          url: `${bench.provider.url}/x`,
          headers: {},
          effect: 'create',
          timeoutMs: 1_000,
          maxRetries: 0,
          body: '{"a":1}',
          idempotency: { field: 'request_id' },
        } as const;
        await send(request);
        await send(request);
        return { output: null };
      },
    }),
  });
  bench.provider.on('/x', { status: 201 });
  await bench.run();
  await bench.run();
  const bodies = bench.provider.requests.map((request) => request.json() as { a: number; request_id: string });
  expect(bodies.map((body) => body.a)).toEqual([1, 1, 1, 1]);
  expect(new Set(bodies.map((body) => body.request_id)).size).toBe(4);
});

test('a dotted field puts the provider key among the variables of a GraphQL request, unless one is there', async () => {
  const bodies = ['{"query":"q","variables":{"id":1}}', '{"query":"q"}', '{"variables":{"key":"mine"}}', '{"variables":"none"}'];
  bench = await startBench({
    runnable: runnableOf({
      effect: 'create',
      run: async ({ send }) => {
        for (const body of bodies) {
          const url = `${bench.provider.url}/x`;
          const idempotency = { field: 'variables.key' };
          await send({ method: 'POST', url, headers: {}, effect: 'create', timeoutMs: 1_000, maxRetries: 0, body, idempotency });
        }
        return { output: null };
      },
    }),
  });
  bench.provider.on('/x', { status: 201 });
  await bench.run();
  const key: unknown = expect.stringMatching(/^[0-9a-f-]{36}$/);
  expect(bench.provider.requests.map((request) => request.json())).toEqual([
    { query: 'q', variables: { id: 1, key } },
    { query: 'q', variables: { key } },
    { variables: { key: 'mine' } },
    { variables: 'none' },
  ]);
});

test('an address the policy refuses is never tried again', async () => {
  await start({ url: 'http://169.254.169.254/latest/meta-data' });
  expect(await bench.run()).toMatchObject({ kind: 'failed', error: { code: 'egress_denied', status: 403 } });
  expect(bench.clock.waits).toEqual([]);
});

test('an answer above 10 MB fails with response_too_large', async () => {
  await start({});
  bench.provider.on('/x', { body: Buffer.alloc(10 * 1024 * 1024 + 1) });
  expect(await bench.run()).toMatchObject({ kind: 'failed', error: { code: 'response_too_large' } });
  expect(bench.provider.requests).toHaveLength(1);
});

test('the timeout of an attempt never exceeds what is left of the total deadline', async () => {
  await start({ timeoutMs: 60_000 }, { totalTimeoutMs: 200 });
  bench.provider.on('/x', { fault: 'hang' });
  const started = performance.now();
  expect(await bench.run()).toMatchObject({ kind: 'failed', error: { code: 'deadline_exceeded' } });
  expect(performance.now() - started).toBeLessThan(1_500);
  expect(lastRow(bench).status).toBe('timed_out');
});

test('a read that times out in every attempt ends as provider_timeout', async () => {
  await start({ timeoutMs: 60, maxRetries: 1 });
  bench.provider.on('/x', { fault: 'hang' });
  expect(await bench.run()).toMatchObject({ kind: 'failed', error: { code: 'provider_timeout' } });
  expect(bench.provider.requests).toHaveLength(2);
});

test("the provider's own reading of an answer decides over its status", async () => {
  const busy = new PlatformError('provider_throttled', 'Slow down', { retryAfterMs: 700 });
  await start({ failureOf: (answer) => (Buffer.from(answer.body).toString() === 'busy' ? busy : undefined) });
  bench.provider.on('/x', [
    { status: 200, body: 'busy' },
    { status: 503, body: 'this provider says 503 when all is well' },
  ]);
  expect(await bench.run()).toMatchObject({ output: { status: 503 } });
  expect(bench.clock.waits).toEqual([700]);
});

test('a refused credential is refreshed once for requests that run side by side, and both are signed afresh', async () => {
  let refreshes = 0;
  const token = (accessToken: string): ResolvedCredential => ({
    credential: { type: 'oauth2', accessToken },
    metadata: {},
    source: 'oauth2',
  });
  class OneAccount extends NoCredentials {
    override choose = () => Promise.resolve({ connectionId: '018f0000-0000-7000-8000-000000000001', reason: 'The only one.' });
    override find = () => Promise.resolve({ resolved: token('old-token-value'), reason: 'Stored.', refreshable: true });
    override refresh = () => {
      refreshes++;
      return Promise.resolve(token('new-token-value'));
    };
  }
  bench = await startBench({
    ports: { credentials: new OneAccount() },
    runnable: runnableOf({
      auth: { kind: 'connection', connector: 'acme', required: true },
      run: async (context) => {
        const sign = () => {
          const { credential } = context.credential;
          return {
            url: `${bench.provider.url}/x`,
            headers: { authorization: `Bearer ${credential.type === 'oauth2' ? credential.accessToken : ''}` },
          };
        };
        const once = () => context.send({ method: 'POST', ...sign(), effect: 'create', timeoutMs: 1_000, maxRetries: 0, resign: sign });
        const answers = await Promise.all([once(), once()]);
        return { output: answers.map((answer) => [answer.status, Buffer.from(answer.body).toString()]) };
      },
    }),
  });
  bench.provider.on('/x', (request) =>
    request.headers.authorization === 'Bearer new-token-value' ? { body: 'hello new-token-value' } : { status: 401 },
  );
  expect(await bench.run()).toMatchObject({
    output: [
      [200, 'hello [redacted]'],
      [200, 'hello [redacted]'],
    ],
  });
  expect(refreshes).toBe(1);
  expect(JSON.stringify(bench.rows)).not.toMatch(/(old|new)-token-value/);
});

test('a credential that is refused again after the refresh is handed back as 401', async () => {
  class OneAccount extends NoCredentials {
    override find = () =>
      Promise.resolve({
        resolved: { credential: { type: 'none' }, metadata: {}, source: 'stored' } as ResolvedCredential,
        reason: '',
        refreshable: true,
      });
    override refresh = () => Promise.resolve({ credential: { type: 'none' }, metadata: {}, source: 'stored' } as ResolvedCredential);
  }
  await start(
    { resign: () => ({ url: `${bench.provider.url}/x`, headers: {} }) },
    { auth: { kind: 'connection', connector: 'acme', required: true } },
    { credentials: new OneAccount() },
  );
  bench.provider.on('/x', { status: 401 });
  expect(await bench.run()).toMatchObject({ output: { status: 401 } });
  expect(bench.provider.requests).toHaveLength(2);
});

test('every request after the first takes room from the limiter, repeats too', async () => {
  const asked: (string | undefined)[] = [];
  class Counting extends NoRateLimits {
    override take(ask: Parameters<NoRateLimits['take']>[0]) {
      asked.push(ask.bucket);
      return super.take(ask);
    }
  }
  await start({ bucket: 'search' }, {}, { limiter: new Counting() });
  bench.provider.on('/x', [{ status: 503 }, { status: 200 }]);
  await bench.run();
  expect(asked).toEqual([undefined, 'search', 'search']);
});

test('cancelling ends a run in the middle of its request and of its waits', async () => {
  await start({ ...create, timeoutMs: 5_000 });
  bench.provider.on('/x', { fault: 'hang' });
  const abort = new AbortController();
  const running = bench.run({ signal: abort.signal });
  await bench.provider.received();
  abort.abort();
  expect(await running).toMatchObject({
    kind: 'failed',
    error: { code: 'outcome_unknown', message: expect.stringContaining('may have taken effect') },
  });
  expect(lastRow(bench).status).toBe('unknown');
});

test('a run that ignores being stopped is left behind, and its write counts as unknown', async () => {
  bench = await startBench({
    runnable: runnableOf({
      effect: 'create',
      totalTimeoutMs: 100,
      run: async (context) => {
        context
          .send({ method: 'POST', url: `${bench.provider.url}/x`, headers: {}, effect: 'create', timeoutMs: 60_000, maxRetries: 0 })
          .catch(() => undefined);
        return new Promise(() => undefined);
      },
    }),
  });
  bench.provider.on('/x', { fault: 'hang' });
  const answer = await bench.run();
  expect(answer).toMatchObject({ kind: 'failed', error: { code: 'outcome_unknown' } });
  expect(lastRow(bench).status).toBe('unknown');
  expect(answer.kind === 'failed' && answer.durationMs).toBeLessThan(2_000);
});
