import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { Arrivals } from '../arrivals.js';

export interface ReceivedEvent {
  readonly service: 'posthog' | 'rudderstack';
  readonly name: string;
  readonly who: string;
  readonly id: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** A stand-in for PostHog (`/batch`, `/flags`) and a RudderStack data plane (`/v1/batch`) that keeps what their SDKs send. */
export interface AnalyticsReceiver {
  readonly url: string;
  readonly events: ReceivedEvent[];
  /** Every body as it came, as text. */
  readonly bodies: string[];
  /** Keys the SDKs signed in with. */
  readonly keys: Set<string>;
  /** What PostHog answers about flags. */
  flags: Record<string, boolean>;
  /** Answered instead of taking events, e.g. 503. */
  failWith: number | undefined;
  until<T>(find: () => T | undefined | false, withinMs?: number): Promise<T>;
  close(): Promise<void>;
}

type Json = Record<string, unknown>;

export async function startAnalyticsReceiver(): Promise<AnalyticsReceiver> {
  const arrivals = new Arrivals();
  const receiver: Omit<AnalyticsReceiver, 'url' | 'until' | 'close'> = {
    events: [],
    bodies: [],
    keys: new Set(),
    flags: {},
    failWith: undefined,
  };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const raw = Buffer.concat(chunks);
      const gzipped = raw[0] === 0x1f && raw[1] === 0x8b;
      const text = (gzipped ? gunzipSync(raw) : raw).toString('utf8');
      receiver.bodies.push(text);
      const path = (request.url ?? '').split('?')[0]?.replace(/\/$/, '');
      const answer =
        receiver.failWith === undefined ? take(path ?? '', JSON.parse(text || '{}') as Json, request.headers.authorization) : {};
      response.writeHead(receiver.failWith ?? 200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
      arrivals.came();
    });
  });

  function take(path: string, body: Json, authorization: string | undefined): Json {
    if (authorization?.startsWith('Basic ')) receiver.keys.add(Buffer.from(authorization.slice(6), 'base64').toString().replace(/:$/, ''));
    if (typeof body['api_key'] === 'string') receiver.keys.add(body['api_key']);
    if (path === '/flags') return { flags: flagDetails(receiver.flags), errorsWhileComputingFlags: false };
    const service = path === '/v1/batch' ? 'rudderstack' : 'posthog';
    for (const each of (body['batch'] as Json[] | undefined) ?? [])
      receiver.events.push({
        service,
        name: String(each['event']),
        who: String(each['userId'] ?? each['distinct_id']),
        id: String(each['messageId'] ?? each['uuid']),
        properties: (each['properties'] ?? {}) as Json,
      });
    return { status: 1 };
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return Object.assign(receiver, {
    url: `http://127.0.0.1:${port}`,
    until<T>(find: () => T | undefined | false, withinMs = 10_000): Promise<T> {
      return arrivals.until(find, { withinMs, seen: () => receiver.events.map((event) => event.name).join(', ') });
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  });
}

function flagDetails(flags: Readonly<Record<string, boolean>>): Json {
  return Object.fromEntries(
    Object.entries(flags).map(([key, enabled]) => [
      key,
      { key, enabled, variant: null, reason: { code: 'condition_match' }, metadata: { id: 1, version: 1 } },
    ]),
  );
}
