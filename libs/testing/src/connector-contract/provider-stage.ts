import { once } from 'node:events';
import { createServer, request as httpRequest, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PlatformError, type OutboundHttp, type OutboundRequest, type OutboundResponse } from '@patchbay/kernel';
import type { SentRequest } from './sent-request.js';

export interface StagedAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/** `hang`: never answers. `reset`: closes the socket after reading the request. */
export type StagedOutcome = StagedAnswer | 'hang' | 'reset';

export type Script = (request: SentRequest, index: number) => StagedOutcome;

/**
 * A provider on a real socket. Whatever host a connector calls, the request goes to this server; what was asked for and what arrived
 * is kept in `seen`.
 */
export class ProviderStage {
  readonly seen: SentRequest[] = [];
  private script: Script = () => ({ status: 500 });
  private readonly wanted = new Map<string, string>();
  private counter = 0;

  private constructor(private readonly server: Server) {}

  static async open(): Promise<ProviderStage> {
    const server = createServer();
    const stage = new ProviderStage(server);
    server.on('request', (request, response) => {
      void stage.answer(request).then((outcome) => {
        if (outcome === 'hang') return;
        if (outcome === 'reset') return void request.socket.destroy();
        response.writeHead(outcome.status, outcome.headers).end(outcome.body);
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return stage;
  }

  /** Forgets what was seen and answers by `script` from now on. */
  play(script: Script): void {
    this.seen.length = 0;
    // A request of an earlier play may arrive only now: its sender gave up on it, so it belongs to nobody.
    this.wanted.clear();
    this.script = script;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  /** The door to the outside for one run. `timeoutMs` cuts the wait for an answer short. */
  http(timeoutMs = 5_000): OutboundHttp {
    return { send: (request) => this.send(request, Math.min(timeoutMs, request.timeoutMs)) };
  }

  private async answer(request: IncomingMessage): Promise<StagedOutcome> {
    const chunks: Uint8Array[] = [];
    for await (const chunk of request) chunks.push(chunk as Uint8Array);
    const headers: Record<string, string> = {};
    for (const [name, value] of Object.entries(request.headers)) headers[name] = Array.isArray(value) ? value.join(', ') : (value ?? '');
    const { 'x-stage-ticket': ticket = '', ...received } = headers;
    const url = this.wanted.get(ticket);
    if (url === undefined) return 'reset';
    const seen: SentRequest = {
      method: request.method ?? '',
      url,
      headers: received,
      body: Buffer.concat(chunks),
    };
    this.seen.push(seen);
    return this.script(seen, this.seen.length - 1);
  }

  private async send(request: OutboundRequest, timeoutMs: number): Promise<OutboundResponse> {
    const { port } = this.server.address() as AddressInfo;
    const url = new URL(request.url);
    this.counter += 1;
    const ticket = String(this.counter);
    this.wanted.set(ticket, request.url);
    const headers: Record<string, string | number> = { ...request.headers, host: url.host, 'x-stage-ticket': ticket };
    if (request.body !== undefined) headers['content-length'] = Buffer.byteLength(request.body);
    const outgoing = httpRequest({
      host: '127.0.0.1',
      port,
      method: request.method,
      path: `${url.pathname}${url.search}`,
      headers,
      agent: false,
    });
    const timer = setTimeout(
      () => outgoing.destroy(new PlatformError('provider_timeout', 'No answer in time.', { sent: true })),
      timeoutMs,
    );
    try {
      outgoing.end(request.body);
      const [incoming] = (await once(outgoing, 'response')) as [IncomingMessage];
      const chunks: Uint8Array[] = [];
      for await (const chunk of incoming) chunks.push(chunk as Uint8Array);
      const answered = Object.fromEntries(
        Object.entries(incoming.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]),
      );
      return { status: incoming.statusCode ?? 0, headers: answered, body: Buffer.concat(chunks), url: request.url };
    } catch (cause) {
      if (cause instanceof PlatformError) throw cause;
      throw new PlatformError('provider_unavailable', 'The connection broke.', { sent: true }, { cause });
    } finally {
      clearTimeout(timer);
    }
  }
}
