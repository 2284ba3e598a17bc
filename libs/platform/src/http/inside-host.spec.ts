import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { client, closeClients, get, verdictOf } from './test/client.js';
import type { InsideHost } from './inside-host.js';
import type { ClosableOutboundHttp } from './outbound-http.js';

let server: Server;
let inside: InsideHost;
let http: ClosableOutboundHttp;
beforeEach(async () => {
  server = createServer((_request, response) => response.end('inside'));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  inside = {
    name: 'house.localhost',
    port: () => Promise.resolve((server.address() as AddressInfo).port),
    async close() {
      if (!server.listening) return;
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
  http = client({ allow: [], inside: [inside] });
});
afterEach(async () => {
  await closeClients();
  await inside.close();
});

it('is called by its name although no private address is allowed', async () => {
  const { status, body } = await http.send(get('http://house.localhost/any'));
  expect([status, Buffer.from(body).toString()]).toEqual([200, 'inside']);
});

it('opens nothing else: neither its port by address, nor other ports or schemes of its name', async () => {
  const port = await inside.port();
  for (const url of [
    `http://127.0.0.1:${port}/`,
    `http://localhost:${port}/`,
    `http://house.localhost:${port}/`,
    'https://house.localhost/',
  ]) {
    expect(await verdictOf(http.send(get(url)))).toMatchObject({ sent: false });
  }
});

it('does not exist for a client that was not given it', async () => {
  expect(await verdictOf(client({ allow: [] }).send(get('http://house.localhost/')))).toMatchObject({ sent: false });
});

it('ends with the client', async () => {
  await http.send(get('http://house.localhost/'));
  const port = await inside.port();
  await http.close();
  await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow();
});
