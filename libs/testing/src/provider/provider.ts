import { EventEmitter, once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { play, type ProviderAnswer } from './provider-answer.js';
import { readRequest, type ReceivedRequest } from './received-request.js';

/** Decides one answer. `index` counts this route's requests from 0. */
export type ProviderHandler = (request: ReceivedRequest, index: number) => ProviderAnswer | Promise<ProviderAnswer>;

/**
 * A real HTTP server that stands for an outside service. Every request is kept in `requests` in order of arrival.
 * @example
 * const provider = await startProvider();
 * provider.on('GET /phone', { body: { valid: true } }).on('POST /companies', [{ status: 503 }, { status: 201, body: { id: 7 } }]);
 * await callSomethingAt(provider.url);
 * expect(provider.requests[0]?.query.get('phone')).toBe('+49');
 */
export class Provider {
  readonly requests: ReceivedRequest[] = [];
  private readonly arrivals = new EventEmitter().setMaxListeners(0);
  private readonly routes = new Map<string, { handler: ProviderHandler; seen: number }>();

  private constructor(
    private readonly server: Server,
    private fallback: ProviderHandler,
  ) {}

  static async start(handler: ProviderHandler): Promise<Provider> {
    const server = createServer({ keepAliveTimeout: 30_000 });
    const provider = new Provider(server, handler);
    server.on('request', (message, response) => {
      // A caller that goes away while sending is a thing tests do on purpose.
      readRequest(message)
        .then(
          (request) => provider.answer(request, response),
          () => response.destroy(),
        )
        .catch((error: unknown) => {
          response.destroy();
          provider.arrivals.emit('error', error);
        });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return provider;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** Base URL without a slash at the end. */
  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /**
   * Answers a route: `/path` for every method or `GET /path` for one; the query is not looked at. One answer serves every request; of a list
   * each request takes the next, the last one stays.
   */
  on(route: string, answer: ProviderAnswer | readonly ProviderAnswer[] | ProviderHandler): this {
    this.routes.set(route, { handler: toHandler(answer), seen: 0 });
    return this;
  }

  /** What routes without an own answer get. */
  otherwise(answer: ProviderAnswer | readonly ProviderAnswer[] | ProviderHandler): this {
    this.fallback = toHandler(answer);
    return this;
  }

  /** Forgets requests and routes. */
  reset(): void {
    this.requests.length = 0;
    this.routes.clear();
  }

  /** Resolves with the last of the first `count` requests once they have arrived. */
  async received(count = 1): Promise<ReceivedRequest> {
    while (this.requests.length < count) await once(this.arrivals, 'request');
    return this.requests[count - 1] as ReceivedRequest;
  }

  /** Cuts every open connection; the server keeps listening. */
  dropConnections(): void {
    this.server.closeAllConnections();
  }

  async close(): Promise<void> {
    if (!this.server.listening) return;
    const closed = once(this.server, 'close');
    this.server.close();
    this.server.closeAllConnections();
    await closed;
  }

  private async answer(request: ReceivedRequest, response: ServerResponse): Promise<void> {
    const index = this.requests.push(request) - 1;
    this.arrivals.emit('request');
    const route = this.routes.get(`${request.method} ${request.path}`) ?? this.routes.get(request.path);
    const answer = route ? await route.handler(request, route.seen++) : await this.fallback(request, index);
    await play(answer, response);
  }
}

/** Starts a provider on a free loopback port. Routes without an answer get `handler`, by default 404. */
export function startProvider(handler: ProviderHandler = () => ({ status: 404, body: { error: 'no such route' } })): Promise<Provider> {
  return Provider.start(handler);
}

function toHandler(answer: ProviderAnswer | readonly ProviderAnswer[] | ProviderHandler): ProviderHandler {
  if (typeof answer === 'function') return answer;
  if (!isList(answer)) return () => answer;
  if (answer.length === 0) throw new Error('A list of answers needs at least one');
  return (_request, index) => answer[Math.min(index, answer.length - 1)] as ProviderAnswer;
}

function isList(answer: ProviderAnswer | readonly ProviderAnswer[]): answer is readonly ProviderAnswer[] {
  return Array.isArray(answer);
}
