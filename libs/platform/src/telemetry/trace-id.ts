import { randomBytes, randomUUID } from 'node:crypto';

/** W3C Trace Context §3.2.2: version-traceid-parentid-flags; versions above 00 may carry more. All-zero ids are invalid. */
const TRACEPARENT = /^(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(?:$|-)/;
const SAMPLED = 1;

export interface Traceparent {
  /** 32 hex digits. */
  readonly traceId: string;
  /** 16 hex digits: the caller's span, or ours when we send it. */
  readonly spanId: string;
  readonly sampled: boolean;
}

/** 32 hex digits. Out of a UUID, because Node draws the randomness of many of them at once: four times as fast as asking for 16 bytes. */
export function newTraceId(): string {
  return randomUUID().replaceAll('-', '');
}

/** In: a `traceparent` header. Out: its parts; undefined when it is absent or invalid, as the standard asks to ignore it then. */
export function parseTraceparent(header: string | readonly string[] | undefined): Traceparent | undefined {
  const [, traceId, spanId, flags] = typeof header === 'string' ? (TRACEPARENT.exec(header) ?? []) : [];
  if (!traceId || !spanId || !flags) return undefined;
  return { traceId, spanId, sampled: (Number.parseInt(flags, 16) & SAMPLED) === SAMPLED };
}

/** The `traceparent` header to send on; without a span id a new one is made. */
export function formatTraceparent({ traceId, spanId, sampled }: { traceId: string; spanId?: string; sampled?: boolean }): string {
  return `00-${traceId}-${spanId ?? randomBytes(8).toString('hex')}-${sampled === false ? '00' : '01'}`;
}
