import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startProvider, type Provider } from '@patchbay/testing';
import { client, closeClients, failureOf, get, verdictOf } from './test/client.js';
import { closed, startRawServer } from './test/raw-server.js';

let provider: Provider;
beforeEach(async () => {
  provider = await startProvider();
});
afterEach(async () => {
  await closeClients();
  await provider.close();
});

const text = (body: Uint8Array): string => Buffer.from(body).toString();

describe('a request and its answer', () => {
  it('arrive whole', async () => {
    provider.on('POST /echo', (request) => ({ status: 201, headers: { 'x-a': ['1', '2'] }, body: request.body }));
    const answer = await client().send(get(`${provider.url}/echo?q=%20`, { method: 'POST', headers: { 'X-Own': 'v' }, body: '{"ü":1}' }));
    expect({ ...answer, body: text(answer.body), headers: answer.headers['x-a'] }).toEqual({
      status: 201,
      headers: '1, 2',
      body: '{"ü":1}',
      url: `${provider.url}/echo?q=%20`,
    });
    expect(provider.requests[0]).toMatchObject({
      method: 'POST',
      url: '/echo?q=%20',
      headers: { 'x-own': 'v', 'content-length': '8', 'user-agent': 'Patchbay', 'accept-encoding': 'gzip, br' },
    });
  });

  it('can be bytes', async () => {
    provider.on('/bytes', (request) => ({ body: request.bytes }));
    const bytes = Uint8Array.of(0, 255, 128, 10).subarray(1);
    expect([...(await client().send(get(`${provider.url}/bytes`, { method: 'PUT', body: bytes }))).body]).toEqual([255, 128, 10]);
  });

  it.each([400, 404, 429, 500, 503])('a status of %i is an answer', async (status) => {
    provider.otherwise({ status });
    expect((await client().send(get(provider.url))).status).toBe(status);
  });

  it.each([204, 304])('a status of %i has no body', async (status) => {
    provider.otherwise({ status, headers: { 'content-length': '0' } });
    expect((await client().send(get(provider.url))).body.byteLength).toBe(0);
  });

  it('HEAD may announce more than the cap', async () => {
    provider.otherwise({ headers: { 'content-length': '99999999' } });
    expect((await client().send(get(provider.url, { method: 'HEAD' }))).headers['content-length']).toBe('99999999');
  });

  it('early hints are not taken for the answer', async () => {
    const server = await startRawServer((socket) =>
      socket.write('HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok'),
    );
    expect(text((await client().send(get(server.url))).body)).toBe('ok');
    await server.close();
  });

  it('sockets are used again', async () => {
    const server = await startRawServer((socket) => socket.write('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok'));
    const http = client();
    for (let i = 0; i < 5; i++) await http.send(get(`${server.url}/${i}`));
    // The second socket may open while the first one is still being put back.
    expect(server.sockets.length).toBeLessThanOrEqual(2);
    await server.close();
  });

  it.each([
    { 'x-a': 'line\r\nx-b: injected' },
    { 'x a': 'v' },
    { host: 'other.example.com' },
    { 'transfer-encoding': 'chunked' },
    { expect: '100-continue' },
    { 'content-length': '7' },
  ])('the header %j is refused before anything leaves', async (headers) => {
    expect(
      await verdictOf(client().send(get(provider.url, { method: 'POST', headers: headers as Record<string, string>, body: 'x' }))),
    ).toEqual({ code: 'input_invalid', host: '127.0.0.1', sent: false });
    expect(provider.requests).toHaveLength(0);
  });
});

describe('size', () => {
  it('a body of exactly the cap is accepted, one byte more is not', async () => {
    provider.otherwise({ body: 'x'.repeat(100) });
    expect((await client().send(get(provider.url, { maxResponseBytes: 100 }))).body.byteLength).toBe(100);
    expect(await verdictOf(client().send(get(provider.url, { maxResponseBytes: 99 })))).toEqual({
      code: 'response_too_large',
      host: '127.0.0.1',
      sent: true,
    });
  });

  it('a body without a length is cut off at the cap', async () => {
    const server = await startRawServer((socket) => {
      socket.write('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n');
      const more = () => socket.destroyed || socket.write(`2710\r\n${'x'.repeat(10_000)}\r\n`, () => setImmediate(more));
      more();
    });
    const asked = client().send(get(server.url, { maxResponseBytes: 50_000 }));
    expect(await verdictOf(asked)).toMatchObject({ code: 'response_too_large', sent: true });
    // The flood ends because the connection does.
    await closed(await server.accepted());
    await server.close();
  });

  it('too many header bytes are an error of their own', async () => {
    const server = await startRawServer((socket) =>
      socket.write(`HTTP/1.1 200 OK\r\nx-big: ${'x'.repeat(40_000)}\r\ncontent-length: 0\r\n\r\n`),
    );
    expect(await verdictOf(client().send(get(server.url)))).toMatchObject({ code: 'response_too_large', sent: true });
    await server.close();
  });
});

describe('redirects', () => {
  it('are handed back when none may be followed', async () => {
    provider.otherwise({ status: 302, headers: { location: '/next' } });
    expect((await client().send(get(provider.url))).status).toBe(302);
    expect((await client().send(get(provider.url, { maxRedirects: 0 }))).headers['location']).toBe('/next');
  });

  it('are followed, relative ones too, and the answering URL is told', async () => {
    provider.on('/a/b', { status: 301, headers: { location: '../c?x=1#f' } }).on('/c', { body: 'there' });
    const answer = await client().send(get(`${provider.url}/a/b`, { maxRedirects: 1 }));
    expect([answer.url, text(answer.body)]).toEqual([`${provider.url}/c?x=1`, 'there']);
  });

  it.each([
    [301, 'POST', 'GET', ''],
    [302, 'POST', 'GET', ''],
    [303, 'POST', 'GET', ''],
    [303, 'PUT', 'GET', ''],
    [303, 'HEAD', 'HEAD', ''],
    [301, 'PUT', 'PUT', 'data'],
    [302, 'DELETE', 'DELETE', 'data'],
    [307, 'POST', 'POST', 'data'],
    [308, 'PATCH', 'PATCH', 'data'],
  ])('%i after %s becomes %s with body %j', async (status, method, next, body) => {
    provider.on('/from', { status, headers: { location: '/to' } }).on('/to', { status: 200 });
    const request = { method, headers: { 'content-type': 'text/plain' }, ...(method === 'HEAD' ? {} : { body: 'data' }), maxRedirects: 2 };
    await client().send(get(`${provider.url}/from`, request));
    const arrived = provider.requests[1];
    expect([arrived?.method, arrived?.body, arrived?.headers['content-type']]).toEqual([
      next,
      body,
      body === '' && method !== 'HEAD' ? undefined : 'text/plain',
    ]);
  });

  it('credentials stay with the origin they were meant for', async () => {
    const other = await startProvider(() => ({ status: 200 }));
    provider
      .on('/same', { status: 307, headers: { location: '/away' } })
      .on('/away', { status: 307, headers: { location: `${other.url}/` } });
    const headers = { Authorization: 'a', COOKIE: 'b', 'Proxy-Authorization': 'c', 'X-Api-Key': 'd', 'x-tenant': 'e', accept: 'f' };
    await client().send(get(`${provider.url}/same`, { headers, maxRedirects: 5, sensitiveHeaders: ['X-Tenant'] }));
    expect(provider.requests[1]?.headers).toMatchObject({ authorization: 'a', cookie: 'b', 'x-api-key': 'd', 'x-tenant': 'e' });
    expect(Object.keys(other.requests[0]?.headers ?? {}).sort()).toEqual(['accept', 'accept-encoding', 'connection', 'host', 'user-agent']);
    await other.close();
  });

  it('end with an error when there are too many', async () => {
    provider.otherwise({ status: 302, headers: { location: '/again' } });
    expect(await verdictOf(client().send(get(provider.url, { maxRedirects: 3 })))).toEqual({
      code: 'provider_unavailable',
      host: '127.0.0.1',
      sent: true,
    });
    expect(provider.requests).toHaveLength(4);
  });

  it('share one timeout', async () => {
    provider.otherwise({ status: 302, headers: { location: '/again' }, delayMs: 60 });
    expect(await verdictOf(client().send(get(provider.url, { maxRedirects: 20, timeoutMs: 200 })))).toMatchObject({
      code: 'provider_timeout',
      sent: true,
    });
  });

  it('without a location are answers', async () => {
    provider.otherwise({ status: 302 });
    expect((await client().send(get(provider.url, { maxRedirects: 3 }))).status).toBe(302);
  });
});

describe('cancelling', () => {
  it('before the start sends nothing', async () => {
    expect(await verdictOf(client().send(get(provider.url, { signal: AbortSignal.abort() })))).toEqual({
      code: 'cancelled',
      host: '127.0.0.1',
      sent: false,
    });
    expect(provider.requests).toHaveLength(0);
  });

  it('while the provider thinks drops the connection', async () => {
    provider.otherwise({ fault: 'hang' });
    const abort = new AbortController();
    const asked = failureOf(client().send(get(provider.url, { signal: abort.signal })));
    await provider.received();
    abort.abort();
    expect(await asked).toMatchObject({ code: 'cancelled', detail: { sent: true } });
  });
});

describe('close', () => {
  it('lets a running request finish and refuses later ones', async () => {
    provider.otherwise({ delayMs: 50, body: 'done' });
    const http = client();
    const running = http.send(get(provider.url));
    await provider.received();
    const closed = http.close();
    expect(await verdictOf(http.send(get(provider.url)))).toMatchObject({ code: 'shutting_down', sent: false });
    expect(text((await running).body)).toBe('done');
    await closed;
  });
});
