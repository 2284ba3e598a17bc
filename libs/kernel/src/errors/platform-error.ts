import { ERROR_CATALOG, errorFacts, type ErrorCode } from './catalog.js';

const BRAND = Symbol.for('patchbay.PlatformError');

/** One problem of one field: `path` is a JSON path such as `config.steps[1].url`. */
export interface FieldProblem {
  readonly path: string;
  readonly message: string;
}

/** What may be told outside and logged. An allow-list: never a body, a header value or a secret. */
export interface ErrorDetail {
  readonly connector?: string;
  readonly action?: string;
  readonly stepId?: string;
  readonly connectionId?: string;
  readonly executionId?: string;
  /** HTTP status of the provider's answer. */
  readonly providerStatus?: number;
  readonly providerRequestId?: string;
  /** The provider's own error code and message, already redacted. */
  readonly providerCode?: string;
  readonly path?: string;
  readonly host?: string;
  readonly errors?: readonly FieldProblem[];
  readonly retryAfterMs?: number;
  /** Whether bytes of the request may have reached the provider. Absent: not about a request. */
  readonly sent?: boolean;
}

/**
 * The one error class. `code` decides everything (see the catalogue); `message` says what failed, which thing, and what to do next.
 */
export class PlatformError extends Error {
  readonly [BRAND] = true;
  override readonly name = 'PlatformError';

  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly detail: ErrorDetail = {},
    options?: { cause?: unknown },
  ) {
    super(message, options);
  }

  get status(): number {
    return errorFacts(this.code).status;
  }

  /** The same error with more detail; message, code and cause are kept. */
  with(detail: ErrorDetail): PlatformError {
    return new PlatformError(this.code, this.message, { ...this.detail, ...detail }, { cause: this.cause });
  }
}

/** Brand check instead of `instanceof`: true across module copies and worker threads. */
export function isPlatformError(value: unknown): value is PlatformError {
  return typeof value === 'object' && value !== null && BRAND in value;
}

/** Any thrown value as a PlatformError; unknown ones become `bug` with their cause kept for the log. */
export function toPlatformError(thrown: unknown): PlatformError {
  if (isPlatformError(thrown)) return thrown;
  return new PlatformError('bug', 'Something went wrong on our side. The trace id helps us find it.', {}, { cause: thrown });
}

/** An `input_invalid` error naming each field. */
export function invalidInput(errors: readonly FieldProblem[], message?: string): PlatformError {
  const first = errors[0];
  const text = message ?? (first ? `${first.path || 'body'}: ${first.message}` : 'The request is not valid');
  return new PlatformError('input_invalid', text, { errors });
}

/** Whether the string is a known code (for errors read back from the database). */
export function isErrorCode(value: string): value is ErrorCode {
  return Object.hasOwn(ERROR_CATALOG, value);
}
