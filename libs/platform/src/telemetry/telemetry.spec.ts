import { Writable } from 'node:stream';
import { afterEach, expect, test } from '@jest/globals';
import { context, logs, metrics, trace } from '@opentelemetry/api';
import { startOtlpReceiver, type OtlpReceiver } from '@patchbay/testing';
import { pino } from 'pino';
import { currentTrace } from './current-trace.js';
import { inSpan } from './in-span.js';
import { createLogger } from './logger.js';
import { startRootSpan } from './root-span.js';
import { SparingDiagLog } from './sparing-diag-log.js';
import { startTelemetry } from './telemetry.js';

const ALL = { serviceName: 'patchbay', traces: true, metrics: true, logs: true };
const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const SAMPLER = [
  'OTEL_TRACES_SAMPLER',
  'OTEL_TRACES_SAMPLER_ARG',
  'OTEL_EXPORTER_OTLP_ENDPOINT',
  'OTEL_BSP_SCHEDULE_DELAY',
  'OTEL_BSP_MAX_QUEUE_SIZE',
  'OTEL_EXPORTER_OTLP_TIMEOUT',
];
const silent = pino({ level: 'silent' });

let receiver: OtlpReceiver | undefined;
afterEach(async () => {
  for (const api of [trace, context, metrics, logs]) api.disable();
  for (const name of SAMPLER) delete process.env[name];
  await receiver?.close();
  receiver = undefined;
});

async function started(environment: Record<string, string> = {}) {
  receiver = await startOtlpReceiver();
  Object.assign(process.env, { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url, OTEL_BSP_SCHEDULE_DELAY: '10', ...environment });
  return { receiver, telemetry: await startTelemetry(ALL, silent) };
}

const rootSpan = (traceId: string) => startRootSpan(trace.getTracer('test'), 'work', { traceId });

test('a trace begins under the id that was given out before', async () => {
  const { telemetry, receiver: at } = await started();
  const span = rootSpan(TRACE);
  await inSpan(span, async () => trace.getTracer('test').startSpan('inner').end());
  await telemetry.close();
  expect(at.spans.map(({ name, traceId, parentSpanId }) => [name, traceId, parentSpanId])).toEqual([
    ['inner', TRACE, span.spanContext().spanId],
    ['work', TRACE, ''],
  ]);
});

test('about the share of traces that is asked for is sampled, although the ids are ours', async () => {
  const { telemetry } = await started({ OTEL_TRACES_SAMPLER: 'parentbased_traceidratio', OTEL_TRACES_SAMPLER_ARG: '0.1' });
  const { newTraceId } = await import('./trace-id.js');
  const sampled = Array.from({ length: 5_000 }, () => rootSpan(newTraceId())).filter((span) => span.isRecording()).length;
  await telemetry.close();
  // Five standard deviations around 500.
  expect(Math.abs(sampled - 500)).toBeLessThan(107);
});

test('log lines go out as they were redacted, with their span; quiet lines of traces that are not sampled stay', async () => {
  const { telemetry, receiver: at } = await started({ OTEL_TRACES_SAMPLER: 'always_on' });
  const lines: string[] = [];
  const logger = createLogger('info', new Writable({ write: (chunk, _encoding, done) => (lines.push(String(chunk)), done()) }));
  const span = rootSpan(TRACE);
  await inSpan(span, async () =>
    currentTrace.run({ traceId: TRACE }, () => logger.warn({ password: 'hunter2', err: new Error('broken'), tries: 3 }, 'it went wrong')),
  );
  const unsampled = trace.setSpanContext(context.active(), { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16), traceFlags: 0 });
  context.with(unsampled, () => (logger.info('quiet'), logger.error('loud')));
  await telemetry.close();
  expect(at.logs.map(({ body }) => body)).toEqual(['it went wrong', 'loud']);
  expect(at.logs[0]).toMatchObject({
    severity: 'warn',
    traceId: TRACE,
    spanId: span.spanContext().spanId,
    attributes: { password: '[redacted]', tries: 3, 'exception.type': 'Error', 'exception.message': 'broken' },
  });
  expect(lines).toHaveLength(3);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ traceId: TRACE, spanId: span.spanContext().spanId });
});

test('a collector that is gone costs a bounded number of spans, holds up nobody and is told of sparingly', async () => {
  Object.assign(process.env, {
    OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9',
    OTEL_BSP_SCHEDULE_DELAY: '1',
    OTEL_BSP_MAX_QUEUE_SIZE: '512',
    OTEL_EXPORTER_OTLP_TIMEOUT: '300',
  });
  const told: string[] = [];
  const logger = createLogger('warn', new Writable({ write: (chunk, _encoding, done) => (told.push(String(chunk)), done()) }));
  const telemetry = await startTelemetry({ ...ALL, metrics: false, logs: false }, logger);
  const tracer = trace.getTracer('test');
  const before = process.memoryUsage().heapUsed;
  for (let n = 0; n < 20_000; n++) tracer.startSpan('work', { attributes: { n } }).end();
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(50_000_000);
  const startedAtMs = performance.now();
  await telemetry.close();
  expect(performance.now() - startedAtMs).toBeLessThan(3_000);
  expect(told.length).toBeLessThan(10);
}, 20_000);

test('each kind of trouble is told once a minute', () => {
  const told: unknown[] = [];
  let nowMs = 0;
  const log = new SparingDiagLog({ warn: (facts: unknown) => void told.push(facts) } as never, () => nowMs);
  for (let n = 0; n < 100; n++) log.error(`Dropped ${n} spans because maxQueueSize reached`);
  log.warn('export failed', { headers: { authorization: 'secret' } });
  nowMs = 61_000;
  log.error('Dropped 5 spans because maxQueueSize reached');
  expect(told).toHaveLength(3);
  expect(JSON.stringify(told)).not.toContain('secret');
});

test('without an endpoint no SDK is started, and spans record nothing', async () => {
  const telemetry = await startTelemetry(undefined, silent);
  expect(rootSpan(TRACE).isRecording()).toBe(false);
  await telemetry.close();
});
