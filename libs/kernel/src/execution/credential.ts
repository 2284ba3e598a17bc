import type { JsonObject } from '../json/json.js';

/** Opened secret material of a connection, ready to authenticate a request. Lives in memory only; never logged, stored or answered. */
export type Credential =
  | { readonly type: 'none' }
  | { readonly type: 'api_key'; readonly apiKey: string }
  | { readonly type: 'bearer'; readonly token: string }
  | { readonly type: 'basic'; readonly username: string; readonly password: string }
  | { readonly type: 'custom'; readonly fields: Readonly<Record<string, string>> }
  | {
      readonly type: 'oauth1';
      readonly consumerKey: string;
      readonly consumerSecret: string;
      readonly token: string;
      readonly tokenSecret: string;
    }
  | { readonly type: 'oauth2'; readonly accessToken: string; readonly expiresAt?: string }
  | { readonly type: 'database'; readonly dsn: string };

/** A credential with the connection's non-secret facts (instance URL, API domain, account id, …). */
export interface ResolvedCredential {
  readonly credential: Credential;
  readonly metadata: JsonObject;
  readonly connectionId?: string;
  /** Where the waterfall found it: `nango`, `oauth2`, `stored`, `workspace`, `vault`, `none`. */
  readonly source: string;
}

const known = new WeakMap<Credential, readonly string[]>();

/** Every string of a credential that must never be shown. Worked out once: credentials are never changed, and serve many calls. */
export function secretsOf(credential: Credential): readonly string[] {
  let secrets = known.get(credential);
  if (!secrets) {
    secrets = findSecrets(credential);
    known.set(credential, secrets);
  }
  return secrets;
}

function findSecrets(credential: Credential): readonly string[] {
  switch (credential.type) {
    case 'none':
      return [];
    case 'api_key':
      return [credential.apiKey];
    case 'bearer':
      return [credential.token];
    case 'basic':
      return [credential.password, Buffer.from(`${credential.username}:${credential.password}`).toString('base64')];
    case 'custom':
      return Object.values(credential.fields);
    case 'oauth1':
      return [credential.consumerSecret, credential.tokenSecret, credential.token];
    case 'oauth2':
      return [credential.accessToken];
    case 'database':
      return [credential.dsn, ...passwordsOf(credential.dsn)];
  }
}

/** A DSN's password as written and as the server knows it: either may come back in an error of a driver. */
function passwordsOf(dsn: string): string[] {
  const written = URL.canParse(dsn) ? new URL(dsn).password : '';
  if (written === '') return [];
  try {
    return [written, decodeURIComponent(written)];
  } catch {
    return [written];
  }
}
