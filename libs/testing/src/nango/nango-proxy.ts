import type { ReceivedRequest } from '../provider/received-request.js';
import { invalid, refusal, type NangoAnswer } from './nango-answer.js';
import type { NangoCredentials } from './nango-credentials.js';
import type { Credentials, NangoHouse, NangoProvider } from './nango-house.js';

const KEPT_OF_BUFFERED = new Set(['content-type', 'mcp-session-id', 'x-request-id', 'x-correlation-id']);
const PREFIX = 'nango-proxy-';
const MAX_REDIRECTS = 5;

interface Upstream {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Buffer;
}

/** Calls with a connection's credentials, through the server. */
export class NangoProxy {
  constructor(
    private readonly house: NangoHouse,
    private readonly credentials: NangoCredentials,
    /** First pause between tries; real servers wait about 3 s. */
    private readonly retryBaseMs: () => number,
  ) {}

  async call(request: ReceivedRequest): Promise<NangoAnswer> {
    const header = (name: string): string | undefined => [request.headers[name]].flat()[0];
    const [connectionId, key, retries = '0'] = [header('connection-id'), header('provider-config-key'), header('retries')];
    const wrong = [
      ...(connectionId === undefined ? ['connection-id'] : []),
      ...(key === undefined ? ['provider-config-key'] : []),
      ...(/^\d{1,2}$/.test(retries) ? [] : ['retries']),
    ];
    if (wrong.length > 0 || connectionId === undefined || key === undefined)
      return invalid(
        'invalid_headers',
        wrong.map((name) => ({ code: 'invalid_type', message: 'Invalid input', path: [name] })),
      );
    const provider = this.house.providerOf(key);
    if (!provider) return refusal(404, 'unknown_provider_config', `There is no integration ${key}.`);
    const connection = this.house.find(connectionId, key);
    if (!connection) return refusal(400, 'server_error', 'Failed to get connection');
    const unusable = await this.credentials.ready(connection, false);
    if (unusable === 'backing_off')
      return refusal(424, 'connection_refresh_backoff', 'A recent refresh attempt failed. Backing off before retrying.');
    if (unusable === 'exhausted') return refusal(424, 'server_error', 'The refresh limit has been reached for this connection.');
    if (unusable) return refusal(400, 'server_error', "Failed to get connection credentials: 'the refresh was refused'");
    const base = header('base-url-override') || provider.baseUrl || '';
    const url = `${base}${request.url.replace(/^\/proxy/, '')}`;
    const retryOn = (header('retry-on') ?? '').split(',').map(Number);
    return this.tried(request, {
      url,
      provider,
      retries: Number(retries),
      retryOn,
      authorization: authorizationOf(connection.credentials),
    });
  }

  private async tried(
    request: ReceivedRequest,
    ask: { url: string; provider: NangoProvider; retries: number; retryOn: number[]; authorization: string },
  ): Promise<NangoAnswer> {
    for (let attempt = 0; ; attempt += 1) {
      const upstream = await this.send(request, ask.url, ask.authorization).catch((error: unknown) => ({ failure: error as Error }));
      const last = attempt >= ask.retries;
      if ('failure' in upstream) {
        if (last) return networkFailure(upstream.failure, request.method);
        await pause(this.retryBaseMs() * 2 ** attempt);
        continue;
      }
      const { status, headers } = upstream;
      const again = status >= 500 || status === 429 || status === 401 || ask.retryOn.includes(status);
      if (last || !again) return passedOn(upstream);
      const told = ask.provider.retryHeader === undefined ? null : headers.get(ask.provider.retryHeader);
      await pause(told === null ? this.retryBaseMs() * 2 ** attempt : (Number(told) * 1_000 * this.retryBaseMs()) / 3_000);
    }
  }

  private async send(request: ReceivedRequest, first: string, authorization: string): Promise<Upstream> {
    const own = Object.entries(request.headers).flatMap(([name, value]) =>
      name.startsWith(PREFIX) && typeof value === 'string' ? [[name.slice(PREFIX.length), value] as const] : [],
    );
    const json = bodyAsJson(request);
    let url = first;
    for (let hops = 0; ; hops += 1) {
      const sameHost = new URL(url).host === new URL(first).host;
      const answer = await fetch(url, {
        method: request.method,
        redirect: 'manual',
        headers: {
          accept: 'application/json, text/plain, */*',
          'user-agent': 'axios/1.18.0',
          ...(json === undefined ? {} : { 'content-type': 'application/json' }),
          ...Object.fromEntries(own),
          ...(sameHost ? { authorization } : {}),
        },
        ...(json === undefined ? {} : { body: json }),
      });
      const location = answer.headers.get('location');
      if (answer.status < 300 || answer.status >= 400 || location === null || hops >= MAX_REDIRECTS)
        return { status: answer.status, headers: answer.headers, body: Buffer.from(await answer.arrayBuffer()) };
      url = new URL(location, url).href;
    }
  }
}

/** Buffered answers lose most headers; streamed ones and failures keep all. */
function passedOn({ status, headers, body }: Upstream): NangoAnswer {
  const streamed = !headers.has('content-length') || headers.has('content-disposition');
  const kept = [...headers].filter(
    ([name]) =>
      !['content-length', 'content-encoding', 'transfer-encoding', 'connection', 'keep-alive'].includes(name) &&
      (streamed || status >= 400 || KEPT_OF_BUFFERED.has(name)),
  );
  return { status, headers: Object.fromEntries(kept), body: status === 204 ? undefined : body };
}

function networkFailure(error: Error, method: string): NangoAnswer {
  const cause = error.cause as { code?: string; message?: string } | undefined;
  return {
    status: 500,
    body: {
      message: cause?.message ?? error.message,
      code: cause?.code === 'UND_ERR_SOCKET' ? 'ECONNRESET' : cause?.code,
      method: method.toLowerCase(),
    },
  };
}

/** A form arrives upstream as JSON. */
function bodyAsJson(request: ReceivedRequest): string | undefined {
  if (request.body === '' || request.method === 'GET') return undefined;
  if ((request.headers['content-type'] ?? '').includes('urlencoded'))
    return JSON.stringify(Object.fromEntries(new URLSearchParams(request.body)));
  return request.body;
}

function authorizationOf(credentials: Credentials): string {
  if (credentials.type === 'BASIC') return `Basic ${Buffer.from(`${credentials.username}:${credentials.password}`).toString('base64')}`;
  if (credentials.type === 'API_KEY') return `Bearer ${credentials.apiKey}`;
  return `Bearer ${credentials.type === 'OAUTH2' ? credentials.access_token : credentials.token}`;
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
