import { createHmac } from 'node:crypto';
import type { Credential } from '@patchbay/kernel';

type OAuth1Credential = Extract<Credential, { type: 'oauth1' }>;

interface SignatureInput {
  readonly method: string;
  readonly url: URL;
  /** Pairs of a form body; they are part of the signature (RFC 5849 §3.4.1.3). */
  readonly form: readonly (readonly [string, string])[];
  readonly credential: OAuth1Credential;
  readonly signature: 'HMAC-SHA1' | 'HMAC-SHA256';
  readonly nonce: string;
  readonly timestampSeconds: number;
}

/** The `Authorization: OAuth …` header of one request (RFC 5849 §3.4–3.5). */
export function oauth1Header(input: SignatureInput): string {
  const { credential } = input;
  const protocol: [string, string][] = [
    ['oauth_consumer_key', credential.consumerKey],
    ['oauth_nonce', input.nonce],
    ['oauth_signature_method', input.signature],
    ['oauth_timestamp', String(input.timestampSeconds)],
    ['oauth_token', credential.token],
    ['oauth_version', '1.0'],
  ];
  const parameters = [...input.url.searchParams, ...input.form, ...protocol]
    .map(([name, value]) => [percent(name), percent(value)] as const)
    .sort(([nameA, valueA], [nameB, valueB]) => compare(nameA, nameB) || compare(valueA, valueB))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
  const text = [input.method.toUpperCase(), percent(`${input.url.origin}${input.url.pathname}`), percent(parameters)].join('&');
  const key = `${percent(credential.consumerSecret)}&${percent(credential.tokenSecret)}`;
  const signature = createHmac(input.signature === 'HMAC-SHA1' ? 'sha1' : 'sha256', key)
    .update(text)
    .digest('base64');
  return `OAuth ${[...protocol, ['oauth_signature', signature] as const].map(([name, value]) => `${name}="${percent(value)}"`).join(', ')}`;
}

/** RFC 3986 unreserved characters stay, everything else is encoded (RFC 5849 §3.6). */
function percent(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** Byte order of ASCII text. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
