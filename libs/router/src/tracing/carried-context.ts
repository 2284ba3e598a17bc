import { context, SpanKind, trace, TraceFlags, type Tracer } from '@opentelemetry/api';
import { currentTrace, formatTraceparent, inSpan, parseTraceparent, remoteContext, startRootSpan } from '@patchbay/platform';
import { messagingAttributes } from './call-trace.js';

/** The current span as a `traceparent`, for what carries the trace on; undefined while no SDK runs. */
export function currentTraceparent(): string | undefined {
  const current = trace.getSpanContext(context.active());
  return current && formatTraceparent({ ...current, sampled: (current.traceFlags & TraceFlags.SAMPLED) !== 0 });
}

/** A `traceparent` to a provider, for connectors that opted in. One that the connector itself wrote stays. */
export function withTraceContext(headers: Readonly<Record<string, string>>, traceId: string): Readonly<Record<string, string>> {
  if (Object.keys(headers).some((name) => name.toLowerCase() === 'traceparent')) return headers;
  const current = trace.getSpanContext(context.active());
  const traceparent = current?.traceId === traceId ? currentTraceparent() : undefined;
  return { ...headers, traceparent: traceparent ?? formatTraceparent({ traceId, sampled: false }) };
}

/** A run as it comes out of the queue. */
export interface QueuedRun {
  readonly queue: string;
  readonly executionId: string;
  readonly workspaceId: string;
  readonly traceId: string;
  /** Of the span that accepted it. */
  readonly traceparent: string | undefined;
  readonly attempt: number;
}

/** Runs a queued call in the trace of the call that accepted it. */
export function inQueuedRun<T>(run: QueuedRun, work: () => Promise<T>): Promise<T> {
  const { queue, executionId, workspaceId, traceId, attempt } = run;
  return currentTrace.run({ traceId, workspaceId }, () => {
    const tracer = trace.getTracer('patchbay.worker');
    const attributes = {
      ...messagingAttributes('process', { destination: queue, messageId: executionId }),
      'patchbay.run_attempt': attempt,
    };
    const span = startRunSpan(tracer, run, { kind: SpanKind.CONSUMER, attributes });
    return span.isRecording() || trace.isSpanContextValid(span.spanContext()) ? inSpan(span, work) : work();
  });
}

function startRunSpan(tracer: Tracer, { queue, traceId, traceparent }: QueuedRun, options: Parameters<Tracer['startSpan']>[1]) {
  const parent = parseTraceparent(traceparent);
  const name = `process ${queue}`;
  if (parent?.traceId === traceId) return tracer.startSpan(name, options, remoteContext(parent));
  return startRootSpan(tracer, name, { ...options, traceId });
}
