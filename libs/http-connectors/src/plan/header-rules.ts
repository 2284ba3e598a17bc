/** RFC 9110 §5.6.2: a header name is a token. */
const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,256}$/;

/** Set by the HTTP client or meant for one hop only (RFC 9110 §7.6.1); an author's value could split or misframe requests. */
const OWNED_BY_CLIENT: ReadonlySet<string> = new Set([
  'host',
  'content-length',
  'transfer-encoding',
  'connection',
  'keep-alive',
  'upgrade',
  'te',
  'trailer',
  'expect',
  'proxy-connection',
  'proxy-authorization',
  'proxy-authenticate',
  'http2-settings',
]);

/** Whether the HTTP client sets a header itself. */
export function isSetByClient(name: string): boolean {
  return OWNED_BY_CLIENT.has(name.toLowerCase());
}

/** Why a header may not be sent by a connector; undefined when it may. */
export function headerNameProblem(name: string): string | undefined {
  if (!TOKEN.test(name)) return 'is not a valid header name';
  if (isSetByClient(name)) return `"${name}" is set by the HTTP client and cannot be given`;
  return undefined;
}

/** Field values: visible Latin-1, spaces and tabs (RFC 9110 §5.5); no CR, LF or NUL, which would end the header. */
export function isHeaderValue(value: string): boolean {
  return /^[\t\x20-\x7e\x80-\xff]*$/.test(value);
}
