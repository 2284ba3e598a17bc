import { isJsonObject, PlatformError, type JsonObject, type RunContext } from '@patchbay/kernel';
import type { Auth } from '../auth/auth.js';
import { pickAuth } from '../auth/apply-auth.js';
import type { Connector, HttpConnector } from '../connector.js';
import { jsonPath } from '../http/answer.js';

/** Operator's redirection of a connector to a sandbox, gateway or test server (`PATCHBAY_PROVIDER_OVERRIDES`). */
export interface ConnectorOverrides {
  /** Takes the place of scheme and host of the base URL and of every host; its own path goes before the connector's. */
  readonly baseUrl?: string;
}

/** The auth alternative a credential is for. Throws `connection_required` when the connector cannot use it. */
export function authOf(connector: Connector, context: RunContext): Auth | undefined {
  const { credential } = context.credential;
  if (credential.type === 'none') {
    if (connector.auth.some((auth) => auth.kind === 'none')) return undefined;
    throw new PlatformError('connection_required', `${connector.title} needs a connected account.`, { connector: connector.key });
  }
  const auth = pickAuth(connector.auth, credential);
  if (auth) return auth;
  throw new PlatformError(
    'connection_required',
    `${connector.title} cannot use a connection of the kind ${credential.type}. Connect it again.`,
    { connector: connector.key },
  );
}

/** Non-secret facts of the account: the connection's metadata and the non-secret custom fields, checked against what the auth kind declares. */
export function accountOf(connector: Connector, auth: Auth | undefined, context: RunContext): JsonObject {
  const { credential, metadata } = context.credential;
  const facts: JsonObject = { ...metadata };
  if (auth?.kind === 'custom' && credential.type === 'custom') {
    for (const [name, field] of Object.entries(auth.fields)) {
      const value = credential.fields[name];
      if (field.secret === false && value !== undefined) facts[name] = value;
    }
  }
  if (auth?.kind === 'basic' && auth.usernameAs !== undefined && credential.type === 'basic') facts[auth.usernameAs] = credential.username;
  for (const schema of [auth && 'ask' in auth ? auth.ask : undefined, auth?.kind === 'oauth2' ? auth.metadata : undefined]) {
    const parsed = schema?.safeParse(facts);
    if (parsed?.success === false) {
      const where = parsed.error.issues[0];
      throw new PlatformError(
        'account_reauth',
        `The ${connector.title} connection lacks "${where ? jsonPath(where.path) : 'metadata'}". Reconnect the account.`,
        { connector: connector.key },
      );
    }
    if (parsed?.success && isJsonObject(parsed.data)) Object.assign(facts, parsed.data);
  }
  return facts;
}

/** Base URLs by host name; `''` is the main one. */
export function basesOf(connector: HttpConnector, account: JsonObject, overrides: ConnectorOverrides): Map<string, URL> {
  const bases = new Map<string, URL>();
  for (const [name, base] of [['', connector.baseUrl] as const, ...Object.entries(connector.hosts ?? {})]) {
    bases.set(name, baseUrl(connector, typeof base === 'function' ? base(account as never) : base, overrides));
  }
  return bases;
}

function baseUrl(connector: HttpConnector, text: string, overrides: ConnectorOverrides): URL {
  const url = URL.parse(text);
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password || url.search || url.hash) {
    throw new PlatformError('account_reauth', `The address of the ${connector.title} account is not usable. Reconnect the account.`, {
      connector: connector.key,
    });
  }
  if (overrides.baseUrl === undefined) return withPath(url, url.pathname);
  const override = new URL(overrides.baseUrl);
  return withPath(override, `${override.pathname.replace(/\/+$/, '')}${url.pathname}`);
}

function withPath(origin: URL, path: string): URL {
  const url = new URL(origin.origin);
  url.pathname = path.replace(/\/+$/, '');
  return url;
}
