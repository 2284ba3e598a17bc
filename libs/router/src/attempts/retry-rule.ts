import { isIdempotentMethod, type ErrorCode, type OutboundResponse, type PlatformError, type ProviderRequest } from '@patchbay/kernel';

/** What one attempt came to: an answer (with what the provider means by it) or an error without one. */
export type AttemptResult =
  { readonly response: OutboundResponse; readonly failure: PlatformError | undefined } | { readonly error: PlatformError };

const RETRY_STATUSES: ReadonlySet<number> = new Set([408, 429, 500, 502, 503, 504]);
const RETRY_CODES: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['provider_throttled', 'provider_unavailable', 'provider_timeout']);
/** Errors of the transport that another attempt could overcome. */
const TRANSPORT_CODES: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['provider_unavailable', 'provider_timeout']);

/** Why another attempt might succeed; undefined when it would not. */
export function retryReason(request: ProviderRequest, result: AttemptResult): string | undefined {
  if ('error' in result) return TRANSPORT_CODES.has(result.error.code) ? result.error.code : undefined;
  // Where the provider's own reading is known it counts; otherwise the status.
  const worth = request.failureOf
    ? result.failure !== undefined && RETRY_CODES.has(result.failure.code)
    : RETRY_STATUSES.has(result.response.status);
  return worth ? `status ${result.response.status}` : undefined;
}

/**
 * Whether the request may go out again without a second effect: reads, idempotent methods (RFC 9110 §9.2.2), writes that carry a key by which the
 * provider knows a repeat, requests that provably never left, and requests refused unprocessed (429, RFC 6585 §4).
 */
export function isRepeatable(request: ProviderRequest, result: AttemptResult, keyed: boolean): boolean {
  if (request.effect === 'read' || keyed || isIdempotentMethod(request.method)) return true;
  if ('error' in result) return result.error.detail.sent === false;
  return result.response.status === 429 || result.failure?.code === 'provider_throttled';
}

/** The provider refused the credential and did nothing else. */
export function isCredentialRefused(result: AttemptResult): boolean {
  return 'response' in result && (result.response.status === 401 || result.failure?.code === 'account_reauth');
}
