import type { JsonObject, JsonValue, ProviderIdempotency, RateLimitHeaders } from '@patchbay/kernel';
import type { Action, DataAction, HttpAction } from './action.js';
import type { Auth, DatabaseAuth, MetaOf } from './auth/auth.js';
import type { DataDriver } from './data/client-port.js';
import type { ProviderErrors } from './facts/provider-errors.js';
import type { Http } from './http/http.js';
import type { ArrayStyle } from './http/query-string.js';

export const CATEGORIES = [
  'crm',
  'communication',
  'database',
  'productivity',
  'ecommerce',
  'enrichment',
  'ai',
  'developer',
  'marketing',
  'finance',
  'other',
] as const;
export type Category = (typeof CATEGORIES)[number];

/** The SDK's version; a plugin may ask for a range with `sdk`. */
export const SDK_VERSION = '1.0.0';

/** A declared limit. All requests take from `service` unless they name another bucket. */
export interface RateLimit {
  readonly requests: number;
  readonly perSeconds: number;
  readonly bucket?: string;
  /** Default `queue`: calls wait for room. */
  readonly strategy?: 'queue' | 'fail';
}

/** The cheap call behind "test connection". A string is a GET of that path. */
export type Probe =
  | string
  | {
      readonly path: string;
      readonly method?: 'GET' | 'POST';
      readonly host?: string;
      readonly query?: Readonly<Record<string, string>>;
      readonly json?: JsonValue;
      readonly graphql?: { readonly query: string };
      /** A short name of the account for people, out of the answer. Dotted path. */
      readonly account?: string;
    }
  | ((context: { http: Http; account: JsonObject }) => Promise<{ account?: string } | void>);

type OfMeta<M, T> = T | ((meta: M) => T);

interface Shared {
  readonly key: string;
  readonly title: string;
  readonly category: Category;
  readonly description?: string;
  /** The vendor's API documentation. */
  readonly docs?: string;
  readonly rateLimit?: RateLimit | readonly RateLimit[];
  /** Milliseconds for one request (default 30,000), and for a whole execution (default 60,000). */
  readonly timeoutMs?: number;
  readonly totalTimeoutMs?: number;
  /** Range of SDK versions a plugin works with, as npm writes it: `^1.0`. */
  readonly sdk?: string;
}

export interface HttpFacts<M> extends Shared {
  /** Scheme, host and path that every request begins with. */
  readonly baseUrl: OfMeta<M, string>;
  /** Further base URLs by name, for requests with `host`. */
  readonly hosts?: Readonly<Record<string, OfMeta<M, string>>>;
  /** Sent with every request: API versions, `accept`, … */
  readonly headers?: OfMeta<M, Readonly<Record<string, string>>>;
  /** How lists are written in queries and forms (default `repeat`). */
  readonly arrays?: ArrayStyle;
  readonly errors?: ProviderErrors;
  /** Where the provider tells its own limits. */
  readonly rateLimitHeaders?: RateLimitHeaders | readonly RateLimitHeaders[];
  /** How the provider recognises a repeated write. */
  readonly idempotency?: ProviderIdempotency;
  /** For services of your own that join the trace: requests carry the W3C `traceparent` of the call. */
  readonly sendTraceContext?: boolean;
  readonly probe: Probe;
}

/** An HTTP connector as the platform sees it. */
export interface HttpConnector extends HttpFacts<never> {
  readonly kind: 'http';
  readonly auth: readonly Auth[];
  readonly actions: readonly HttpAction[];
}

/** A data connector as the platform sees it. */
export interface DataConnector extends Shared {
  readonly kind: 'data';
  readonly auth: readonly Auth[];
  readonly driver: DataDriver<unknown>;
  readonly actions: readonly DataAction[];
}

export type Connector = HttpConnector | DataConnector;

type OneOrMany<A> = A | readonly [A, ...A[]];
type List<A> = A extends readonly Auth[] ? A : readonly [A];

/**
 * Everything about one provider: facts as data, and its actions.
 * @example
 * export default defineConnector({
 *   key: 'pipedrive', title: 'Pipedrive', category: 'crm', auth: apiKey({ in: 'header', name: 'x-api-token' }),
 *   baseUrl: 'https://api.pipedrive.com/api', rateLimit: { requests: 40, perSeconds: 2 }, probe: '/v1/users/me', actions: [createPerson],
 * });
 */
export function defineConnector<const A extends OneOrMany<Auth>>(
  facts: HttpFacts<MetaOf<List<A>>> & { readonly auth: A; readonly actions: readonly Action[] },
): HttpConnector {
  const { auth, actions, ...rest } = facts;
  // The metadata's type is the author's help only; the platform hands it over unread.
  return { kind: 'http', ...rest, auth: listOf(auth), actions: actions as readonly HttpAction[] } as HttpConnector;
}

/**
 * A connector whose actions use a driver's client instead of HTTP.
 * @example export default defineDataConnector({ key: 'redis', title: 'Redis', category: 'database', auth: database({ … }), driver, actions: [getKey] })
 */
export function defineDataConnector<Client>(
  facts: Shared & {
    readonly auth: OneOrMany<DatabaseAuth | Auth>;
    readonly driver: DataDriver<Client>;
    readonly actions: readonly DataAction<Client>[];
  },
): DataConnector {
  const { auth, actions, driver, ...rest } = facts;
  return { kind: 'data', ...rest, auth: listOf(auth), driver: driver as DataDriver<unknown>, actions: actions as readonly DataAction[] };
}

function listOf(auth: OneOrMany<Auth>): readonly Auth[] {
  return Array.isArray(auth) ? auth : [auth as Auth];
}
