import {
  effectOfMethod,
  invalidInput,
  PlatformError,
  type Effect,
  type OutboundResponse,
  type ProviderIdempotency,
  type RunContext,
} from '@patchbay/kernel';
import type { z } from 'zod';
import { applyAuth, type Draft } from '../auth/apply-auth.js';
import type { Auth } from '../auth/auth.js';
import { failureOf } from '../facts/failure.js';
import type { HttpConnector } from '../connector.js';
import { expectBody, readBody } from './answer.js';
import { allPages } from './all-pages.js';
import type { Answer, ExpectOptions, Http, ListOptions, RequestOptions } from './http.js';
import { pathText, type SafePath } from './path.js';
import { toPairs } from './query-string.js';
import { encodeBody, type EncodedBody } from './request-body.js';

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD';

/** Everything one call's requests have in common. */
export interface Binding {
  readonly connector: HttpConnector;
  readonly action: { readonly key: string; readonly effect: Effect; readonly timeoutMs?: number };
  readonly idempotency: ProviderIdempotency | undefined;
  readonly context: RunContext;
  readonly auth: Auth | undefined;
  /** `''` is the base URL; the others are the connector's `hosts`. Without a trailing slash. */
  readonly bases: ReadonlyMap<string, URL>;
  readonly headers: Readonly<Record<string, string>>;
}

const DEFAULT_TIMEOUT_MS = 30_000;
const MAX_RETRIES = 3;
/** The transport's and the credential's own. */
const RESERVED = new Set([
  'authorization',
  'proxy-authorization',
  'host',
  'cookie',
  'content-length',
  'transfer-encoding',
  'connection',
  'te',
  'trailer',
  'upgrade',
  'expect',
]);

/** `http` of one call: builds, authenticates and sends requests through the router, and reads the answers. */
export class BoundHttp implements Http {
  constructor(private readonly binding: Binding) {}

  get = <E extends z.ZodType>(path: string | SafePath, options: Maybe<E> = {}) => this.request('GET', path, options);
  post = <E extends z.ZodType>(path: string | SafePath, options: Maybe<E> = {}) => this.request('POST', path, options);
  put = <E extends z.ZodType>(path: string | SafePath, options: Maybe<E> = {}) => this.request('PUT', path, options);
  patch = <E extends z.ZodType>(path: string | SafePath, options: Maybe<E> = {}) => this.request('PATCH', path, options);
  delete = <E extends z.ZodType>(path: string | SafePath, options: Maybe<E> = {}) => this.request('DELETE', path, options);

  async all<E extends z.ZodType, T>(path: string | SafePath, options: ListOptions<E, T>): Promise<T[]> {
    const method = options.method ?? (options.json !== undefined || options.graphql ? 'POST' : 'GET');
    return allPages(options, async (asked, url) => {
      // Listing reads, even by POST.
      const response = await this.exchange(method, url === undefined ? this.urlOf(path, asked) : this.urlOfNext(url, asked), {
        effect: 'read',
        ...asked,
      });
      return { page: this.expected(response, asked), headers: response.headers };
    });
  }

  async send(method: Method, path: string | SafePath, options: RequestOptions = {}): Promise<Answer> {
    const response = await this.exchange(method, this.urlOf(path, options), options);
    return { status: response.status, headers: response.headers, body: readBody(response) };
  }

  async download(path: string | SafePath, options: RequestOptions = {}): Promise<{ contentType: string; base64: string; bytes: number }> {
    const headers = { accept: '*/*', ...options.headers };
    const { body, headers: answered } = await this.exchange('GET', this.urlOf(path, options), { redirects: 3, ...options, headers });
    return {
      contentType: answered['content-type'] ?? 'application/octet-stream',
      base64: Buffer.from(body).toString('base64'),
      bytes: body.byteLength,
    };
  }

  private async request<E extends z.ZodType>(method: Method, path: string | SafePath, options: Maybe<E>): Promise<z.output<E>> {
    const response = await this.exchange(method, this.urlOf(path, options), options);
    // Without `expect` the declared type of the call is void.
    return (options.expect === undefined ? undefined : this.expected(response, { ...options, expect: options.expect })) as z.output<E>;
  }

  private expected<E extends z.ZodType>(response: OutboundResponse, options: ExpectOptions<E>): z.output<E> {
    return expectBody(this.asker(), response, { schema: options.expect, graphql: options.graphql !== undefined });
  }

  private async exchange(method: Method, url: URL, options: RequestOptions): Promise<OutboundResponse> {
    const { binding } = this;
    const { context, connector, action } = binding;
    const encoded = encodeBody(options, connector.arrays ?? 'repeat');
    const plain = this.headersOf(options, encoded);
    const sign = (): { url: string; headers: Record<string, string> } => {
      const draft: Draft = { method, url: new URL(url), headers: { ...plain }, form: encoded.form };
      if (binding.auth) applyAuth(binding.auth, context.credential.credential, draft);
      return { url: draft.url.href, headers: draft.headers };
    };
    const effect =
      options.effect ??
      (method === 'GET' || method === 'HEAD' ? 'read' : action.effect === 'read' ? 'read' : writeEffect(method, action.effect));
    const source = {
      ...this.asker(),
      errors: connector.errors ?? {},
      rateLimitHeaders: [connector.rateLimitHeaders ?? []].flat(),
      redact: context.redact,
      nowMs: context.now.getTime(),
      graphql: options.graphql !== undefined,
    };
    const response = await context.send({
      method,
      ...sign(),
      effect,
      resign: sign,
      ...(encoded.body === undefined ? {} : { body: encoded.body }),
      timeoutMs: options.timeoutMs ?? action.timeoutMs ?? connector.timeoutMs ?? DEFAULT_TIMEOUT_MS,
      maxRetries: options.once === true ? 0 : MAX_RETRIES,
      maxRedirects: options.redirects ?? 0,
      ...(effect !== 'read' && binding.idempotency ? { idempotency: binding.idempotency } : {}),
      ...(options.bucket === undefined ? {} : { bucket: options.bucket }),
      failureOf: (answer) => failureOf(source, answer),
    });
    const failure = failureOf(source, response);
    if (failure) throw failure;
    return response;
  }

  private headersOf(options: RequestOptions, encoded: EncodedBody): Record<string, string> {
    const headers: Record<string, string> = { accept: 'application/json', 'user-agent': 'Patchbay', ...this.binding.headers };
    if (encoded.contentType !== undefined) headers['content-type'] = encoded.contentType;
    for (const [name, value] of Object.entries(options.headers ?? {})) {
      if (value === undefined) continue;
      const lower = name.toLowerCase();
      if (RESERVED.has(lower)) throw new PlatformError('bug', `An action may not set the header ${lower}.`);
      if (!/^[!#$%&'*+.^_`|~0-9a-z-]+$/.test(lower) || !/^[\t\x20-\x7e\x80-\xff]*$/.test(value)) {
        throw invalidInput([{ path: lower, message: 'Has characters that no header can carry' }]);
      }
      headers[lower] = value;
    }
    return headers;
  }

  private baseOf(host: string | undefined): URL {
    const base = this.binding.bases.get(host ?? '');
    if (!base) throw new PlatformError('bug', `The connector ${this.binding.connector.key} declares no host "${host}".`);
    return base;
  }

  private urlOf(path: string | SafePath, options: RequestOptions): URL {
    const base = this.baseOf(options.host);
    const wanted = `${base.pathname === '/' ? '' : base.pathname}${pathText(path)}`;
    const url = new URL(`${base.origin}${wanted}`);
    // The parser must have changed nothing: what it would normalise away could leave the base path.
    if (url.origin !== base.origin || url.pathname !== wanted)
      throw invalidInput([{ path: 'path', message: 'Has characters that no address can carry' }]);
    return this.withQuery(url, options);
  }

  /** A "next page" address from the provider: relative or absolute, and of a declared host. */
  private urlOfNext(next: string, options: RequestOptions): URL {
    const base = this.baseOf(options.host);
    const url = URL.parse(next, `${base.href}/`);
    const known = url && [...this.binding.bases.values()].some(({ origin }) => origin === url.origin);
    if (!url || !known || url.username || url.password) {
      throw new PlatformError('provider_drift', `${this.binding.connector.title} named a next page outside its own address.`, {
        ...this.ids(),
        sent: true,
      });
    }
    return url;
  }

  private withQuery(url: URL, options: RequestOptions): URL {
    if (options.query)
      for (const [name, value] of toPairs(options.query, this.binding.connector.arrays ?? 'repeat')) url.searchParams.append(name, value);
    return url;
  }

  private asker(): { title: string; connector: string; action: string } {
    return { title: this.binding.connector.title, ...this.ids() };
  }

  private ids(): { connector: string; action: string } {
    return { connector: this.binding.connector.key, action: this.binding.action.key };
  }
}

type Maybe<E extends z.ZodType> = RequestOptions & { readonly expect?: E };

/** What a writing request does: the method where it says so, else the action's word (PATCH and PUT by POST are common). */
function writeEffect(method: string, declared: Effect): Effect {
  const byMethod = effectOfMethod(method);
  return byMethod === 'create' ? declared : byMethod;
}
