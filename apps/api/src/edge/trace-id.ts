import { newTraceId, parseTraceparent } from '@patchbay/platform';

/** The caller's trace id when the `traceparent` header is valid, else a new one (32 hex digits). */
export function traceIdOf(traceparent: string | string[] | undefined): string {
  return parseTraceparent(traceparent)?.traceId ?? newTraceId();
}
