import { afterAll, afterEach, beforeEach, expect, test } from '@jest/globals';
import { AsyncLocalStorage } from 'node:async_hooks';
import { context, ROOT_CONTEXT, trace, type Context } from '@opentelemetry/api';
import { AlwaysOffSampler, TracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace';
import { ROUTER_STEPS } from '@patchbay/kernel';
import { runnableOf, startBench, type Bench } from '../../test/router-bench.js';

const exporter = new InMemorySpanExporter();
let bench: Bench;

beforeEach(() => {
  exporter.reset();
  const current = new AsyncLocalStorage<Context>();
  const manager = {
    active: () => current.getStore() ?? ROOT_CONTEXT,
    with: <A extends unknown[], R>(active: Context, work: (...args: A) => R, self?: unknown, ...args: A): R =>
      current.run(active, () => work.apply(self, args)),
    bind: <T>(_: Context, target: T): T => target,
    enable: () => manager,
    disable: () => manager,
  };
  context.setGlobalContextManager(manager);
});
afterEach(async () => {
  await bench.close();
  trace.disable();
  context.disable();
});
afterAll(() => exporter.shutdown());

const call = async (sampled: boolean): Promise<void> => {
  trace.setGlobalTracerProvider(
    new TracerProvider({
      spanProcessors: [new SimpleSpanProcessor({ exporter })],
      ...(sampled ? {} : { sampler: new AlwaysOffSampler() }),
    }),
  );
  bench = await startBench({
    runnable: runnableOf({
      run: async ({ send }) => {
        await send({
          method: 'GET',
          url: `${bench.provider.url}/secret-path?q=private`,
          headers: { authorization: 'Bearer tok-12345' },
          effect: 'read',
          timeoutMs: 500,
          maxRetries: 1,
        });
        return { output: null };
      },
    }),
  });
  bench.provider.otherwise([{ status: 503 }, { status: 200 }]);
  await bench.run();
};

test('a sampled call is one tree: a span per call, step and attempt, without paths, queries or secrets', async () => {
  await call(true);
  const spans = exporter.getFinishedSpans();
  expect(spans.map((span) => span.name).sort()).toEqual(
    ['connector.execute', 'GET', 'GET', ...ROUTER_STEPS.map((step) => `router.${step}`)].sort(),
  );
  expect(new Set(spans.map((span) => span.spanContext().traceId)).size).toBe(1);
  const execute = spans.find((span) => span.name === 'router.execute');
  const attempts = spans.filter((span) => span.name === 'GET');
  expect(attempts.map((span) => [span.parentSpanContext?.spanId, span.attributes['http.request.resend_count']])).toEqual([
    [execute?.spanContext().spanId, undefined],
    [execute?.spanContext().spanId, 1],
  ]);
  expect(JSON.stringify(spans.map((span) => span.attributes))).not.toMatch(/secret-path|private|tok-12345/);
});

test('a call that is not sampled makes no spans below its own', async () => {
  await call(false);
  expect(exporter.getFinishedSpans()).toEqual([]);
  expect(bench.rows).toHaveLength(1);
});
