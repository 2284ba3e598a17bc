import { isJsonObject, PlatformError, type ErrorCode, type ErrorDetail, type JsonValue, type OutboundResponse } from '@patchbay/kernel';

/** What a provider's answer of 400 and above means here. */
function codeOf(status: number): ErrorCode {
  if (status >= 500) return 'provider_unavailable';
  switch (status) {
    case 401:
      return 'account_reauth';
    case 402:
      return 'quota_exceeded';
    case 403:
      return 'account_forbidden';
    case 404:
    case 410:
      return 'provider_not_found';
    case 408:
    case 425:
      return 'provider_unavailable';
    case 429:
      return 'provider_throttled';
    default:
      return 'provider_rejected';
  }
}

const MAX_MESSAGE_CHARS = 300;

/** The error an answer outside 200–299 means, with the provider's own words: short, redacted, on one line. */
export function answerError(response: OutboundResponse, body: JsonValue, redact: (text: string) => string): PlatformError {
  const { status, headers } = response;
  if (status < 400)
    return new PlatformError(
      'provider_drift',
      `The provider answered ${status}: a redirect or status that is not an answer. Check the URL.`,
      { providerStatus: status, sent: true },
    );
  const said = providerMessage(body);
  const words = said === undefined ? '' : `: ${oneLine(redact(said))}`;
  const code = providerCode(body);
  const requestId = headers['x-request-id'] ?? headers['request-id'];
  const retryAfterMs = retryAfter(headers['retry-after'], headers['date']);
  const detail: ErrorDetail = {
    providerStatus: status,
    sent: true,
    ...(code === undefined ? {} : { providerCode: oneLine(redact(code)).slice(0, 100) }),
    ...(requestId === undefined ? {} : { providerRequestId: requestId.slice(0, 200) }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  };
  return new PlatformError(codeOf(status), `The provider answered ${status}${words}`, detail);
}

/** Milliseconds of a Retry-After header (RFC 9110 §10.2.3): seconds, or a date read against the answer's own Date. */
export function retryAfter(value: string | undefined, answeredAt: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  const text = value.trim();
  if (/^\d{1,9}(?:\.\d{1,3})?$/.test(text)) return Math.round(Number(text) * 1_000);
  const until = Date.parse(text);
  if (Number.isNaN(until)) return undefined;
  const from = Date.parse(answeredAt ?? '');
  return Math.max(0, until - (Number.isNaN(from) ? Date.now() : from));
}

/** Where providers put the sentence for people, most specific first. */
function providerMessage(body: JsonValue): string | undefined {
  if (typeof body === 'string') return /^\s*</.test(body) ? undefined : textOf(body);
  if (Array.isArray(body)) return providerMessage(body[0] ?? null);
  if (!isJsonObject(body)) return undefined;
  for (const name of [
    'message',
    'error_description',
    'errorMessage',
    'detail',
    'title',
    'reason',
    'error',
    'errors',
    'fault',
    'description',
  ]) {
    const found = Object.hasOwn(body, name) ? body[name] : undefined;
    const text = typeof found === 'string' ? textOf(found) : typeof found === 'object' ? providerMessage(found) : undefined;
    if (text !== undefined) return text;
  }
  return undefined;
}

function providerCode(body: JsonValue): string | undefined {
  if (!isJsonObject(body)) return undefined;
  for (const name of ['code', 'error_code', 'errorCode', 'type', 'error']) {
    const found = Object.hasOwn(body, name) ? body[name] : undefined;
    if (typeof found === 'string' && /^[\w.:/-]{1,100}$/.test(found)) return found;
    if (typeof found === 'number') return String(found);
    if (isJsonObject(found)) return providerCode(found);
  }
  return undefined;
}

function textOf(text: string): string | undefined {
  return text.trim() === '' ? undefined : text;
}

function oneLine(text: string): string {
  const line = text
    .slice(0, 2 * MAX_MESSAGE_CHARS)
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
  return line.length <= MAX_MESSAGE_CHARS ? line : `${line.slice(0, MAX_MESSAGE_CHARS - 3)}...`;
}
