import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';

/** A request as it arrived at the provider. */
export interface ReceivedRequest {
  readonly method: string;
  /** Path and query as sent. */
  readonly url: string;
  readonly path: string;
  readonly query: URLSearchParams;
  /** Lower-case names. */
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly bytes: Buffer;
  /** The body parsed; undefined when it is empty, throws when it is not JSON. */
  readonly json: () => unknown;
  /** Milliseconds since the epoch when the last byte was in. */
  readonly receivedAtMs: number;
}

/** Reads a request to its end. Rejects when the caller goes away first. */
export async function readRequest(message: IncomingMessage): Promise<ReceivedRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of message as AsyncIterable<Buffer>) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  const body = bytes.toString('utf8');
  const url = message.url ?? '/';
  const parsed = new URL(url, 'http://provider');
  return {
    method: message.method ?? 'GET',
    url,
    path: parsed.pathname,
    query: parsed.searchParams,
    headers: message.headers,
    body,
    bytes,
    json: () => (body === '' ? undefined : (JSON.parse(body) as unknown)),
    receivedAtMs: Date.now(),
  };
}
