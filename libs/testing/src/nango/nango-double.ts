import { randomUUID, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readRequest, type ReceivedRequest } from '../provider/received-request.js';
import { keyRefusal, ok, refusal, unknownRoute, type NangoAnswer } from './nango-answer.js';
import { NangoApi } from './nango-api.js';
import { NangoCatalogue } from './nango-catalogue.js';
import { NangoChannel } from './nango-channel.js';
import { NangoConnect } from './nango-connect.js';
import { NangoCredentials } from './nango-credentials.js';
import { NangoHouse, type NangoProvider } from './nango-house.js';
import { takeProviderWebhook } from './nango-ingress.js';
import { NangoProxy } from './nango-proxy.js';
import { NangoWebhooks } from './nango-webhooks.js';

const UUID_V4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;
const SESSION_TOKEN = /^nango_connect_session_[0-9a-f]{64}$/;

interface Keyed {
  readonly method: string;
  readonly path: RegExp;
  readonly scope: string;
  readonly answer: (request: ReceivedRequest, parts: string[], key: string) => NangoAnswer | Promise<NangoAnswer>;
}

/**
 * A self-hosted Nango server as its API is seen from outside, on a real socket: keys with scopes, integrations, connect sessions, sign-ins at real providers
 * with PKCE, credentials that are refreshed like the server's, signed webhooks, the proxy and provider webhooks. Behaves as a 0.71 server was measured to.
 */
export class NangoDouble {
  readonly house = new NangoHouse();
  readonly webhooks = new NangoWebhooks(this.house);
  /** Every request of the API, as `METHOD path`. */
  readonly calls: string[] = [];
  /** Never answers while true. */
  hanging = false;
  /** Requests a minute of one account; undefined: no limit. */
  rateLimit: number | undefined;
  retryBaseMs = 3_000;
  private port = 0;
  private readonly channel = new NangoChannel();
  private readonly credentials = new NangoCredentials(this.house, this.webhooks);
  private readonly api = new NangoApi(this.house, this.credentials, this.webhooks, () => this.url);
  private readonly catalogue = new NangoCatalogue(this.house, () => this.url);
  private readonly connect = new NangoConnect(this.house, this.webhooks, this.channel, () => this.url);
  private readonly proxy = new NangoProxy(this.house, this.credentials, () => this.retryBaseMs);
  private readonly routes: readonly Keyed[] = this.keyedRoutes();

  private constructor(private readonly server: Server) {
    server.on('request', (message, response) => void this.take(message, response));
    server.on('upgrade', (message, socket) => this.channel.accept(message, socket));
  }

  static async start(): Promise<NangoDouble> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new NangoDouble(server);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo | null)?.port ?? this.port}`;
  }

  get secretKey(): string {
    return this.house.secretKey;
  }

  /** A further key with these scopes alone. */
  addKey(scopes: readonly string[]): string {
    const key = randomUUID();
    this.house.keys.set(key, scopes);
    return key;
  }

  addProvider(provider: NangoProvider): void {
    this.house.providers.set(provider.name, provider);
  }

  /** Nobody listens at its address any more, until `comeBack`. */
  goAway(): void {
    this.port = Number(new URL(this.url).port);
    this.server.close();
    this.server.closeAllConnections();
  }

  async comeBack(): Promise<void> {
    this.server.listen(this.port, '127.0.0.1');
    await once(this.server, 'listening');
  }

  /** Open sockets are cut. */
  async close(): Promise<void> {
    this.channel.close();
    if (!this.server.listening) return;
    const closed = once(this.server, 'close');
    this.server.close();
    this.server.closeAllConnections();
    await closed;
    await this.webhooks.settled();
  }

  private async take(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const request = await readRequest(message).catch(() => undefined);
    if (!request) return void response.destroy();
    this.calls.push(`${request.method} ${request.path}`);
    if (this.hanging) return;
    const answer = await this.answer(request).catch(() => unknownRoute());
    play(answer, response);
  }

  private async answer(request: ReceivedRequest): Promise<NangoAnswer> {
    const { method, path, query } = request;
    if (path === '/health') return ok({ result: 'ok' });
    const [, first, second, third = ''] = path.split('/').map(decodeURIComponent);
    if (method === 'GET' && first === 'oauth' && second === 'connect') return this.connect.leave(third, query);
    if (method === 'GET' && path === '/oauth/callback') return this.connect.comeBack(query);
    if (method === 'POST' && first === 'webhook' && second === this.house.environment)
      return takeProviderWebhook(this.house, this.webhooks, third, request);
    const direct = { '/api-auth/api-key': 'API_KEY', '/api-auth/basic': 'BASIC', '/oauth2/auth': 'OAUTH2_CC' } as const;
    const mode = method === 'POST' ? direct[`/${first}/${second}` as keyof typeof direct] : undefined;
    if (mode) return this.connect.direct(mode, third, query, (request.json() ?? {}) as Record<string, unknown>);
    if (path === '/connect/session') return this.session(request);
    return this.keyed(request);
  }

  /** For the browser: GET and DELETE /connect/session, the session token as bearer. */
  private session({ method, headers }: ReceivedRequest): NangoAnswer {
    const token = /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1] ?? '';
    if (!SESSION_TOKEN.test(token)) return keyRefusal('invalid_connect_session_token_format', 'The token has not the form of one.');
    const session = this.house.session(token);
    if (!session) return keyRefusal('unknown_connect_session_token', 'There is no such session.');
    if (method === 'DELETE') {
      this.house.sessions.delete(token);
      return { status: 204 };
    }
    return ok({
      data: { endUser: session.endUser, allowed_integrations: session.allowed ?? null, connectUISettings: {}, websocketsPath: '/' },
    });
  }

  private keyed(request: ReceivedRequest): NangoAnswer | Promise<NangoAnswer> {
    const { method, path, headers } = request;
    const route = this.routes.find((each) => (each.method === method || each.method === '*') && each.path.test(path));
    if (!route) return unknownRoute();
    const given = headers.authorization;
    if (given === undefined)
      return keyRefusal('missing_auth_header', 'Authentication failed. The request is missing the Authorization header.');
    const key = /^Bearer (.+)$/.exec(given)?.[1] ?? '';
    if (!UUID_V4.test(key)) return keyRefusal('invalid_secret_key_format', 'Authentication failed. The key is not a UUID v4.');
    if (!this.house.keys.has(key)) return keyRefusal('unknown_account', 'Authentication failed. No environment has this key.');
    if (this.rateLimit !== undefined && this.calls.length > this.rateLimit) {
      const limits = { 'x-ratelimit-limit': String(this.rateLimit), 'x-ratelimit-remaining': '0', 'retry-after': '1' };
      return { status: 429, headers: limits, body: { error: { code: 'too_many_request', method, path } } };
    }
    if (!this.house.may(key, route.scope)) return refusal(403, 'forbidden', `This key lacks the scope ${route.scope}.`);
    const parts = (route.path.exec(path) ?? []).slice(1).map(decodeURIComponent);
    return route.answer(request, parts, key);
  }

  private keyedRoutes(): readonly Keyed[] {
    const { api, catalogue } = this;
    const scope = (name: string): string => `environment:${name}`;
    const route = (method: string, path: RegExp, name: string, answer: Keyed['answer']): Keyed => ({
      method,
      path,
      scope: scope(name),
      answer,
    });
    return [
      route('GET', /^\/providers$/, 'integrations:list', () => catalogue.providers()),
      route('GET', /^\/providers\/([^/]+)$/, 'integrations:list', (_request, [name = '']) => catalogue.provider(name)),
      route('POST', /^\/integrations$/, 'integrations:create', (request) => catalogue.create(request.json())),
      route('GET', /^\/integrations$/, 'integrations:list', () => catalogue.list()),
      route('GET', /^\/integrations\/([^/]+)$/, 'integrations:read', ({ query }, [key = '']) =>
        catalogue.read(key, query.getAll('include')),
      ),
      route('PATCH', /^\/integrations\/([^/]+)$/, 'integrations:update', (request, [key = '']) => catalogue.change(key, request.json())),
      route('DELETE', /^\/integrations\/([^/]+)$/, 'integrations:delete', (_request, [key = '']) => catalogue.remove(key)),
      route('POST', /^\/connect\/sessions$/, 'connect_sessions:write', (request) => api.createSession(request.json())),
      route('POST', /^\/connect\/sessions\/reconnect$/, 'connect_sessions:write', (request) => api.reconnectSession(request.json())),
      route('GET', /^\/connections$/, 'connections:list', ({ query }) => api.list(query)),
      route('POST', /^\/connections$/, 'connections:create', (request) => api.import(request.json())),
      route('POST', /^\/connections\/metadata$/, 'connections:update', (request) => api.metadata(request.json(), false)),
      route('PATCH', /^\/connections\/metadata$/, 'connections:update', (request) => api.metadata(request.json(), true)),
      route('GET', /^\/connections?\/([^/]+)$/, 'connections:read', ({ query }, [id = ''], key) =>
        api.read(id, query, this.house.may(key, scope('connections:read_credentials'))),
      ),
      route('PATCH', /^\/connections\/([^/]+)$/, 'connections:update', (request, [id = '']) =>
        api.patch(id, request.query, request.json()),
      ),
      route('DELETE', /^\/connections?\/([^/]+)$/, 'connections:delete', ({ query }, [id = '']) => api.remove(id, query)),
      route('POST', /^\/environment\/webhook-signing-key\/rotate$/, 'webhook_signing_key:rotate', () => {
        this.house.signingKey = randomBytes(32).toString('hex');
        return ok({ data: { webhook_signing_key: this.house.signingKey } });
      }),
      route('*', /^\/proxy\/.*$/, 'proxy', (request) => this.proxy.call(request)),
      route('POST', /^\/action\/trigger$/, 'actions:execute', () => refusal(404, 'not_found', 'The action is not known.')),
      route('POST', /^\/sync\/trigger$/, 'syncs:execute', () => refusal(400, 'no_syncs_found', 'There is no sync.')),
      route('GET', /^\/(scripts\/config|environment-variables)$/, 'integrations:list', () => ok([])),
    ];
  }
}

function play({ status, headers = {}, body }: NangoAnswer, response: ServerResponse): void {
  if (response.destroyed) return;
  const bytes = body === undefined ? undefined : Buffer.isBuffer(body) || typeof body === 'string' ? body : JSON.stringify(body);
  const json = bytes !== undefined && !Buffer.isBuffer(body) && typeof body !== 'string';
  response.writeHead(status, { ...(json ? { 'content-type': 'application/json; charset=utf-8' } : {}), ...headers });
  response.end(bytes);
}

export function startNangoDouble(): Promise<NangoDouble> {
  return NangoDouble.start();
}
