import { PlatformError, type ErrorCode, type JsonValue, type OutboundResponse, type RateLimitHeaders } from '@patchbay/kernel';
import { readBody } from '../http/answer.js';
import { codeOfStatus, textAt, type ProviderErrors } from './provider-errors.js';

interface FailureSource {
  readonly title: string;
  readonly connector: string;
  readonly action: string;
  readonly errors: ProviderErrors;
  readonly rateLimitHeaders: readonly RateLimitHeaders[];
  readonly redact: (text: string) => string;
  readonly nowMs: number;
  /** The request was GraphQL: a 200 with `errors` is a failure. */
  readonly graphql: boolean;
}

const MESSAGE_CHARS = 500;
const USUAL_MESSAGES = ['message', 'error.message', 'error_description', 'error', 'errors.0.message', 'errors.0', 'detail', 'title'];
const USUAL_CODES = ['code', 'error.code', 'errors.0.code', 'errors.0.extensions.code'];
const REQUEST_IDS = ['x-request-id', 'request-id', 'x-correlation-id'];

/** The error an answer means, or undefined for success. Vendor texts are redacted and cut. */
export function failureOf(source: FailureSource, response: OutboundResponse): PlatformError | undefined {
  const good = response.status >= 200 && response.status < 300;
  if (good && !source.graphql && source.errors.failed === undefined) return undefined;
  const body = readBody(response);
  if (good && !bodyTellsFailure(source, body)) return undefined;

  const { errors } = source;
  const vendorCode = textAt(body, errors.code ?? USUAL_CODES);
  const vendorMessage = textAt(body, errors.message ?? USUAL_MESSAGES) ?? plainText(response, body);
  const usual = good ? 'provider_rejected' : codeOfStatus(response.status);
  const decided = (vendorCode === undefined ? undefined : errors.codes?.[vendorCode]) ?? errors.statuses?.[response.status] ?? usual;
  const code =
    errors.refine?.({ status: response.status, headers: response.headers, code: vendorCode, message: vendorMessage, body }) ?? decided;

  const requestId = [...(errors.requestId ? [errors.requestId] : []), ...REQUEST_IDS].map((name) => response.headers[name]).find(Boolean);
  const retryAfterMs = code === 'provider_throttled' || code === 'provider_unavailable' ? retryAfter(source, response) : undefined;
  const said = shown(vendorMessage ?? vendorCode, source.redact);
  return new PlatformError(code, sentence(code, source, said ?? `HTTP ${response.status}`), {
    connector: source.connector,
    action: source.action,
    providerStatus: response.status,
    sent: true,
    ...(requestId === undefined ? {} : { providerRequestId: requestId.slice(0, 200) }),
    ...(vendorCode === undefined ? {} : { providerCode: shown(vendorCode, source.redact) ?? '' }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
}

function bodyTellsFailure(source: FailureSource, body: JsonValue): boolean {
  if (source.errors.failed?.(body)) return true;
  if (!source.graphql || typeof body !== 'object' || body === null || Array.isArray(body)) return false;
  const list = body['errors'];
  return Array.isArray(list) && list.length > 0;
}

/** Some vendors say no in a sentence without JSON (Trello); a page of HTML is no such sentence. */
function plainText(response: OutboundResponse, body: JsonValue): string | undefined {
  return typeof body === 'string' && /^text\/plain\b/i.test(response.headers['content-type'] ?? '') ? body : undefined;
}

/** Vendor text as it may be told: secrets replaced, control characters gone, cut. */
function shown(text: string | undefined, redact: (text: string) => string): string | undefined {
  if (text === undefined) return undefined;
  const clean = redact(text)
    .replace(/\p{Cc}+/gu, ' ')
    .trim();
  return clean.length > MESSAGE_CHARS ? `${clean.slice(0, MESSAGE_CHARS)}…` : clean;
}

/** What failed, which thing, what to do next. */
function sentence(code: ErrorCode, { title, action }: FailureSource, said: string): string {
  switch (code) {
    case 'account_reauth':
      return `${title} no longer accepts this account's credential: ${said}. Reconnect the account.`;
    case 'account_forbidden':
      return `${title} does not allow this account to run ${action}: ${said}. Grant the permission, then try again.`;
    case 'quota_exceeded':
      return `The ${title} account's quota does not allow ${action}: ${said}.`;
    case 'provider_not_found':
      return `${title} does not know what ${action} asked for: ${said}.`;
    case 'conflict':
      return `${title} reports a conflict with what it holds (${action}): ${said}.`;
    case 'provider_throttled':
      return `${title} asks to slow down: ${said}.`;
    case 'provider_unavailable':
      return `${title} failed to answer ${action}: ${said}.`;
    case 'provider_drift':
      return `${title} answered ${action} in an unexpected way: ${said}.`;
    default:
      return `${title} refused ${action}: ${said}.`;
  }
}

/** Milliseconds to wait: `Retry-After` (RFC 9110 §10.2.3), else the reset header of an empty bucket. */
function retryAfter(source: FailureSource, response: OutboundResponse): number | undefined {
  const header = response.headers['retry-after'];
  if (header !== undefined) {
    if (/^\d+(\.\d+)?$/.test(header)) return Math.ceil(Number(header) * 1000);
    const at = Date.parse(header);
    if (!Number.isNaN(at)) return Math.max(0, at - source.nowMs);
  }
  for (const names of source.rateLimitHeaders) {
    const reset = names.reset === undefined ? undefined : Number(response.headers[names.reset.toLowerCase()]);
    if (reset === undefined || Number.isNaN(reset)) continue;
    if (names.resetIn === 'epoch-seconds') return Math.max(0, reset * 1000 - source.nowMs);
    if (names.resetIn === 'epoch-ms') return Math.max(0, reset - source.nowMs);
    return Math.max(0, names.resetIn === 'ms' ? reset : reset * 1000);
  }
  return undefined;
}
