import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { demoAnswer } from '../demo/demo-provider.js';
import { faultOf, Faults, type Fault } from '../faults/fault.js';
import { simulatedAddresses, type SimulatedAddresses } from '../oauth/oauth-addresses.js';
import { readRequest, type ReadRequest } from '../provider/read-request.js';
import { Reply } from '../provider/reply.js';
import type { SimulatedProvider } from '../provider/simulated-provider.js';
import { Control, CONTROL_FOLDER, type SeenRequest } from './control.js';
import { ProviderHouse, type SimulatorSource } from './provider-house.js';

/** Requests that are remembered for `/_simulator/requests`. */
const MAX_SEEN = 1_000;

export interface SimulatorOptions extends SimulatorSource {
  /** 0: a free one. Always on the loopback address. */
  readonly port?: number;
  readonly faults?: readonly Fault[];
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
}

/** Every provider on one loopback port, each in the folder of its key: `http://127.0.0.1:4010/hubspot/crm/v3/…`. */
export class SimulatorServer {
  readonly faults = new Faults();
  readonly seen: SeenRequest[] = [];
  private readonly house: ProviderHouse;
  private readonly control: Control;
  private readonly now: () => number;

  private constructor(
    private readonly server: Server,
    options: SimulatorOptions,
  ) {
    this.house = new ProviderHouse(options);
    this.control = new Control(this.house, this.faults, this.seen);
    this.now = options.now ?? Date.now;
    for (const fault of options.faults ?? []) this.faults.add(fault);
    server.on('request', (message, response) => {
      this.serve(message, response).catch((error: unknown) => {
        if (response.headersSent || response.destroyed) response.destroy();
        else send(new Reply(500, { error: error instanceof Error ? error.message : 'The simulator failed.' }), response);
      });
    });
  }

  /** Rejects when the port is taken. */
  static async start(options: SimulatorOptions): Promise<SimulatorServer> {
    const server = createServer({ keepAliveTimeout: 30_000 });
    const simulator = new SimulatorServer(server, options);
    server.listen(options.port ?? 0, '127.0.0.1');
    await once(server, 'listening');
    return simulator;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** Without a slash at the end. */
  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get keys(): readonly string[] {
    return this.house.keys;
  }

  /** One provider, for tests that look behind it. */
  provider(key: string): Promise<SimulatedProvider | undefined> {
    return this.house.find(key);
  }

  /** What `PATCHBAY_PROVIDER_OVERRIDES` has to say. `server`: this simulator as Patchbay reaches it. */
  overrides(server: string = this.url): Record<string, SimulatedAddresses> {
    return Object.fromEntries(this.keys.map((key) => [key, simulatedAddresses(key, server, this.url)]));
  }

  async close(): Promise<void> {
    if (!this.server.listening) return;
    const closed = once(this.server, 'close');
    this.server.close();
    this.server.closeAllConnections();
    await closed;
  }

  private async serve(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const request = await readRequest(message);
    if (!request) return send(new Reply(400, { error: 'The request cannot be read.' }), response);
    if (request.path.startsWith(CONTROL_FOLDER)) return send(await this.control.answer(request), response);
    const [, key = ''] = request.path.split('/', 2);
    const provider = await this.house.find(key);
    if (!provider) return send(demoAnswer(request, this.house.keys), response);
    await this.play(provider, { key, request, path: request.path.slice(key.length + 1) || '/' }, response);
  }

  private async play(
    provider: SimulatedProvider,
    { key, request, path }: { key: string; request: ReadRequest; path: string },
    response: ServerResponse,
  ): Promise<void> {
    const fault = faultIn(request) ?? this.faults.take(key, request.method, path);
    if (fault?.delayMs) await wait(fault.delayMs);
    if (fault?.reset === 'before') return void response.socket?.resetAndDestroy();
    const origin = `http://${request.headers['host'] ?? '127.0.0.1'}/${key}`;
    const reply =
      fault?.status === undefined
        ? await provider.answer({ request, path, origin, nowMs: this.now() })
        : provider.refused({ status: fault.status, message: 'The simulator was told to fail.' });
    if (fault?.reset === 'after') return void response.socket?.resetAndDestroy();
    this.seen.push({ connector: key, method: request.method, path, status: reply.status });
    if (this.seen.length > MAX_SEEN) this.seen.shift();
    const shown = fault?.malformed ? new Reply(reply.status, '<html><body>Bad Gateway', { 'content-type': 'text/html' }) : reply;
    send(shown, response);
  }
}

/** `x-simulator-fault: status=503`: for this request alone. What cannot be read is no fault. */
function faultIn({ headers }: ReadRequest): Fault | undefined {
  const line = headers['x-simulator-fault'];
  if (line === undefined) return undefined;
  try {
    return faultOf(line);
  } catch {
    return undefined;
  }
}

function send({ status, body, headers }: Reply, response: ServerResponse): void {
  if (response.destroyed) return;
  if (body === undefined) return void response.writeHead(status, { 'content-length': '0', ...headers }).end();
  const plain = typeof body === 'string' || body instanceof Uint8Array;
  const bytes = plain ? Buffer.from(body as string) : Buffer.from(JSON.stringify(body));
  response
    .writeHead(status, {
      'content-type': plain ? 'text/plain; charset=utf-8' : 'application/json',
      'content-length': String(bytes.length),
      ...headers,
    })
    .end(bytes);
}
