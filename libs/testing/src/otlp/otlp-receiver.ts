import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { Arrivals } from '../arrivals.js';
import { REQUESTS, type Signal } from './otlp-schema.js';
import { logsOf, pointsOf, spansOf, type ReceivedLog, type ReceivedPoint, type ReceivedSpan } from './otlp-signals.js';
import { decodeMessage } from './protobuf.js';

const PATHS: Readonly<Record<string, Signal>> = { '/v1/traces': 'traces', '/v1/metrics': 'metrics', '/v1/logs': 'logs' };

/** An OTLP/HTTP receiver (protobuf and JSON, plain and gzip) that keeps what it is sent. */
export interface OtlpReceiver {
  /** For OTEL_EXPORTER_OTLP_ENDPOINT. */
  readonly url: string;
  readonly spans: ReceivedSpan[];
  readonly logs: ReceivedLog[];
  readonly points: ReceivedPoint[];
  /** Every body as it came, decoded to text: for searching all of it. */
  readonly bodies: string[];
  /** Content types in the order of arrival. */
  readonly contentTypes: string[];
  /** Resolves when `find` gives something, which it is asked after every request; rejects after `withinMs`. */
  until<T>(find: () => T | undefined | false, withinMs?: number): Promise<T>;
  clear(): void;
  close(): Promise<void>;
}

export async function startOtlpReceiver(): Promise<OtlpReceiver> {
  const received = { spans: [] as ReceivedSpan[], logs: [] as ReceivedLog[], points: [] as ReceivedPoint[], bodies: [] as string[] };
  const contentTypes: string[] = [];
  const arrivals = new Arrivals();
  const server = createServer((request, response) => {
    take(request, response)
      .then(() => arrivals.came())
      .catch((error: unknown) => response.writeHead(400).end(String(error)));
  });

  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const signal = PATHS[request.url ?? ''];
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    if (!signal || request.method !== 'POST') return void response.writeHead(404).end();
    const raw = Buffer.concat(chunks);
    const body = request.headers['content-encoding'] === 'gzip' ? gunzipSync(raw) : raw;
    const contentType = request.headers['content-type'] ?? '';
    const isJson = contentType.startsWith('application/json');
    const decoded = isJson ? (JSON.parse(body.toString('utf8')) as Record<string, unknown>) : decodeMessage(body, REQUESTS[signal]);
    contentTypes.push(contentType);
    received.bodies.push(body.toString('utf8'));
    if (signal === 'traces') received.spans.push(...spansOf(decoded));
    else if (signal === 'logs') received.logs.push(...logsOf(decoded));
    else received.points.push(...pointsOf(decoded));
    response.writeHead(200, { 'content-type': contentType }).end(isJson ? '{}' : '');
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    ...received,
    contentTypes,
    until: (find, withinMs = 10_000) =>
      arrivals.until(find, { withinMs, seen: () => [...new Set(received.spans.map((span) => span.name))].join(', ') }),
    clear() {
      for (const kept of [received.spans, received.logs, received.points, received.bodies, contentTypes]) kept.length = 0;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** The names along the way from a span up to its root, root first: shows where in the tree it hangs. */
export function pathOf(span: ReceivedSpan, spans: readonly ReceivedSpan[]): string[] {
  const parent = spans.find((each) => each.spanId === span.parentSpanId && each.traceId === span.traceId);
  return [...(parent ? pathOf(parent, spans) : []), span.name];
}
