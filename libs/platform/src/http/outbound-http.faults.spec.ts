import { once } from 'node:events';
import { createServer as createTlsServer } from 'node:tls';
import type { AddressInfo, Socket } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { client, closeClients, failureOf, get, lookupOf, verdictOf } from './test/client.js';
import { answerText, closed, startRawServer, type RawServer } from './test/raw-server.js';
import { SELF_SIGNED } from './test/self-signed.js';

const servers: RawServer[] = [];
afterEach(async () => {
  await closeClients();
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function raw(...args: Parameters<typeof startRawServer>): Promise<RawServer> {
  const server = await startRawServer(...args);
  servers.push(server);
  return server;
}

const dnsError = (code: string): Error => Object.assign(new Error(code), { code });
const unsent = { code: 'provider_unavailable', sent: false };
const sent = { code: 'provider_unavailable', sent: true };

describe('nothing was sent when', () => {
  it.each(['ENOTFOUND', 'EAI_AGAIN'])('the name does not resolve (%s)', async (code) => {
    const http = client({ lookup: lookupOf(dnsError(code)) });
    expect(await verdictOf(http.send(get('http://nowhere.example.com/')))).toEqual({ ...unsent, host: 'nowhere.example.com' });
  });

  it('the name has no address', async () => {
    expect(await verdictOf(client({ lookup: lookupOf([]) }).send(get('http://empty.example.com/')))).toMatchObject(unsent);
  });

  it('the connection is refused', async () => {
    const server = await startRawServer();
    await server.close();
    const failure = await failureOf(client().send(get(server.url)));
    expect(failure).toMatchObject({ code: 'provider_unavailable', message: '127.0.0.1 refused the connection.', detail: { sent: false } });
  });

  it('no connection comes about in time', async () => {
    // A name server that never answers: the connect timeout covers it as well.
    const http = client({ connectTimeoutMs: 100, lookup: () => {} });
    expect(await verdictOf(http.send(get('http://slow-dns.example.com/')))).toMatchObject(unsent);
  });

  it('the whole time is over before the connection is there', async () => {
    const http = client({ connectTimeoutMs: 1_000, lookup: () => {} });
    expect(await verdictOf(http.send(get('http://slow-dns.example.com/', { timeoutMs: 50 })))).toMatchObject({
      code: 'provider_timeout',
      sent: false,
    });
  });

  it('the caller cancels before the connection is there', async () => {
    const abort = new AbortController();
    const asked = verdictOf(
      client({ connectTimeoutMs: 1_000, lookup: () => abort.abort() }).send(get('http://slow-dns.example.com/', { signal: abort.signal })),
    );
    expect(await asked).toMatchObject({ code: 'cancelled', sent: false });
  });

  it('the certificate is not trusted', async () => {
    const tls = await startTls();
    const failure = await failureOf(
      client({ lookup: lookupOf(['127.0.0.1']) }).send(
        get(`https://provider.test:${tls.port}/`, { headers: { authorization: 'Bearer secret' } }),
      ),
    );
    expect(failure).toMatchObject({
      code: 'provider_unavailable',
      message: expect.stringContaining('No secure connection'),
      detail: { sent: false },
    });
    expect(tls.received()).toBe('');
    await tls.close();
  });

  it('the certificate is for another name', async () => {
    const tls = await startTls();
    const http = client({ lookup: lookupOf(['127.0.0.1']), ca: SELF_SIGNED.cert });
    expect(await verdictOf(http.send(get(`https://other.test:${tls.port}/`)))).toMatchObject(unsent);
    expect(tls.received()).toBe('');
    await tls.close();
  });

  it('the server speaks no TLS', async () => {
    const server = await raw((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    expect(await verdictOf(client({ lookup: lookupOf(['127.0.0.1']) }).send(get(`https://plain.test:${server.port}/`)))).toMatchObject(
      unsent,
    );
  });
});

it('a trusted certificate for the right name is accepted', async () => {
  const tls = await startTls();
  const http = client({ lookup: lookupOf(['127.0.0.1']), ca: SELF_SIGNED.cert });
  expect((await http.send(get(`https://provider.test:${tls.port}/`))).status).toBe(200);
  await tls.close();
});

describe('the request may have arrived when', () => {
  it('the connection is reset after it', async () => {
    const server = await raw((socket) => socket.resetAndDestroy());
    expect(await verdictOf(client().send(get(server.url, { method: 'POST', body: 'x' })))).toEqual({ ...sent, host: '127.0.0.1' });
  });

  it('the connection is closed after it without an answer', async () => {
    const server = await raw((socket) => socket.end());
    expect(await verdictOf(client().send(get(server.url)))).toMatchObject(sent);
  });

  it('the server ends its side of the connection before a large body is through', async () => {
    const server = await raw((socket) => socket.pause().resetAndDestroy());
    expect(await verdictOf(client().send(get(server.url, { method: 'POST', body: new Uint8Array(5_000_000) })))).toMatchObject(sent);
  });

  it('the answer stops in its headers', async () => {
    const server = await raw((socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-le'));
    expect(await verdictOf(client().send(get(server.url)))).toMatchObject(sent);
  });

  it('the answer is shorter than it said', async () => {
    const server = await raw((socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf'));
    expect(await verdictOf(client().send(get(server.url)))).toMatchObject(sent);
  });

  it('a chunked answer ends without its last chunk', async () => {
    const server = await raw((socket) => socket.end('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello\r\n'));
    expect(await verdictOf(client().send(get(server.url)))).toMatchObject(sent);
  });

  it('the answer is not HTTP, and none of it gets into the error', async () => {
    const server = await raw((socket) => socket.end('SSH-2.0-secretbanner\r\n'));
    const failure = await failureOf(client().send(get(server.url)));
    expect(failure).toMatchObject({ code: 'provider_unavailable', detail: { sent: true } });
    expect(JSON.stringify(failure, ['message', 'cause', 'data', 'stack'])).not.toMatch(/secretbanner/);
    expect(failure.cause).toBeUndefined();
  });

  it('a kept-alive connection is reset instead of answering', async () => {
    let asked = 0;
    const server = await raw((socket) => (++asked === 3 ? socket.resetAndDestroy() : socket.write(answerText('ok'))));
    const http = client();
    const outcomes: unknown[] = [];
    // The third request finds both sockets used before.
    for (let i = 0; i < 4; i++)
      outcomes.push(
        await http.send(get(server.url)).then(
          () => 'ok',
          (error: { detail: unknown }) => error.detail,
        ),
      );
    expect(outcomes).toEqual(['ok', 'ok', { host: '127.0.0.1', sent: true }, 'ok']);
    expect(server.sockets.length).toBeLessThanOrEqual(3);
  });
});

describe('time', () => {
  it('ends a provider that never answers', async () => {
    const server = await raw();
    expect(await verdictOf(client().send(get(server.url, { timeoutMs: 80 })))).toEqual({
      code: 'provider_timeout',
      host: '127.0.0.1',
      sent: true,
    });
  });

  it('ends headers that come a byte at a time', async () => {
    const server = await raw((socket) => drip(socket, 'HTTP/1.1 200 OK\r\nx-slow: '));
    const start = performance.now();
    expect(await verdictOf(client().send(get(server.url, { timeoutMs: 150 })))).toMatchObject({ code: 'provider_timeout', sent: true });
    expect(performance.now() - start).toBeLessThan(2_000);
  });

  it('ends a body that comes a byte at a time and drops the connection', async () => {
    const server = await raw((socket) => drip(socket, 'HTTP/1.1 200 OK\r\ncontent-length: 100000\r\n\r\n'));
    expect(await verdictOf(client().send(get(server.url, { timeoutMs: 150 })))).toMatchObject({ code: 'provider_timeout', sent: true });
    await closed(await server.accepted());
  });

  it('for the headers can be shorter than for the whole', async () => {
    const server = await raw();
    expect(await verdictOf(client({ headersTimeoutMs: 100 }).send(get(server.url)))).toMatchObject({
      code: 'provider_timeout',
      sent: true,
    });
  });

  it('is not held against a slow but steady answer', async () => {
    const server = await raw((socket) => {
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\na');
      setTimeout(() => socket.write('b'), 60);
    });
    expect((await client().send(get(server.url, { timeoutMs: 2_000 }))).body.byteLength).toBe(2);
  });
});

function drip(socket: Socket, head: string): void {
  socket.write(head);
  const timer = setInterval(() => socket.write('x'), 10);
  socket.once('close', () => clearInterval(timer));
}

async function startTls(): Promise<{ port: number; received: () => string; close: () => Promise<void> }> {
  let received = '';
  const server = createTlsServer(SELF_SIGNED, (socket) => {
    socket
      .on('error', () => {})
      .on('data', (data) => {
        received += data.toString();
        socket.write(answerText('secure'));
      });
  });
  server.on('tlsClientError', () => {});
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    received: () => received,
    close: async () => {
      await closeClients();
      server.close();
      await once(server, 'close');
    },
  };
}
