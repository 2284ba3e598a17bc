import { isSensitiveHeader, isSensitiveParameter, REDACTED, type JsonValue, type OutboundResponse, type ShownRequest, type ShownResponse } from '@patchbay/kernel';
import type { ReadBody } from '../bodies/response-body.js';
import { jsonSize } from '../values/json-size.js';
import type { FilledRequest } from '../plan/filled-request.js';

/** Largest body or output kept in a step's record, in characters. */
export const MAX_SHOWN_CHARS = 65_536;

type Redact = (text: string) => string;

/** A request as it may be shown: secrets and values with a sensitive name replaced, a long body cut. */
export function showRequest(request: FilledRequest, facts: { method: string; isJson: boolean }, redact: Redact): ShownRequest {
  const headers: Record<string, string> = {};
  for (const name of Object.keys(request.headers)) {
    headers[name.toLowerCase()] = isSensitiveHeader(name) ? REDACTED : redact(request.headers[name] ?? '');
  }
  const { body } = request;
  return {
    method: facts.method,
    url: showUrl(request.url, redact),
    headers,
    ...(body === undefined ? {} : { body: showText(redact(body), facts.isJson) }),
  };
}

/** Response headers that explain an answer and hold nothing private. */
const SHOWN_HEADERS = [
  'content-type', 'content-length', 'date', 'etag', 'last-modified', 'retry-after', 'x-request-id', 'request-id', 'x-correlation-id',
  'ratelimit-limit', 'ratelimit-remaining', 'ratelimit-reset', 'x-ratelimit-limit', 'x-ratelimit-remaining', 'x-ratelimit-reset',
] as const;

/** An answer as it may be shown. `withBody: false` leaves the body out (`logResponseData: false`). */
export function showResponse(response: OutboundResponse, read: ReadBody, { redact, withBody }: { redact: Redact; withBody: boolean }): ShownResponse {
  const headers: Record<string, string> = {};
  for (const name of SHOWN_HEADERS) {
    const value = response.headers[name];
    if (value !== undefined) headers[name] = redact(value);
  }
  const bytes = response.body.byteLength;
  const shown = { status: response.status, headers, bytes };
  if (!withBody || bytes === 0) return shown;
  if (read.text === undefined) return bytes > MAX_SHOWN_CHARS ? { ...shown, truncated: true } : { ...shown, body: read.value };
  const text = redact(read.text);
  if (text.length > MAX_SHOWN_CHARS) return { ...shown, body: cut(text), truncated: true };
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

function showUrl(url: string, redact: Redact): string {
  const clean = redact(url);
  const start = clean.indexOf('?');
  if (start === -1) return clean;
  return clean.slice(0, start + 1) + clean.slice(start + 1).split('&').map(showPair).join('&');
}

function showPair(pair: string): string {
  const equals = pair.indexOf('=');
  return equals > 0 && isSensitiveParameter(pair.slice(0, equals)) ? `${pair.slice(0, equals)}=${REDACTED}` : pair;
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
