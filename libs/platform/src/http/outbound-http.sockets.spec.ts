import { afterEach, expect, it } from '@jest/globals';
import { client, closeClients, failureOf, get, verdictOf } from './test/client.js';
import { answerText, closed, startRawServer, type RawServer } from './test/raw-server.js';
import type { Socket } from 'node:net';

let server: RawServer;
afterEach(async () => {
  await closeClients();
  await server.close();
});

/** A server that answers only when told. */
async function startPatient(): Promise<{ pending: Socket[]; arrived(count: number): Promise<void> }> {
  const pending: Socket[] = [];
  let wake = (): void => {};
  server = await startRawServer((socket) => {
    pending.push(socket);
    wake();
  });
  return {
    pending,
    async arrived(count) {
      while (pending.length < count) await new Promise<void>((resolve) => (wake = resolve));
    },
  };
}

const answer = (socket: Socket | undefined, body: string): unknown => socket?.write(answerText(body));
const text = async (sent: Promise<{ body: Uint8Array }>): Promise<string> => Buffer.from((await sent).body).toString();

it('requests beyond the sockets of an origin wait in order, and the ones beyond the queue are refused unsent', async () => {
  const { pending, arrived } = await startPatient();
  const http = client({ maxSocketsPerOrigin: 1, maxWaitingPerOrigin: 2 });
  const first = text(http.send(get(`${server.url}/1`)));
  const second = text(http.send(get(`${server.url}/2`)));
  const third = text(http.send(get(`${server.url}/3`)));
  expect(await verdictOf(http.send(get(`${server.url}/4`)))).toEqual({ code: 'provider_unavailable', host: '127.0.0.1', sent: false });

  for (const [index, asked] of [first, second, third].entries()) {
    await arrived(index + 1);
    expect(pending).toHaveLength(index + 1);
    answer(pending[index], `answer ${index}`);
    expect(await asked).toBe(`answer ${index}`);
  }
});

it('a full origin does not hold up another one', async () => {
  await startPatient();
  const other = await startRawServer((socket) => socket.write(answerText('free')));
  const http = client({ maxSocketsPerOrigin: 1, maxWaitingPerOrigin: 0 });
  const stuck = failureOf(http.send(get(server.url, { timeoutMs: 500 })));
  expect(await text(http.send(get(other.url)))).toBe('free');
  expect(await stuck).toMatchObject({ code: 'provider_timeout' });
  await other.close();
});

it('who gives up while waiting leaves its place, unsent', async () => {
  const { pending, arrived } = await startPatient();
  const http = client({ maxSocketsPerOrigin: 1, maxWaitingPerOrigin: 1 });
  const first = text(http.send(get(`${server.url}/1`)));
  expect(await verdictOf(http.send(get(`${server.url}/2`, { timeoutMs: 40 })))).toMatchObject({ code: 'provider_timeout', sent: false });
  const abort = new AbortController();
  const cancelled = verdictOf(http.send(get(`${server.url}/3`, { signal: abort.signal })));
  abort.abort();
  expect(await cancelled).toMatchObject({ code: 'cancelled', sent: false });
  const last = text(http.send(get(`${server.url}/4`)));
  await arrived(1);
  answer(pending[0], 'a');
  await first;
  await arrived(2);
  answer(pending[1], 'b');
  expect(await last).toBe('b');
});

it('a socket whose request timed out is not used again', async () => {
  const { pending, arrived } = await startPatient();
  const http = client({ maxSocketsPerOrigin: 1 });
  const late = failureOf(http.send(get(`${server.url}/late`, { timeoutMs: 60 })));
  await arrived(1);
  expect(await late).toMatchObject({ code: 'provider_timeout' });
  const next = text(http.send(get(`${server.url}/next`)));
  await arrived(2);
  answer(pending[0], 'stale answer');
  answer(pending[1], 'fresh answer');
  expect(await next).toBe('fresh answer');
  expect(server.sockets).toHaveLength(2);
});

it('many requests at once share the sockets and all get their own answer', async () => {
  server = await startRawServer((socket, data) => socket.write(answerText(/GET (\S+)/.exec(data.toString())?.[1] ?? '')));
  const http = client({ maxSocketsPerOrigin: 4 });
  const paths = Array.from({ length: 200 }, (_, i) => `/${i}`);
  expect(await Promise.all(paths.map((path) => text(http.send(get(server.url + path)))))).toEqual(paths);
  expect(server.sockets.length).toBeLessThanOrEqual(4);
});

it('closing refuses those who wait and lets the running one finish', async () => {
  const { pending, arrived } = await startPatient();
  const http = client({ maxSocketsPerOrigin: 1 });
  const running = text(http.send(get(server.url)));
  const waiting = verdictOf(http.send(get(server.url)));
  await arrived(1);
  const closed = http.close();
  expect(await waiting).toMatchObject({ code: 'shutting_down', sent: false });
  answer(pending[0], 'last');
  expect(await running).toBe('last');
  await closed;
});

it('closing does not wait for a connection nobody wants any more', async () => {
  await startPatient();
  const http = client({ connectTimeoutMs: 5_000, lookup: () => {} });
  expect(await verdictOf(http.send(get('http://slow-dns.example.com/', { timeoutMs: 20 })))).toMatchObject({
    code: 'provider_timeout',
    sent: false,
  });
  const start = performance.now();
  await http.close();
  expect(performance.now() - start).toBeLessThan(1_000);
});

it('an idle socket is closed by us before the hint of the server runs out', async () => {
  server = await startRawServer((socket) => socket.write(answerText('ok', { 'keep-alive': 'timeout=2' })));
  const start = performance.now();
  await client({ keepAliveMs: 60_000 }).send(get(server.url));
  await closed(server.sockets[0]);
  expect(performance.now() - start).toBeLessThan(1_900);
});

it('an idle socket is closed after the keep-alive time when the server gives no hint', async () => {
  server = await startRawServer((socket) => socket.write(answerText('ok')));
  await client({ keepAliveMs: 100 }).send(get(server.url));
  await closed(server.sockets[0]);
});

it('a connection the server closed while idle is not written to', async () => {
  server = await startRawServer((socket) => socket.write(answerText('ok'), () => setTimeout(() => socket.end(), 20)));
  const http = client();
  for (let i = 0; i < 3; i++) {
    expect(await text(http.send(get(server.url)))).toBe('ok');
    await closed(server.sockets[i]);
  }
  expect(server.sockets).toHaveLength(3);
});
