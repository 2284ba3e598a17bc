import type { Effect, JsonValue } from '@patchbay/kernel';
import type { z } from 'zod';
import type { Path } from './path.js';
import type { Query } from './query-string.js';
import type { BodyOptions } from './request-body.js';

/** What every request can carry. */
export interface RequestOptions extends BodyOptions {
  readonly query?: Query;
  /** Extra headers; the credential's and the transport's own cannot be set. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
  /** Name of one of the connector's `hosts` instead of its base URL. */
  readonly host?: string;
  /** Rate-limit bucket this request takes from (default `service`). */
  readonly bucket?: string;
  /** When the method alone misleads: a search by POST inside a `create` action is a `read`. */
  readonly effect?: Effect;
  /** Never sent again, though the method would allow it: an upload that the vendor takes once. */
  readonly once?: boolean;
  /** Milliseconds for one attempt. */
  readonly timeoutMs?: number;
  /** Redirects to follow (default 0); the credential is dropped when the origin changes. */
  readonly redirects?: number;
}

export interface ExpectOptions<E extends z.ZodType> extends RequestOptions {
  /** What we read of the answer; anything else in it may change. A misfit is `provider_drift` naming the path. */
  readonly expect: E;
}

/** What a paginator's `next` may look at besides the page. */
export interface PageInfo {
  /** 0 for the first page. */
  readonly index: number;
  /** Items on this page, and on all pages so far. */
  readonly items: number;
  readonly total: number;
  /** The size asked for, when `pageSize` is given. */
  readonly size: number | undefined;
  /** Response headers, lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Members to merge into the query (or JSON body / GraphQL variables), a URL of the same host, or nothing at the end. */
export type NextPage = Query | string | null | undefined | false;

export interface ListOptions<E extends z.ZodType, T> extends ExpectOptions<E> {
  readonly items: (page: z.output<E>) => readonly T[];
  /** Never more than this many items are returned; paging ends there. */
  readonly max: number;
  readonly next: (page: z.output<E>, info: PageInfo) => NextPage;
  /** Asks for pages of `min(max, size)`; `param` is the vendor's name. */
  readonly pageSize?: { readonly param: string; readonly max: number };
  /** Default GET, or POST when there is a JSON body or GraphQL query. */
  readonly method?: 'GET' | 'POST';
}

/** An answer as it came, for the few actions that need status or headers. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed JSON, text when it is no JSON, `null` when empty. */
  readonly body: JsonValue;
}

/**
 * The provider, already authenticated and bound to the base URL. An answer that means failure is thrown with the catalogue's code;
 * retries and timeouts are the router's. Without `expect` the answer's body is not looked at.
 */
export interface Http {
  get<const P extends string, E extends z.ZodType>(path: Path<P>, options: ExpectOptions<E>): Promise<z.output<E>>;
  get<const P extends string>(path: Path<P>, options?: RequestOptions): Promise<void>;
  post<const P extends string, E extends z.ZodType>(path: Path<P>, options: ExpectOptions<E>): Promise<z.output<E>>;
  post<const P extends string>(path: Path<P>, options?: RequestOptions): Promise<void>;
  put<const P extends string, E extends z.ZodType>(path: Path<P>, options: ExpectOptions<E>): Promise<z.output<E>>;
  put<const P extends string>(path: Path<P>, options?: RequestOptions): Promise<void>;
  patch<const P extends string, E extends z.ZodType>(path: Path<P>, options: ExpectOptions<E>): Promise<z.output<E>>;
  patch<const P extends string>(path: Path<P>, options?: RequestOptions): Promise<void>;
  delete<const P extends string, E extends z.ZodType>(path: Path<P>, options: ExpectOptions<E>): Promise<z.output<E>>;
  delete<const P extends string>(path: Path<P>, options?: RequestOptions): Promise<void>;
  /** All items of a paged list, up to `max`. */
  all<const P extends string, E extends z.ZodType, T>(path: Path<P>, options: ListOptions<E, T>): Promise<T[]>;
  /** The answer with its status and headers. */
  send<const P extends string>(
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD',
    path: Path<P>,
    options?: RequestOptions,
  ): Promise<Answer>;
  /** A file: its bytes, base64, and content type. */
  download<const P extends string>(
    path: Path<P>,
    options?: RequestOptions,
  ): Promise<{ contentType: string; base64: string; bytes: number }>;
}
