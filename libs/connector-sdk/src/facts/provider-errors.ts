import type { ErrorCode, JsonValue } from '@patchbay/kernel';

/** What is known of a failure when `refine` is asked. */
export interface ProviderFailure {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** The vendor's own code and message, as the paths found them. */
  readonly code: string | undefined;
  readonly message: string | undefined;
  readonly body: JsonValue;
}

/**
 * How a vendor says no. Paths are dotted (`errors.0.message`); the first that leads to a text or number wins.
 * Without any of this the status decides and the message is the vendor's `message` or `error` member, if it has one.
 */
export interface ProviderErrors {
  readonly code?: string | readonly string[];
  readonly message?: string | readonly string[];
  /** Vendor code → ours; wins over the status. */
  readonly codes?: Readonly<Record<string, ErrorCode>>;
  /** Status → ours, where the vendor differs from the usual table. */
  readonly statuses?: Readonly<Record<number, ErrorCode>>;
  /** True when a 2xx body tells of failure (Slack's `ok: false`). GraphQL `errors` are understood without it. */
  readonly failed?: (body: JsonValue) => boolean;
  /** A last word, for what needs more than a code (GitHub's 403 with no calls remaining). Undefined = as decided before. */
  readonly refine?: (failure: ProviderFailure) => ErrorCode | undefined;
  /** Response header with the vendor's request id. */
  readonly requestId?: string;
}

/** The usual meaning of a status. */
export function codeOfStatus(status: number): ErrorCode {
  if (status === 401) return 'account_reauth';
  if (status === 402) return 'quota_exceeded';
  if (status === 403) return 'account_forbidden';
  if (status === 404 || status === 410) return 'provider_not_found';
  if (status === 409 || status === 412 || status === 423) return 'conflict';
  if (status === 429) return 'provider_throttled';
  if (status === 408 || status >= 500) return 'provider_unavailable';
  if (status >= 400) return 'provider_rejected';
  return 'provider_drift';
}

/** The first text or number at one of the dotted paths. */
export function textAt(body: JsonValue, paths: string | readonly string[]): string | undefined {
  for (const path of typeof paths === 'string' ? [paths] : paths) {
    const found = path.split('.').reduce<JsonValue | undefined>((value, name) => memberOf(value, name), body);
    if ((typeof found === 'string' && found !== '') || typeof found === 'number') return String(found);
  }
  return undefined;
}

function memberOf(value: JsonValue | undefined, name: string): JsonValue | undefined {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as Readonly<Record<string, JsonValue>>)[name];
}
