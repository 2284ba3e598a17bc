import { PlatformError, type ErrorCode } from '@patchbay/kernel';
import { errors } from 'undici';
import { EgressRefusal } from './egress-connector.js';
import { addressRefused } from './request-target.js';

interface FailureFacts {
  readonly code: ErrorCode;
  readonly says: (host: string) => string;
}

const unavailable = (says: (host: string) => string): FailureFacts => ({ code: 'provider_unavailable', says });
const ourFault = (says: (host: string) => string): FailureFacts => ({ code: 'input_invalid', says });

/** Error codes of Node and undici in words. What is not listed gets its code named. */
const KNOWN: Readonly<Record<string, FailureFacts>> = {
  ENOTFOUND: unavailable((host) => `The name ${host} does not resolve.`),
  EAI_AGAIN: unavailable((host) => `The name ${host} could not be resolved just now.`),
  ECONNREFUSED: unavailable((host) => `${host} refused the connection.`),
  ECONNRESET: unavailable((host) => `${host} closed the connection.`),
  EPIPE: unavailable((host) => `${host} closed the connection.`),
  UND_ERR_SOCKET: unavailable((host) => `${host} closed the connection.`),
  ETIMEDOUT: unavailable((host) => `No connection to ${host} came about in time.`),
  UND_ERR_CONNECT_TIMEOUT: unavailable((host) => `No connection to ${host} came about in time.`),
  EHOSTUNREACH: unavailable((host) => `There is no route to ${host}.`),
  ENETUNREACH: unavailable((host) => `There is no route to ${host}.`),
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: unavailable((host) => `${host} ended its answer too early.`),
  UND_ERR_HEADERS_TIMEOUT: { code: 'provider_timeout', says: (host) => `${host} did not begin to answer in time.` },
  UND_ERR_HEADERS_OVERFLOW: { code: 'response_too_large', says: (host) => `${host} answered with more headers than are accepted.` },
  UND_ERR_INVALID_ARG: ourFault(() => 'A header, the method or the path has characters that cannot be sent.'),
  UND_ERR_NOT_SUPPORTED: ourFault(() => 'A header asks for something that is not supported.'),
  UND_ERR_REQ_CONTENT_LENGTH_MISMATCH: ourFault(() => 'The content-length header does not fit the body.'),
  UND_ERR_CLOSED: { code: 'shutting_down', says: () => 'The server is stopping.' },
  UND_ERR_DESTROYED: { code: 'shutting_down', says: () => 'The server is stopping.' },
};

/** Node names certificate problems by OpenSSL's reasons. */
const CERTIFICATE = /^(?:ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|HOSTNAME_)/;

/** The error of a request that got no complete answer. `sent`: whether bytes of it, or of an earlier hop, may have reached a provider. */
export function transportFailure(error: unknown, { host, sent }: { host: string; sent: boolean }): PlatformError {
  if (error instanceof EgressRefusal) return addressRefused(host, error).with({ sent });
  // Its error carries bytes of the answer, which must not reach a log: no cause.
  if (error instanceof errors.HTTPParserError)
    return new PlatformError('provider_unavailable', `${host} answered with something that is not HTTP.`, { host, sent });
  const code = codeOf(error);
  const known = KNOWN[code];
  if (known) return new PlatformError(known.code, known.says(host), { host, sent }, { cause: error });
  const what = CERTIFICATE.test(code) ? `No secure connection to ${host} came about` : `The connection to ${host} failed`;
  return new PlatformError('provider_unavailable', `${what}${code === '' ? '' : ` (${code})`}.`, { host, sent }, { cause: error });
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
