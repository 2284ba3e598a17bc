import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createOutboundHttp } from './outbound-http.js';
import { client, closeClients, get, lookupOf, verdictOf } from './test/client.js';
import { answerText, startRawServer, type RawServer } from './test/raw-server.js';

let server: RawServer;
beforeEach(async () => {
  server = await startRawServer((socket) => socket.write(answerText('hello')));
});
afterEach(async () => {
  await closeClients();
  await server.close();
});

describe('without an allow list', () => {
  const guarded = () => client({ allow: [] });

  it.each(['127.0.0.1', '127.1', '2130706433', '0x7f.1', '0177.0.0.1', '0', '[::ffff:127.0.0.1]', 'localhost'])(
    'a server at %s is never connected to',
    async (host) => {
      expect(await verdictOf(guarded().send(get(`http://${host}:${server.port}/`)))).toMatchObject({
        code: 'egress_denied',
        host: expect.any(String),
        sent: false,
      });
      expect(server.sockets).toHaveLength(0);
    },
  );

  it('a name that resolves to a private address is refused and named', async () => {
    const http = client({ allow: [], lookup: lookupOf(['10.0.0.5']) });
    expect(await verdictOf(http.send(get('http://internal.example.com/')))).toEqual({
      code: 'egress_denied',
      host: 'internal.example.com',
      sent: false,
    });
  });

  it('one private address among public ones refuses the name', async () => {
    const http = client({ allow: [], lookup: lookupOf(['93.184.216.34', '127.0.0.1']) });
    expect(await verdictOf(http.send(get(`http://mixed.example.com:${server.port}/`)))).toMatchObject({
      code: 'egress_denied',
      sent: false,
    });
    expect(server.sockets).toHaveLength(0);
  });

  it('refuses https the same way', async () => {
    const http = client({ allow: [], lookup: lookupOf(['169.254.169.254']) });
    expect(await verdictOf(http.send(get('https://metadata.example.com/')))).toMatchObject({ code: 'egress_denied', sent: false });
  });
});

it('a name that changes its address after the check gains nothing: the next socket is checked again', async () => {
  const closing = await startRawServer((socket) => socket.end(answerText('first', { connection: 'close' })));
  const lookup = lookupOf(['127.0.0.1'], ['127.0.0.2']);
  const http = client({ lookup });
  const url = `http://rebind.example.com:${closing.port}/`;
  expect(Buffer.from((await http.send(get(url))).body).toString()).toBe('first');
  expect(await verdictOf(http.send(get(url)))).toMatchObject({ code: 'egress_denied', sent: false });
  expect([closing.sockets.length, lookup.asked.length]).toEqual([1, 2]);
  await closing.close();
});

it('connects to the very address that was checked', async () => {
  const lookup = lookupOf(['127.0.0.1'], ['10.0.0.1']);
  await client({ lookup }).send(get(`http://pinned.example.com:${server.port}/`));
  expect([server.sockets.length, lookup.asked]).toEqual([1, ['pinned.example.com']]);
});

it('an allowed range lifts the refusal for IPv6 loopback too', async () => {
  const v6 = await startRawServer((socket) => socket.write(answerText('six')), '::1');
  expect(Buffer.from((await client({ allow: ['::1/128'] }).send(get(`${v6.url}/`))).body).toString()).toBe('six');
  expect(await verdictOf(client({ allow: ['127.0.0.0/8'] }).send(get(`${v6.url}/`)))).toEqual({
    code: 'egress_denied',
    host: '::1',
    sent: false,
  });
  await v6.close();
});

it.each([301, 302, 303, 307, 308])('a %i redirect to a private address is refused before anything is connected', async (status) => {
  const redirecting = await startRawServer((socket) =>
    socket.write(`HTTP/1.1 ${status} Moved\r\nlocation: http://127.0.0.2:${server.port}/\r\ncontent-length: 0\r\n\r\n`),
  );
  // The first hop went out, and the error says so.
  expect(await verdictOf(client().send(get(redirecting.url, { maxRedirects: 3 })))).toEqual({
    code: 'egress_denied',
    host: '127.0.0.2',
    sent: true,
  });
  expect(server.sockets).toHaveLength(0);
  await redirecting.close();
});

it.each(['file:///etc/passwd', 'http://user:pw@127.0.0.1/', 'http://[::ffff:169.254.169.254]/'])(
  'a redirect to %s is refused',
  async (location) => {
    const redirecting = await startRawServer((socket) =>
      socket.write(`HTTP/1.1 302 Found\r\nlocation: ${location}\r\ncontent-length: 0\r\n\r\n`),
    );
    expect(await verdictOf(client().send(get(redirecting.url, { maxRedirects: 3 })))).toMatchObject({ code: 'egress_denied' });
    await redirecting.close();
  },
);

it('a wrong CIDR is told at start', () => {
  expect(() => createOutboundHttp({ allow: ['127.0.0.1/64'] })).toThrow('PATCHBAY_EGRESS_ALLOW: "127.0.0.1/64"');
});

it('the text of a refusal has neither path nor query', async () => {
  const failure = await client({ allow: [] }).send(get('http://127.0.0.1/secret-path?token=secret')).catch(String);
  expect(failure).not.toMatch(/secret/);
});
