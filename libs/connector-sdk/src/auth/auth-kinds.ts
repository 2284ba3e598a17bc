import type { z } from 'zod';
import type {
  ApiKeyAuth,
  BasicAuth,
  BearerAuth,
  CustomAuth,
  CustomField,
  DatabaseAuth,
  Facts,
  NoAuth,
  OAuth1Auth,
  OAuth2Auth,
  TokenPlace,
} from './auth.js';

const BEARER: TokenPlace = { in: 'header', name: 'authorization', prefix: 'Bearer ' };

type Nothing = z.ZodObject<Record<never, never>>;

type OAuth2Options<Meta extends Facts> = Pick<OAuth2Auth<Meta>, 'provider' | 'authorizeUrl' | 'tokenUrl' | 'scopes'> &
  Partial<Omit<OAuth2Auth<Meta>, 'kind' | 'provider' | 'authorizeUrl' | 'tokenUrl' | 'scopes'>>;

/**
 * OAuth 2. Defaults: authorization code with PKCE, client id and secret in the body, scopes joined by a space, a refresh token
 * that stays, the access token sent as `Authorization: Bearer`.
 * @example oauth2({ provider: 'pipedrive', authorizeUrl: 'https://…/authorize', tokenUrl: 'https://…/token', scopes: ['contacts:full'],
 *   metadata: z.object({ api_domain: z.url() }) })
 */
export function oauth2<Meta extends Facts = Nothing>(options: OAuth2Options<Meta>): OAuth2Auth<Meta> {
  return {
    kind: 'oauth2',
    grant: 'authorization_code',
    scopeSeparator: ' ',
    pkce: true,
    clientAuth: 'body',
    tokenBody: 'form',
    extraAuthorizeParams: {},
    extraTokenParams: {},
    refresh: 'static',
    sendAs: BEARER,
    ...options,
  };
}

type OAuth1Options<Meta extends Facts> = Pick<
  OAuth1Auth<Meta>,
  'provider' | 'requestTokenUrl' | 'authorizeUrl' | 'accessTokenUrl' | 'title' | 'ask'
> &
  Partial<Pick<OAuth1Auth<Meta>, 'extraAuthorizeParams' | 'signature'>>;

/** OAuth 1.0a (RFC 5849): every request is signed. */
export function oauth1<Meta extends Facts = Nothing>(options: OAuth1Options<Meta>): OAuth1Auth<Meta> {
  return { kind: 'oauth1', signature: 'HMAC-SHA1', extraAuthorizeParams: {}, ...options };
}

interface Shared<Meta extends Facts> {
  readonly title?: string;
  readonly ask?: Meta;
}

/**
 * One key in a header or query parameter.
 * @example apiKey({ in: 'header', name: 'x-api-token' })
 */
export function apiKey<Meta extends Facts = Nothing>(options: TokenPlace & Shared<Meta>): ApiKeyAuth<Meta> {
  const { title, ask, ...sendAs } = options;
  return { kind: 'api_key', sendAs, ...shared({ title, ask }) };
}

/** A fixed token, sent as `Authorization: Bearer` (or with another `prefix`). */
export function bearer<Meta extends Facts = Nothing>(options: Shared<Meta> & { readonly prefix?: string } = {}): BearerAuth<Meta> {
  const { prefix, title, ask } = options;
  return { kind: 'bearer', sendAs: prefix === undefined ? BEARER : { ...BEARER, prefix }, ...shared({ title, ask }) };
}

interface BasicOptions<Meta extends Facts, U extends string> extends Shared<Meta> {
  readonly usernameTitle?: string;
  readonly passwordTitle?: string;
  readonly usernameAs?: U;
}

/**
 * HTTP Basic. The titles say what the vendor calls the two halves; `usernameAs` makes the username a fact that `baseUrl` may read.
 * @example basic({ usernameTitle: 'Account SID', passwordTitle: 'Auth token', usernameAs: 'accountSid' })
 */
export function basic<Meta extends Facts = Nothing, const U extends string = never>(
  options: BasicOptions<Meta, U> = {},
): BasicAuth<Meta> & { readonly usernameAs: U } {
  const { usernameTitle = 'Username', passwordTitle = 'Password', usernameAs, title, ask } = options;
  // Without `usernameAs` the member is absent; its type is then `never`, which no author can read.
  return {
    kind: 'basic',
    usernameTitle,
    passwordTitle,
    ...(usernameAs === undefined ? {} : { usernameAs }),
    ...shared({ title, ask }),
  } as BasicAuth<Meta> & { readonly usernameAs: U };
}

/**
 * Several fields, put where `{{field}}` says. Non-secret fields are readable by `baseUrl`.
 * @example customFields({ fields: { sid: { title: 'Account SID', secret: false }, token: { title: 'Auth token' } },
 *   apply: { basic: { username: '{{sid}}', password: '{{token}}' } } })
 */
export function customFields<const F extends Readonly<Record<string, CustomField>>, Meta extends Facts = Nothing>(
  options: Shared<Meta> & { readonly fields: F; readonly apply: CustomAuth['apply'] },
): Omit<CustomAuth<Meta>, 'fields'> & { readonly fields: F } {
  return { kind: 'custom', ...options };
}

/** A data driver reached by a DSN. */
export function database<Meta extends Facts = Nothing>(
  options: Shared<Meta> & { readonly schemes: readonly string[]; readonly example: string },
): DatabaseAuth<Meta> {
  return { kind: 'database', ...options };
}

/** The service needs no credential, or can be used without one. */
export function noAuth(): NoAuth {
  return { kind: 'none' };
}

function shared<Meta extends Facts>(options: { title: string | undefined; ask: Meta | undefined }): Shared<Meta> {
  return { ...(options.title === undefined ? {} : { title: options.title }), ...(options.ask === undefined ? {} : { ask: options.ask }) };
}
