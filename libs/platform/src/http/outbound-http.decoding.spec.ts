import { brotliCompressSync, constants, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startProvider, type Provider } from '@patchbay/testing';
import { client, closeClients, get, verdictOf } from './test/client.js';
import { closed, startRawServer } from './test/raw-server.js';

const CODINGS: readonly (readonly [string, (bytes: Buffer) => Buffer])[] = [
  ['gzip', gzipSync],
  ['x-gzip', gzipSync],
  ['GZIP', gzipSync],
  ['deflate', deflateSync],
  ['deflate', deflateRawSync],
  ['br', brotliCompressSync],
  ['zstd', zstdCompressSync],
  ['gzip, br', (bytes) => brotliCompressSync(gzipSync(bytes))],
  ['identity', (bytes) => bytes],
];
/** Does not compress, so that the coded form is long as well. */
const noise = Buffer.from(Array.from({ length: 200_000 }, (_, i) => ((i * 2_654_435_761) >>> 13) & 0xff));

let provider: Provider;
beforeEach(async () => {
  provider = await startProvider();
});
afterEach(async () => {
  await closeClients();
  await provider.close();
});

async function fetched(encoding: string, body: Buffer, maxResponseBytes = 1_000_000): Promise<Buffer> {
  provider.otherwise({ headers: { 'content-encoding': encoding }, body });
  return Buffer.from((await client().send(get(provider.url, { maxResponseBytes }))).body);
}

describe.each(CODINGS)('%s (%#)', (encoding, encode) => {
  it('is decoded, short or long', async () => {
    for (const plain of [Buffer.from('{"a":"ü"}'), Buffer.alloc(300_000, 'abc'), noise])
      expect((await fetched(encoding, encode(plain))).equals(plain)).toBe(true);
  });

  it('is capped by its decoded size, short or long', async () => {
    for (const plain of [Buffer.alloc(5_000, 'a'), noise]) {
      expect((await fetched(encoding, encode(plain), plain.length)).length).toBe(plain.length);
      expect(await verdictOf(fetched(encoding, encode(plain), plain.length - 1))).toEqual({
        code: 'response_too_large',
        host: '127.0.0.1',
        sent: true,
      });
    }
  });
});

it.each(['gzip', 'br', 'deflate', 'zstd'])("wrong %s bytes are the provider's fault", async (encoding) => {
  for (const body of [Buffer.from('this is not compressed at all'), noise])
    expect(await verdictOf(fetched(encoding, body))).toEqual({ code: 'provider_drift', host: '127.0.0.1', sent: true });
});

it('a coded answer that ends early is an error, not half a body', async () => {
  const whole = gzipSync(noise);
  expect(await verdictOf(fetched('gzip', whole.subarray(0, whole.length / 2)))).toMatchObject({ code: 'provider_drift' });
  expect(await verdictOf(fetched('gzip', gzipSync(Buffer.from('short')).subarray(0, 15)))).toMatchObject({ code: 'provider_drift' });
});

it('an unknown coding is handed on as it came', async () => {
  expect((await fetched('utf-8', Buffer.from('plain'))).toString()).toBe('plain');
  expect((await fetched('gzip, gzip, gzip', Buffer.from('deep'))).toString()).toBe('deep');
});

it('an empty body needs no decoding', async () => {
  expect((await fetched('gzip', Buffer.alloc(0))).length).toBe(0);
});

it('a bomb that is decoded in one go is stopped at the cap', async () => {
  const bomb = brotliCompressSync(Buffer.alloc(30_000_000), { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } });
  expect(bomb.length).toBeLessThan(16_384);
  expect(await verdictOf(fetched('br', bomb, 10_000_000))).toMatchObject({ code: 'response_too_large' });
});

it('a bomb that never ends is dropped long before its coded size matters', async () => {
  const block = gzipSync(Buffer.alloc(10_000_000));
  const server = await startRawServer((socket) => {
    socket.write('HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ntransfer-encoding: chunked\r\n\r\n');
    const more = () =>
      socket.destroyed ||
      socket.write(Buffer.concat([Buffer.from(`${block.length.toString(16)}\r\n`), block, Buffer.from('\r\n')]), () => setImmediate(more));
    more();
  });
  expect(await verdictOf(client().send(get(server.url, { maxResponseBytes: 50_000_000 })))).toMatchObject({
    code: 'response_too_large',
    sent: true,
  });
  const socket = await server.accepted();
  await closed(socket);
  await server.close();
  // What the kernel buffers on both sides is in this number.
  expect(socket.bytesWritten).toBeLessThan(10_000_000);
});

it('a large coded answer through a slow decoder arrives whole', async () => {
  const plain = Buffer.concat(Array.from({ length: 30 }, () => noise));
  expect((await fetched('gzip', gzipSync(plain, { level: 1 }), 10_000_000)).equals(plain)).toBe(true);
});
