/** Who has to act when a call fails; decides tone, log level and what the breaker counts. */
export type Fault = 'caller' | 'account' | 'provider' | 'platform';

/** `if-safe`: only for reads, for writes with a provider idempotency key, or when the request provably never left. */
export type RetryRule = 'never' | 'after' | 'if-safe';

interface CatalogEntry {
  readonly status: number;
  readonly fault: Fault;
  readonly retry: RetryRule;
  readonly title: string;
}

const caller = (status: number, title: string): CatalogEntry => ({ status, fault: 'caller', retry: 'never', title });
const account = (status: number, title: string): CatalogEntry => ({ status, fault: 'account', retry: 'never', title });
const provider = (status: number, retry: RetryRule, title: string): CatalogEntry => ({ status, fault: 'provider', retry, title });
const platform = (status: number, retry: RetryRule, title: string): CatalogEntry => ({ status, fault: 'platform', retry, title });

/**
 * Every error code Patchbay can answer. HTTP status, fault, retry and log level follow from the code alone.
 * Codes are part of the outside contract: never rename or reuse one.
 */
export const ERROR_CATALOG = {
  // Caller: the request has to change.
  malformed_json: caller(400, 'The body is not valid JSON'),
  input_invalid: caller(400, 'The request is not valid'),
  unauthenticated: caller(401, 'A valid credential is needed'),
  forbidden: caller(403, 'Not allowed'),
  builtin_protected: caller(403, 'Built-in connectors cannot be changed'),
  egress_denied: caller(403, 'The address may not be called'),
  feature_disabled: caller(403, 'The feature is not enabled for this workspace'),
  connector_disabled: caller(409, 'The connector is disabled'),
  not_found: caller(404, 'Not found'),
  action_unknown: caller(404, 'The connector has no such action'),
  method_not_allowed: caller(405, 'The method is not allowed here'),
  conflict: caller(409, 'The request conflicts with what is stored'),
  illegal_state: caller(409, 'The thing is not in a state that allows this'),
  payload_too_large: caller(413, 'The body is too large'),
  unsupported_media_type: caller(415, 'The content type is not supported'),
  idempotency_mismatch: caller(422, 'The idempotency key was used with another request'),
  template_invalid: caller(422, 'A template could not be filled in'),
  mapping_failed: caller(422, 'A field mapping did not fit the answer'),
  rate_limited: caller(429, 'The rate limit is reached'),
  provider_rejected: caller(422, 'The provider refused the request'),
  provider_not_found: caller(404, 'The provider does not know this thing'),
  cancelled: caller(409, 'The execution was cancelled'),
  // Account: the user has to reconnect, pay or grant.
  connection_required: account(409, 'No usable connection'),
  account_reauth: account(401, 'The account has to be reconnected'),
  account_forbidden: account(403, 'The account lacks a permission'),
  quota_exceeded: account(402, 'The quota is used up'),
  // Provider: wait, or look at their status page.
  provider_throttled: provider(429, 'after', 'The provider asks to slow down'),
  provider_unavailable: provider(502, 'if-safe', 'The provider cannot be reached or failed'),
  provider_timeout: provider(504, 'if-safe', 'The provider did not answer in time'),
  provider_drift: provider(502, 'never', 'The provider answered in an unexpected shape'),
  response_too_large: provider(502, 'never', 'The provider answered with too much data'),
  outcome_unknown: provider(504, 'if-safe', 'The request was sent but no answer came'),
  circuit_open: provider(503, 'after', 'The provider is failing; calls are paused'),
  // Platform: us.
  config_invalid: platform(500, 'never', 'The platform is misconfigured'),
  credential_unreadable: platform(500, 'never', 'A stored credential cannot be opened'),
  credential_source_unavailable: platform(503, 'if-safe', 'The credential source cannot be reached'),
  deadline_exceeded: platform(504, 'if-safe', 'The execution ran out of time'),
  overloaded: platform(503, 'after', 'Too much work is waiting'),
  database_unavailable: platform(503, 'if-safe', 'The database cannot be reached'),
  shutting_down: platform(503, 'after', 'The server is stopping'),
  bug: platform(500, 'never', 'Something went wrong on our side'),
} as const satisfies Record<string, CatalogEntry>;

export type ErrorCode = keyof typeof ERROR_CATALOG;

/** The catalogue's facts of a code. */
export function errorFacts(code: ErrorCode): CatalogEntry {
  return ERROR_CATALOG[code];
}
