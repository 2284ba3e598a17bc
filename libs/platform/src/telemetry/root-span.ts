import { randomUUID } from 'node:crypto';
import { ROOT_CONTEXT, trace, TraceFlags, type Context, type Span, type SpanOptions, type Tracer } from '@opentelemetry/api';
import { newTraceId, type Traceparent } from './trace-id.js';

let planned: string | undefined;

/** Ids for the SDK. A span that begins a trace gets the id that callers, rows and log lines already know it by. */
export const traceIdGenerator = {
  generateTraceId: (): string => planned ?? newTraceId(),
  /** Out of a UUID, whose first and last eight digits are random: Node draws the randomness of many of them at once. */
  generateSpanId: (): string => {
    const id = randomUUID();
    return id.slice(0, 8) + id.slice(-8);
  },
};

/** Begins a trace under an id that was given out before its first span. */
export function startRootSpan(tracer: Tracer, name: string, options: SpanOptions & { readonly traceId: string }): Span {
  const { traceId, ...rest } = options;
  planned = traceId;
  try {
    return tracer.startSpan(name, rest, ROOT_CONTEXT);
  } finally {
    planned = undefined;
  }
}

/** The context of a span in another process, as its `traceparent` told. */
export function remoteContext({ traceId, spanId, sampled }: Traceparent): Context {
  const traceFlags = sampled ? TraceFlags.SAMPLED : TraceFlags.NONE;
  return trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags, isRemote: true });
}
