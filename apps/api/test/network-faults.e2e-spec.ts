import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startTestApi, type TestApi } from './support/test-api.js';
import { World } from './support/world.js';

interface Problem {
  readonly code: string;
  readonly status: number;
  readonly executionId: string;
}

const HEAD = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n';
/** 64 MB of zeros in 64 KB. */
const BOMB = gzipSync(Buffer.alloc(64 * 1024 * 1024, 0x20));
const MAX_GROWTH_BYTES = 100 * 1024 * 1024;

/** What a broken provider does once the request's head has arrived, by path. */
const FAULTS: Readonly<Record<string, (socket: Socket) => void>> = {
  '/reset-before-answer': (socket) => socket.resetAndDestroy(),
  '/reset-in-body': (socket) => socket.write(`${HEAD}content-length: 100\r\n\r\n{"half":`, () => socket.resetAndDestroy()),
  '/truncated': (socket) => socket.end(`${HEAD}content-length: 100\r\n\r\n{"half":`),
  '/half-open': () => undefined,
  '/slow-loris': (socket) => {
    const timer = setInterval(() => socket.write('x'), 50);
    socket.write(`${HEAD}content-length: 100000\r\n\r\n`);
    socket.on('close', () => clearInterval(timer));
  },
  '/gzip-bomb': (socket) => {
    socket.write(`${HEAD}content-encoding: gzip\r\ncontent-length: ${BOMB.length}\r\n\r\n`);
    socket.end(BOMB);
  },
  '/endless': (socket) => {
    const more = (): void => void (socket.writable && socket.write(`8000\r\n${'x'.repeat(0x8000)}\r\n`, () => setImmediate(more)));
    socket.write(`${HEAD}transfer-encoding: chunked\r\n\r\n`);
    more();
  },
  '/no-http': (socket) => socket.end('220 smtp.example.com ready\r\n'),
  '/fine': (socket) => socket.end(`${HEAD}content-length: 11\r\n\r\n{"ok":true}`),
};

let api: TestApi;
let world: World;
let provider: Server;
let origin: string;
const open = new Set<Socket>();
beforeAll(async () => {
  api = await startTestApi();
  world = await World.create(api);
  provider = createServer((socket) => {
    socket.on('error', () => undefined);
    open.add(socket);
    // A TLS greeting is no request: whoever speaks plain HTTP only answers it with words.
    const fault = (head: Buffer): ((socket: Socket) => void) =>
      FAULTS[/^\S+ (\S+)/.exec(String(head))?.[1] ?? ''] ?? ((it) => it.end('HTTP only'));
    socket.once('data', (head: Buffer) => fault(head)(socket));
  }).listen(0, '127.0.0.1');
  await once(provider, 'listening');
  origin = `127.0.0.1:${(provider.address() as AddressInfo).port}`;
}, 60_000);
afterAll(async () => {
  for (const socket of open) socket.destroy();
  provider.close();
  await world.close();
  await api.close();
});

async function run(method: string, url: string): Promise<{ problem: Problem; stored: { status: string; errorCode: string } }> {
  const definition = {
    name: `${method} ${url}`,
    type: 'single-step',
    config: { method, url, ...(method === 'POST' ? { body: { a: 1 } } : {}) },
    timeoutMs: 1_000,
    maxRetries: 0,
  };
  const created = await world.call<{ id: string }>('POST', '/api/v1/connectors', { body: definition });
  const { body: problem, headers } = await world.call<Problem>('POST', `/api/v1/connectors/${created.body.id}/execute`, { body: {} });
  expect(headers.get('content-type')).toContain('application/problem+json');
  const stored = await world.call<{ status: string; errorCode: string }>('GET', `/api/v1/executions/${problem.executionId}`);
  return { problem, stored: stored.body };
}

/** A read of a broken provider fails with its cause; a write that has left may have taken effect, and says so. */
describe.each<[string, string, string]>([
  ['the connection is reset before an answer', '/reset-before-answer', 'provider_unavailable'],
  ['the connection is reset in the middle of the body', '/reset-in-body', 'provider_unavailable'],
  ['the body ends early', '/truncated', 'provider_unavailable'],
  ['no answer ever comes (half-open)', '/half-open', 'provider_timeout'],
  ['the answer comes byte by byte (slow loris)', '/slow-loris', 'provider_timeout'],
  ['what answers speaks no HTTP', '/no-http', 'provider_unavailable'],
])('%s', (_name, path, code) => {
  test(`a read fails as ${code}`, async () => {
    const { problem, stored } = await run('GET', `http://${origin}${path}`);
    expect(problem.code).toBe(code);
    expect(stored.errorCode).toBe(code);
    expect(['failed', 'timed_out']).toContain(stored.status);
  });

  test('a write is unknown, and never called failed', async () => {
    const { problem, stored } = await run('POST', `http://${origin}${path}`);
    expect(problem.code).toBe('outcome_unknown');
    expect(stored).toMatchObject({ status: 'unknown', errorCode: 'outcome_unknown' });
  });
});

describe('nothing was sent', () => {
  test.each([
    ['the name does not resolve', 'http://nowhere.invalid/x'],
    ['TLS does not come about', () => `https://${origin}/fine`],
    ['the connection is refused', 'http://127.0.0.1:1/x'],
  ])('when %s: even a write has failed', async (_name, url) => {
    const { problem, stored } = await run('POST', typeof url === 'string' ? url : url());
    expect(problem).toMatchObject({ code: 'provider_unavailable', status: 502 });
    expect(stored).toMatchObject({ status: 'failed', errorCode: 'provider_unavailable' });
  });
});

test.each(['/gzip-bomb', '/endless'])('an answer above the cap costs no memory: %s', async (path) => {
  const before = process.memoryUsage.rss();
  const { problem, stored } = await run('GET', `http://${origin}${path}`);
  expect(problem.code).toBe('response_too_large');
  expect(stored).toMatchObject({ status: 'failed', errorCode: 'response_too_large' });
  expect(process.memoryUsage.rss() - before).toBeLessThan(MAX_GROWTH_BYTES);
});

test('a healthy answer of the same provider is not held back by the broken ones', async () => {
  const created = await world.call<{ id: string }>('POST', '/api/v1/connectors', {
    body: { name: 'Healthy', type: 'single-step', config: { method: 'GET', url: `http://${origin}/fine` } },
  });
  const { status, body } = await world.call<{ output: unknown }>('POST', `/api/v1/connectors/${created.body.id}/execute`, { body: {} });
  expect({ status, output: body.output }).toEqual({ status: 200, output: { ok: true } });
});
