import { randomBytes } from 'node:crypto';

/** W3C Trace Context §3.2.2: version-traceid-parentid-flags; versions above 00 may carry more. All-zero ids are invalid. */
const TRACEPARENT = /^(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(?:$|-)/;

/** The caller's trace id when the `traceparent` header is valid, else a new one (32 hex digits). */
export function traceIdOf(traceparent: string | string[] | undefined): string {
  const given = typeof traceparent === 'string' ? TRACEPARENT.exec(traceparent)?.[1] : undefined;
  return given ?? randomBytes(16).toString('hex');
}
