import { afterEach, expect, test } from '@jest/globals';
import { PlatformError, type JsonValue } from '@patchbay/kernel';
import { runnableOf, startBench, type Bench, type BenchSetting } from '../../test/router-bench.js';

let bench: Bench;
afterEach(() => bench.close());

/** Keeps what was answered, as the table does. */
function memory() {
  const kept: { answer?: { status: number; answer: JsonValue }; released: number } = { released: 0 };
  const idempotency: NonNullable<NonNullable<BenchSetting['ports']>['idempotency']> = {
    claim: () => Promise.resolve(kept.answer ? { kind: 'replay', waitedMs: 0, ...kept.answer } : { kind: 'fresh' }),
    complete: async (_, done) => {
      kept.answer = { status: done.status, answer: JSON.parse(done.answer) as JsonValue };
    },
    release: async () => {
      kept.released++;
    },
    settleLater: () => undefined,
  };
  return { kept, idempotency };
}

const sendOne = (method: string, status: number) =>
  runnableOf({
    effect: method === 'GET' ? 'read' : 'create',
    run: async ({ send }) => {
      const answer = await send({
        method,
        url: `${bench.provider.url}/x`,
        headers: {},
        effect: method === 'GET' ? 'read' : 'create',
        timeoutMs: 500,
        maxRetries: 0,
      });
      if (answer.status >= 400) throw new PlatformError('provider_rejected', 'It was refused.', { providerStatus: answer.status });
      return { output: { status } };
    },
  });

test('the same key gets the same answer, flagged as replayed, and nothing is sent again', async () => {
  const { idempotency } = memory();
  bench = await startBench({ runnable: sendOne('POST', 201), ports: { idempotency } });
  bench.provider.on('/x', { status: 201 });
  const first = await bench.run({ idempotencyKey: 'k', traceId: '1' });
  const second = await bench.run({ idempotencyKey: 'k', traceId: '2' });
  expect(second).toEqual({ ...first, outputText: undefined, replayed: true });
  expect(bench.provider.requests).toHaveLength(1);
  expect(bench.ends).toHaveLength(1);
});

test('a failure after something was sent is the answer of its key too', async () => {
  const { idempotency } = memory();
  bench = await startBench({ runnable: sendOne('POST', 0), ports: { idempotency } });
  bench.provider.on('/x', { status: 422 });
  const first = await bench.run({ idempotencyKey: 'k' });
  const second = await bench.run({ idempotencyKey: 'k' });
  expect(first).toMatchObject({ kind: 'failed', error: { code: 'provider_rejected', detail: { providerStatus: 422 } }, replayed: false });
  expect(second).toMatchObject({
    kind: 'failed',
    executionId: first.executionId,
    error: { code: 'provider_rejected', detail: { providerStatus: 422, executionId: first.executionId } },
    replayed: true,
  });
});

test('a call that sent nothing frees its key', async () => {
  const { kept, idempotency } = memory();
  bench = await startBench({
    runnable: runnableOf({
      effect: 'create',
      run: () => Promise.reject(new PlatformError('template_invalid', 'There is no such secret.')),
    }),
    ports: { idempotency },
  });
  await bench.run({ idempotencyKey: 'k' });
  expect(kept).toEqual({ released: 1 });
});

test('when a sent write could not be recorded its key stays held', async () => {
  const { kept, idempotency } = memory();
  const lost = () => Promise.reject(new PlatformError('database_unavailable', 'Gone.'));
  bench = await startBench({
    runnable: sendOne('POST', 201),
    ports: {
      idempotency,
      recorder: {
        insert: () => Promise.resolve(),
        sending: () => Promise.resolve(),
        finish: lost,
        event: () => undefined,
        hasRoom: () => true,
      },
    },
  });
  bench.provider.on('/x', { status: 201 });
  const answer = await bench.run({ idempotencyKey: 'k' });
  expect(answer).toMatchObject({ kind: 'failed', error: { code: 'database_unavailable' }, executionId: expect.any(String) });
  expect(kept).toEqual({ released: 0 });
});

test('a key that cannot be kept after the run does not turn the run into a failure', async () => {
  const idempotency = { ...memory().idempotency, complete: () => Promise.reject(new PlatformError('database_unavailable', 'Gone.')) };
  bench = await startBench({ runnable: runnableOf({}), ports: { idempotency } });
  expect(await bench.run({ idempotencyKey: 'k' })).toMatchObject({ kind: 'succeeded' });
});

test.each(['', 'x'.repeat(256), 'a\u0000b'])('a key that cannot be stored is refused by name: %j', async (idempotencyKey) => {
  bench = await startBench({ runnable: runnableOf({}) });
  expect(await bench.run({ idempotencyKey })).toMatchObject({
    kind: 'failed',
    error: { code: 'input_invalid', detail: { errors: [{ path: 'Idempotency-Key' }] } },
  });
});
