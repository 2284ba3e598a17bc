import type { AttemptResult } from './retry-rule.js';

const FIRST_STEP_MS = 250;
const LARGEST_STEP_MS = 10_000;

/** Exponential backoff with full jitter: a random share of 250 ms, 500 ms, 1 s, … 10 s. `retry`: 1 for the first repeat. */
export function backoffMs(retry: number, random: () => number): number {
  return Math.round(random() * Math.min(LARGEST_STEP_MS, FIRST_STEP_MS * 2 ** (retry - 1)));
}

/** Milliseconds of a Retry-After header: seconds or an HTTP date (RFC 9110 §10.2.3). Undefined when absent or not understood. */
export function retryAfterMs(header: string | undefined, nowMs: number): number | undefined {
  const text = header?.trim();
  if (!text) return undefined;
  if (/^\d{1,9}(\.\d+)?$/.test(text)) return Math.ceil(Number(text) * 1_000);
  const date = /[a-z]/i.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - nowMs);
}

/** How long the provider wants us to stay away: its own reading first, then Retry-After. */
export function askedDelayMs(result: AttemptResult, nowMs: number): number | undefined {
  if ('error' in result) return undefined;
  return result.failure?.detail.retryAfterMs ?? retryAfterMs(result.response.headers['retry-after'], nowMs);
}
