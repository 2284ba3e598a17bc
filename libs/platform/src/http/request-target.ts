import { isIP } from 'node:net';
import { PlatformError } from '@patchbay/kernel';
import type { EgressPolicy } from './egress-policy.js';

/** Longer ones are refused by most servers: their whole header block is limited to 16 KiB. */
export const MAX_URL_LENGTH = 16_384;

export interface RequestTarget {
  /** `https://api.example.com`, without a default port. */
  readonly origin: string;
  /** Without port and without brackets. */
  readonly hostname: string;
  /** Path and query. */
  readonly path: string;
}

/** Paths that the URL parser would hand back unchanged: no dot segments, nothing to percent-encode, no fragment. */
const CANONICAL_PATH = /^\/(?![.%])(?:[\w\-~!$&()*+,;=:@%?.]|\/(?![.%]))*$/;

/**
 * Splits a URL into origin and path without parsing, when its text is such that the parser would change nothing after the origin. Out: undefined when the
 * URL has to be parsed. The origin is only text: it counts for nothing unless a parsed URL had the same one.
 */
export function splitPlainUrl(url: string): { origin: string; path: string } | undefined {
  const scheme = url.indexOf('://');
  const end = scheme === -1 ? -1 : url.indexOf('/', scheme + 3);
  if (end === -1 || url.length > MAX_URL_LENGTH) return undefined;
  const path = url.slice(end);
  return CANONICAL_PATH.test(path) ? { origin: url.slice(0, end), path } : undefined;
}

/** Parses and judges a URL. Throws `egress_denied` for everything policy can refuse without a socket; names are judged when they resolve. */
export function parseTarget(url: string, policy: EgressPolicy): RequestTarget {
  if (url.length > MAX_URL_LENGTH) throw refused('', `The URL is longer than ${MAX_URL_LENGTH} characters.`);
  const parsed = URL.parse(url);
  if (!parsed) throw refused('', 'The URL is not a valid absolute URL.');
  if (parsed.protocol !== 'http:' && parsed.protocol !== 'https:')
    throw refused(parsed.hostname, 'Only http and https URLs can be called.');
  if (parsed.username !== '' || parsed.password !== '')
    throw refused(parsed.hostname, 'The URL holds a user name or password; use the auth setting instead.');
  if (parsed.port === '0') throw refused(parsed.hostname, 'Port 0 cannot be called.');

  // The parser has turned octal, hexadecimal, decimal and short forms into dotted ones.
  const hostname = parsed.hostname.replace(/^\[|\]$/g, '');
  if (isIP(hostname) !== 0 && !policy.permits(hostname)) throw addressRefused(hostname);
  return { origin: parsed.origin, hostname, path: parsed.pathname + parsed.search };
}

/** The refusal of an address, literal or resolved. */
export function addressRefused(hostname: string, cause?: unknown): PlatformError {
  return refused(hostname, `${hostname} is not a public address. An operator can permit it with PATCHBAY_EGRESS_ALLOW.`, cause);
}

function refused(host: string, message: string, cause?: unknown): PlatformError {
  return new PlatformError('egress_denied', message, { host, sent: false }, cause === undefined ? undefined : { cause });
}
