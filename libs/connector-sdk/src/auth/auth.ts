import type { JsonValue } from '@patchbay/kernel';
import type { z } from 'zod';
import type { Http } from '../http/http.js';

/** Zod object of non-secret facts of a connection: what `baseUrl`, `hosts` and `headers` may read. */
export type Facts = z.ZodObject;

interface AuthShared<Meta extends Facts> {
  /** Shown where a connector offers several ways to connect. */
  readonly title?: string;
  /** Facts the user types before connecting (site address, shop name, …). They become metadata of the connection. */
  readonly ask?: Meta;
}

/** One secret or non-secret text of `customFields`. */
export interface CustomField {
  readonly title: string;
  /** Default true. A non-secret field is readable by `baseUrl` and may be shown. */
  readonly secret?: boolean;
  readonly optional?: boolean;
  readonly description?: string;
}

/** Where a single token goes. Default: header `Authorization`, prefix `Bearer `. */
export interface TokenPlace {
  readonly in: 'header' | 'query';
  readonly name: string;
  readonly prefix?: string;
}

export interface OAuth2Auth<Meta extends Facts = Facts> extends AuthShared<Meta> {
  readonly kind: 'oauth2';
  /** Nango's integration key; the built-in OAuth2 client reads the same name. */
  readonly provider: string;
  readonly grant: 'authorization_code' | 'client_credentials';
  /** A function reads what `ask` asked. */
  readonly authorizeUrl: string | ((asked: z.output<Meta>) => string);
  readonly tokenUrl: string | ((asked: z.output<Meta>) => string);
  /** RFC 7009 revocation, where the vendor has it. */
  readonly revokeUrl?: string | ((asked: z.output<Meta>) => string);
  readonly scopes: readonly string[];
  readonly scopeSeparator: string;
  readonly pkce: boolean;
  /** How client id and secret reach the token endpoint. */
  readonly clientAuth: 'basic' | 'body';
  /** How the token request is encoded. */
  readonly tokenBody: 'form' | 'json';
  readonly extraAuthorizeParams: Readonly<Record<string, string>>;
  readonly extraTokenParams: Readonly<Record<string, string>>;
  /** What the token response must leave on the connection, e.g. `z.object({ instance_url: z.url() })`. */
  readonly metadata?: Meta;
  /** Rewrites an unusual token response into the standard members before it is read (Slack's `authed_user`). */
  readonly tokenResponse?: (body: Record<string, JsonValue>) => Record<string, JsonValue>;
  /** `rotating`: each refresh answers a new refresh token and kills the old. `static`: the refresh token stays. `none`: there is none. */
  readonly refresh: 'rotating' | 'static' | 'none';
  /** Used when the token response says nothing about expiry; absent = does not expire. */
  readonly expiresInSeconds?: number;
  readonly sendAs: TokenPlace;
  /** Facts found by a call after connecting (Jira's cloud id). Out: merged into the connection's metadata. */
  readonly discover?: (context: { http: Http }) => Promise<Record<string, JsonValue>>;
}

export interface OAuth1Auth<Meta extends Facts = Facts> extends AuthShared<Meta> {
  readonly kind: 'oauth1';
  readonly provider: string;
  readonly requestTokenUrl: string;
  readonly authorizeUrl: string;
  readonly accessTokenUrl: string;
  readonly extraAuthorizeParams: Readonly<Record<string, string>>;
  readonly signature: 'HMAC-SHA1' | 'HMAC-SHA256';
}

export interface ApiKeyAuth<Meta extends Facts = Facts> extends AuthShared<Meta> {
  readonly kind: 'api_key';
  readonly sendAs: TokenPlace;
}

export interface BearerAuth<Meta extends Facts = Facts> extends AuthShared<Meta> {
  readonly kind: 'bearer';
  readonly sendAs: TokenPlace;
}

export interface BasicAuth<Meta extends Facts = Facts> extends AuthShared<Meta> {
  readonly kind: 'basic';
  readonly usernameTitle: string;
  readonly passwordTitle: string;
  /** The username is no secret and is readable as this fact of the account (Twilio's account SID). */
  readonly usernameAs?: string;
}

export interface CustomAuth<Meta extends Facts = Facts> extends AuthShared<Meta> {
  readonly kind: 'custom';
  readonly fields: Readonly<Record<string, CustomField>>;
  /** `{{field}}` templates. */
  readonly apply: {
    readonly headers?: Readonly<Record<string, string>>;
    readonly query?: Readonly<Record<string, string>>;
    readonly basic?: { readonly username: string; readonly password: string };
  };
}

export interface NoAuth {
  readonly kind: 'none';
}

/** A data driver instead of HTTP: how to open a client (see data/client-port.ts). */
export interface DatabaseAuth<Meta extends Facts = Facts> extends AuthShared<Meta> {
  readonly kind: 'database';
  /** Accepted DSN schemes, e.g. `['postgres', 'postgresql']`. */
  readonly schemes: readonly string[];
  readonly example: string;
}

/** What all kinds without their own type parameter look like to the platform. */
export type Auth = OAuth2Auth | OAuth1Auth | ApiKeyAuth | BearerAuth | BasicAuth | CustomAuth | NoAuth | DatabaseAuth;

type NonSecretFields<F> = { [K in keyof F as F[K] extends { secret: false } ? K : never]: string };

/** The metadata an author may read for one auth kind; for several alternatives, the union of theirs. */
export type MetaOf<A> = A extends readonly (infer One)[]
  ? MetaOf<One>
  : A extends { kind: 'custom'; fields: infer F; ask?: infer M }
    ? NonSecretFields<F> & Output<M>
    : A extends { kind: 'basic'; usernameAs: infer U extends string; ask?: infer M }
      ? Record<U, string> & Output<M>
      : A extends { kind: 'oauth2'; metadata?: infer M }
        ? Output<M>
        : A extends { ask?: infer M }
          ? Output<M>
          : Record<never, never>;

/** An undeclared schema is inferred as "any object"; reading from that would hide mistakes. */
type Output<M> = NonNullable<M> extends z.ZodType ? Declared<z.output<NonNullable<M>>> : Record<never, never>;
type Declared<T> = string extends keyof T ? Record<never, never> : T;
