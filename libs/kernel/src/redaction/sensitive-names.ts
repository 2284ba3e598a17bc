/** Header names that are shown although they contain a word of the list below: they tell how to call, not who calls. */
const HARMLESS_HEADERS: ReadonlySet<string> = new Set([
  'idempotency-key',
  'www-authenticate',
  'proxy-authenticate',
  'surrogate-key',
  'sec-websocket-key',
]);
const HEADER_WORDS = /auth|cookie|token|secret|key|passw|pwd|credential|signature|session/;

/** Member and query names that end so hold a secret: compared in lower case without separators. */
const NAME_ENDINGS =
  /(?:password|passwd|passphrase|pwd|secret|token|apikey|secretkey|privatekey|accesskey|signingkey|encryptionkey|authorization|credentials?|cookie|connectionstring|dsn|cvv|cvc)$/;
/** Paging positions that vendors call tokens. */
const HARMLESS_NAMES = /(?:page|next|sync|continuation|delta|cursor)token$/;
const QUERY_NAMES: ReadonlySet<string> = new Set(['key', 'sig', 'signature', 'auth', 'hmac']);

/**
 * Finds member names in JSON text (as JSON.stringify writes it) that may be sensitive; the exact check follows. The bound after the word keeps
 * hostile text linear.
 */
export const MAYBE_SENSITIVE_MEMBER =
  /(?:passw|passphrase|pwd|secret|token|key|authorization|credential|cookie|string|dsn|cvv|cvc)[a-z0-9_ .-]{0,24}":/i;

const MAX_CACHED_NAMES = 2_000;

/** Names come from few definitions and vendors, so each is judged once; the bound holds against callers who invent names. */
function remembered(judge: (name: string) => boolean): (name: string) => boolean {
  const known = new Map<string, boolean>();
  return (name) => {
    let sensitive = known.get(name);
    if (sensitive === undefined) {
      sensitive = judge(name);
      if (known.size >= MAX_CACHED_NAMES) known.clear();
      if (name.length <= 100) known.set(name, sensitive);
    }
    return sensitive;
  };
}

const plain = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');

/** Whether a header's value must not be shown: `authorization`, `cookie`, `x-api-key`, anything with token, secret or key in its name. */
export const isSensitiveHeader: (name: string) => boolean = remembered((name) => {
  const lower = name.toLowerCase();
  return HEADER_WORDS.test(lower) && !HARMLESS_HEADERS.has(lower);
});

/** Whether the value of a JSON member must not be shown: `password`, `client_secret`, `apiKey`, `access_token`, … */
export const isSensitiveMember: (name: string) => boolean = remembered((name) => {
  const bare = plain(name);
  return NAME_ENDINGS.test(bare) && !HARMLESS_NAMES.test(bare);
});

/** Whether the value of a query parameter must not be shown: the sensitive members and `key`, `sig`, `signature`, `auth`, `hmac`. */
export const isSensitiveParameter: (name: string) => boolean = remembered(
  (name) => QUERY_NAMES.has(plain(name)) || isSensitiveMember(name),
);
