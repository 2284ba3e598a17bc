import type { OutboundResponse, RateLimitHeaders } from '@patchbay/kernel';

const MOST_MS = 3_600_000;
const TOO_MANY_REQUESTS = 429;
/** A 429 without any word on when to come back. */
const UNTOLD_MS = 1_000;

export interface ProviderPause {
  /** Absent: the connector's usual bucket. */
  readonly bucket?: string;
  readonly forMs: number;
}

/**
 * What the provider's answer says about waiting: a 429 (RFC 6585 §4) with `Retry-After` (RFC 9110 §10.2.3), or a bucket of its own that is empty until
 * a reset time. Undefined: nothing to wait for.
 */
export function pauseAsked(response: OutboundResponse, facts: readonly RateLimitHeaders[], nowMs: number): ProviderPause | undefined {
  if (response.status === TOO_MANY_REQUESTS) {
    const forMs = retryAfterMs(response.headers['retry-after'], nowMs) ?? emptyBucket(response, facts, nowMs)?.forMs ?? UNTOLD_MS;
    return { forMs: Math.min(forMs, MOST_MS) };
  }
  return emptyBucket(response, facts, nowMs);
}

function emptyBucket(response: OutboundResponse, facts: readonly RateLimitHeaders[], nowMs: number): ProviderPause | undefined {
  for (const { remaining, reset, resetIn = 'seconds', bucket } of facts) {
    if (remaining === undefined || reset === undefined) continue;
    const left = Number(response.headers[remaining.toLowerCase()] ?? Number.NaN);
    const told = Number(response.headers[reset.toLowerCase()] ?? Number.NaN);
    if (!(left <= 0) || !Number.isFinite(told)) continue;
    const forMs = { seconds: told * 1_000, ms: told, 'epoch-seconds': told * 1_000 - nowMs, 'epoch-ms': told - nowMs }[resetIn];
    if (forMs > 0) return { forMs: Math.min(forMs, MOST_MS), ...(bucket === undefined ? {} : { bucket }) };
  }
  return undefined;
}

function retryAfterMs(header: string | undefined, nowMs: number): number | undefined {
  if (header === undefined) return undefined;
  if (/^\d{1,9}(?:\.\d+)?$/.test(header.trim())) return Number(header) * 1_000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, date - nowMs);
}
