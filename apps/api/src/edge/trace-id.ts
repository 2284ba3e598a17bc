import { randomUUID } from 'node:crypto';

/** W3C Trace Context §3.2.2: version-traceid-parentid-flags; versions above 00 may carry more. All-zero ids are invalid. */
const TRACEPARENT = /^(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(?:$|-)/;

/** The caller's trace id when the `traceparent` header is valid, else a new one (32 hex digits). */
export function traceIdOf(traceparent: string | string[] | undefined): string {
  const given = typeof traceparent === 'string' ? TRACEPARENT.exec(traceparent)?.[1] : undefined;
  return given ?? newTraceId();
}

/** 32 hex digits. Out of a UUID, because Node draws the randomness of many of them at once: four times as fast as asking for 16 bytes. */
export function newTraceId(): string {
  return randomUUID().replaceAll('-', '');
}
