import { HttpException } from '@nestjs/common';
import { isPlatformError, PlatformError, toPlatformError, type ErrorCode } from '@patchbay/kernel';
import { sqlState } from '@patchbay/platform';

const BY_FASTIFY_CODE: Readonly<Record<string, readonly [ErrorCode, string]>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: ['payload_too_large', 'The body is larger than 1 MB. Send less at once.'],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: ['unsupported_media_type', 'Send the body as "Content-Type: application/json".'],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: ['input_invalid', 'The body does not have the length that Content-Length tells.'],
  FST_ERR_CTP_EMPTY_JSON_BODY: ['malformed_json', 'The body is empty.'],
  FST_ERR_BAD_URL: ['input_invalid', 'The path is not validly percent-encoded.'],
  FST_ERR_MAX_PARAM_LENGTH: ['not_found', 'There is nothing at this path.'],
  FST_ERR_ASYNC_CONSTRAINT: ['not_found', 'There is nothing at this path.'],
};

const BY_STATUS: Readonly<Record<number, readonly [ErrorCode, string]>> = {
  400: ['input_invalid', 'The request is not valid.'],
  401: ['unauthenticated', 'A valid credential is needed.'],
  403: ['forbidden', 'This is not allowed.'],
  404: ['not_found', 'There is nothing at this path.'],
  405: ['method_not_allowed', 'The method is not allowed here.'],
  406: ['input_invalid', 'The answer cannot be given in the form that was asked for.'],
  408: ['input_invalid', 'The request came too slowly.'],
  409: ['conflict', 'The request conflicts with what is stored.'],
  411: ['input_invalid', 'The request needs a Content-Length.'],
  413: ['payload_too_large', 'The body is larger than 1 MB. Send less at once.'],
  414: ['not_found', 'There is nothing at this path.'],
  415: ['unsupported_media_type', 'Send the body as "Content-Type: application/json".'],
  416: ['input_invalid', 'The range cannot be given.'],
  431: ['input_invalid', 'The headers are too large.'],
  503: ['shutting_down', 'The server is stopping; try again on another one.'],
};

/**
 * The safety net for errors of Postgres that no store turned into words: what the caller sent is the caller's fault, a database that
 * cannot answer is nobody's and worth a retry, anything else is ours.
 */
function bySqlState(state: string, cause: unknown): PlatformError {
  const as = (code: ErrorCode, message: string): PlatformError => new PlatformError(code, message, {}, { cause });
  if (state === '23505') return as('conflict', 'Something with this name or key is there already.');
  if (state === '23503') return as('conflict', 'The request refers to something that is not there, or that is still in use.');
  if (state.startsWith('22') || state.startsWith('23')) return as('input_invalid', 'A value cannot be stored in this form.');
  if (state.startsWith('08') || state.startsWith('57') || state.startsWith('53') || state.startsWith('40') || state === '55P03') {
    return as('database_unavailable', 'The database cannot answer right now; try again shortly.');
  }
  return toPlatformError(cause);
}

/** Any thrown value as the error that is answered. Decides by codes and classes, never by messages. */
export function toEdgeError(thrown: unknown): PlatformError {
  if (isPlatformError(thrown)) return thrown;
  const state = sqlState(thrown);
  if (state !== undefined) return bySqlState(state, thrown);
  const known = knownHttpError(thrown);
  return known ? new PlatformError(known[0], known[1], {}, { cause: thrown }) : toPlatformError(thrown);
}

function knownHttpError(thrown: unknown): readonly [ErrorCode, string] | undefined {
  if (thrown instanceof HttpException) return BY_STATUS[thrown.getStatus()];
  if (typeof thrown !== 'object' || thrown === null) return undefined;
  if ('code' in thrown && typeof thrown.code === 'string' && Object.hasOwn(BY_FASTIFY_CODE, thrown.code))
    return BY_FASTIFY_CODE[thrown.code];
  // Fastify and its plugins mark errors of the request with a status below 500.
  return 'statusCode' in thrown && typeof thrown.statusCode === 'number' && thrown.statusCode < 500
    ? BY_STATUS[thrown.statusCode]
    : undefined;
}
