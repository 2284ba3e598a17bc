import {
  isSensitiveHeader,
  isSensitiveParameter,
  REDACTED,
  type JsonValue,
  type OutboundResponse,
  type ShownRequest,
  type ShownResponse,
} from '@patchbay/kernel';
import type { ReadBody } from '../bodies/response-body.js';
import { jsonSize } from '../values/json-size.js';
import type { FilledRequest } from '../plan/filled-request.js';
import type { RequestPlan } from '../plan/request-plan.js';

/** Largest body or output kept in a step's record, in characters. */
export const MAX_SHOWN_CHARS = 65_536;
const SECRET_CHARS = 16_384;

type Redact = (text: string) => string;

/** A request as it may be shown: secrets and values with a sensitive name replaced, a long body cut. */
export function showRequest(request: FilledRequest, plan: RequestPlan, redact: Redact): ShownRequest {
  const headers: Record<string, string> = {};
  for (const name of Object.keys(request.headers)) {
    const lower = name.toLowerCase();
    headers[lower] = lower === plan.authHeader || isSensitiveHeader(lower) ? REDACTED : redact(request.headers[name] ?? '');
  }
  const { body } = request;
  return {
    method: plan.method,
    url: showUrl(request.url, plan.authQuery, redact),
    headers,
    ...(body === undefined ? {} : { body: showText(redact(body), plan.sendsJson) }),
  };
}

/** Response headers that explain an answer and hold nothing private. */
const SHOWN_HEADERS = [
  'content-type',
  'content-length',
  'date',
  'etag',
  'last-modified',
  'retry-after',
  'x-request-id',
  'request-id',
  'x-correlation-id',
  'ratelimit-limit',
  'ratelimit-remaining',
  'ratelimit-reset',
  'x-ratelimit-limit',
  'x-ratelimit-remaining',
  'x-ratelimit-reset',
] as const;

/** An answer as it may be shown. `withBody: false` leaves the body out (`logResponseData: false`). */
export function showResponse(
  response: OutboundResponse,
  read: ReadBody,
  { redact, withBody }: { redact: Redact; withBody: boolean },
): ShownResponse {
  const headers: Record<string, string> = {};
  for (const name of SHOWN_HEADERS) {
    const value = response.headers[name];
    if (value !== undefined) headers[name] = redact(value);
  }
  const bytes = response.body.byteLength;
  const shown = { status: response.status, headers, bytes };
  if (!withBody || bytes === 0) return shown;
  if (read.text === undefined) return bytes > MAX_SHOWN_CHARS ? { ...shown, truncated: true } : { ...shown, body: read.value };
  // Redacted before it is cut, with room for the longest secret, so that none is left in halves.
  if (read.text.length > MAX_SHOWN_CHARS)
    return { ...shown, body: cut(redact(read.text.slice(0, MAX_SHOWN_CHARS + SECRET_CHARS))), truncated: true };
  const text = redact(read.text);
  return { ...shown, body: text === read.text ? read.value : showText(text, typeof read.value !== 'string') };
}

/** A step's output as it may be shown: redacted, and as cut JSON text when it is too large. */
export function showOutput(output: JsonValue, redact: Redact): JsonValue {
  if (typeof output !== 'object') return typeof output === 'string' ? cut(redact(output)) : output;
  if (jsonSize(output, 4 * MAX_SHOWN_CHARS) > 4 * MAX_SHOWN_CHARS) return `${MAX_SHOWN_CHARS}+ characters, not kept [truncated]`;
  const text = JSON.stringify(output);
  const clean = redact(text);
  if (clean.length > MAX_SHOWN_CHARS) return cut(clean);
  return clean === text ? output : showText(clean, true);
}

function showUrl(url: string, authQuery: string | undefined, redact: Redact): string {
  // Names first: a secret replaced inside a pair may hold its own `=`.
  const start = url.indexOf('?');
  if (start === -1) return redact(url);
  const pairs = url
    .slice(start + 1)
    .split('&')
    .map((pair) => {
      const name = pair.slice(0, Math.max(pair.indexOf('='), 0));
      return name !== '' && (name === authQuery || isSensitiveParameter(name)) ? `${name}=${REDACTED}` : pair;
    });
  return redact(url.slice(0, start + 1) + pairs.join('&'));
}

function showText(text: string, isJson: boolean): JsonValue {
  if (text.length > MAX_SHOWN_CHARS) return cut(text);
  if (!isJson) return text;
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    // A secret of digits only, replaced inside a number.
    return text;
  }
}

function cut(text: string): string {
  return text.length <= MAX_SHOWN_CHARS ? text : `${text.slice(0, MAX_SHOWN_CHARS).toWellFormed()} [truncated]`;
}
