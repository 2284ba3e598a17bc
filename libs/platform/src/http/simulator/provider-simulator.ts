import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { InsideHost } from '../inside-host.js';
import { simulate } from './simulated-provider.js';

/** What connectors call it: `http://simulator.localhost/…`. */
export const SIMULATOR_HOST = 'simulator.localhost';

/** The bundled provider, for the demo and for a first try without an account anywhere. It costs nothing until it is called. */
export function createProviderSimulator(): InsideHost {
  let starting: Promise<Server> | undefined;
  return {
    name: SIMULATOR_HOST,
    async port() {
      starting ??= start();
      return ((await starting).address() as AddressInfo).port;
    },
    async close() {
      const server = await starting;
      if (!server?.listening) return;
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

async function start(): Promise<Server> {
  const server = createServer(answer);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

function answer(request: IncomingMessage, response: ServerResponse): void {
  request.resume();
  const url = URL.parse(request.url ?? '/', `http://${SIMULATOR_HOST}`);
  const key = request.headers['x-api-key'];
  const { status, body } = url
    ? simulate(request.method ?? 'GET', url, typeof key === 'string' ? key : undefined)
    : { status: 400, body: { error: 'Not a URL' } };
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
