import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { apiKey, defineAction, defineConnector } from '@patchbay/connector-sdk';
import { z } from 'zod';
import { defineSimulator } from '../provider/simulator.js';
import { numbered } from '../state/minted-id.js';
import { SimulatorServer } from './simulator-server.js';

const ping = defineAction({
  key: 'thing.ping',
  title: 'Ping',
  effect: 'read',
  input: z.object({}),
  output: z.object({}),
  run: () => Promise.resolve({}),
});
const connector = defineConnector({
  key: 'acme',
  title: 'Acme',
  category: 'other',
  auth: apiKey({ in: 'header', name: 'x-key' }),
  baseUrl: 'https://api.acme.test/v1',
  rateLimit: [
    { requests: 3, perSeconds: 10 },
    { bucket: 'search', requests: 1, perSeconds: 5 },
  ],
  rateLimitHeaders: { limit: 'x-limit', remaining: 'x-left', reset: 'x-reset', resetIn: 'epoch-seconds' },
  probe: '/me',
  actions: [ping],
});
const acme = defineSimulator({
  connector,
  tables: {
    things: {
      mint: numbered(10),
      seed: [
        { id: 1, name: 'Bolt' },
        { id: 2, name: 'Nut' },
      ],
    },
  },
  failure: ({ status, message }) => ({ no: { status, message } }),
  routes: {
    'GET /v1/things': (call) => call.page(call.table('things').all(), { size: 'limit', cursor: 'after' }),
    'POST /v1/things': (call) => call.created(call.table('things').insert(call.body)),
    'GET /v1/things/:id.json': (call) => call.one('things'),
    'GET /v1/files/:path*': (call) => ({ path: call.params['path'] }),
    'GET /v1/broken': () => {
      throw new TypeError('a mistake of the description');
    },
  },
});

let server: SimulatorServer;
let nowMs = 1_000_000_000_000;
beforeAll(async () => {
  server = await SimulatorServer.start({ keys: ['acme'], load: () => Promise.resolve(acme), now: () => nowMs });
});
afterAll(() => server.close());
beforeEach(() => control('POST', 'reset'));

async function control(method: string, path: string, body?: object): Promise<{ status: number; body: unknown }> {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(`${server.url}/_simulator/${path}`, { method, ...(body ? { headers, body: JSON.stringify(body) } : {}) });
  return { status: answer.status, body: answer.status === 204 ? undefined : await answer.json() };
}

async function ask(path: string, init: RequestInit = {}): Promise<{ status: number; headers: Headers; body: unknown }> {
  const answer = await fetch(`${server.url}/acme${path}`, { ...init, headers: { 'x-key': 'simulator-key', ...init.headers } });
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, body: text.startsWith('{') ? JSON.parse(text) : text };
}

const json = (body: object): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

describe('a simulated provider', () => {
  it('keeps what it is given, and forgets it when told so', async () => {
    expect(await ask('/v1/things', json({ name: 'Cog' }))).toMatchObject({ status: 201, body: { id: 11, name: 'Cog' } });
    expect(await ask('/v1/things/11.json')).toMatchObject({ status: 200, body: { name: 'Cog' } });
    await control('POST', 'reset');
    expect(await ask('/v1/things/11.json')).toMatchObject({ status: 404, body: { no: { status: 404, message: 'There is no thing 11.' } } });
  });

  it('reads forms as their writers mean them', async () => {
    const form = {
      method: 'POST',
      body: new URLSearchParams([
        ['a', '1'],
        ['a', '2'],
        ['m[k]', 'v'],
        ['l[0][x]', 'p'],
        ['l[1][x]', 'q'],
        ['e[]', 'z'],
        ['__proto__[polluted]', '1'],
      ]),
    };
    const { body } = await ask('/v1/things', form);
    expect(body).toMatchObject({ a: ['1', '2'], m: { k: 'v' }, l: [{ x: 'p' }, { x: 'q' }], e: ['z'] });
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('decodes segments, and the rest of a path', async () => {
    expect((await ask('/v1/files/a%20b/c%2Fd.txt')).body).toEqual({ path: 'a b/c/d.txt' });
  });

  it('asks for the credential where the connector puts it', async () => {
    expect(await ask('/v1/things', { headers: { 'x-key': 'other' } })).toMatchObject({ status: 401, body: { no: { status: 401 } } });
  });

  it('limits as the connector declares, in its own headers, until the window ends', async () => {
    const first = await ask('/v1/things');
    expect([first.headers.get('x-limit'), first.headers.get('x-left'), first.headers.get('x-reset')]).toEqual(['5', '4', '1000000010']);
    for (let i = 0; i < 4; i++) expect((await ask('/v1/things')).status).toBe(200);
    const over = await ask('/v1/things');
    expect([over.status, over.headers.get('retry-after'), over.headers.get('x-left')]).toEqual([429, '10', '0']);
    nowMs += 10_000;
    expect((await ask('/v1/things')).status).toBe(200);
    await control('POST', 'limits/acme', { requests: 1, perSeconds: 60 });
    expect([(await ask('/v1/things')).status, (await ask('/v1/things')).status]).toEqual([200, 429]);
  });

  it('refuses unknown addresses, cursors and broken JSON without falling', async () => {
    expect((await ask('/v1/nothing')).status).toBe(404);
    expect((await ask('/v1/things?after=nonsense')).status).toBe(400);
    expect((await ask('/v1/things', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{' })).status).toBe(400);
    expect(await ask('/v1/broken')).toMatchObject({ status: 500, body: { error: 'a mistake of the description' } });
    expect((await ask('/v1/things')).status).toBe(200);
  });
});

describe('faults', () => {
  it('come as often as asked, where they are asked', async () => {
    await control('POST', 'faults', { connector: 'acme', method: 'get', path: '/v1/things', status: 503, every: 2, times: 1 });
    const statuses = [];
    for (let i = 0; i < 4; i++) statuses.push((await ask('/v1/things')).status);
    expect(statuses).toEqual([200, 503, 200, 200]);
  });

  it('can be of one request alone', async () => {
    expect((await ask('/v1/things', { headers: { 'x-simulator-fault': 'status=418' } })).body).toMatchObject({ no: { status: 418 } });
    expect((await ask('/v1/things', { headers: { 'x-simulator-fault': 'malformed' } })).body).toContain('<html>');
    expect((await ask('/v1/things')).status).toBe(200);
  });

  it('cut the connection before the work, or after it', async () => {
    await control('POST', 'faults', { method: 'POST', reset: 'before', times: 1 });
    await expect(ask('/v1/things', json({ name: 'Lost' }))).rejects.toThrow();
    await control('POST', 'faults', { method: 'POST', reset: 'after', times: 1 });
    await expect(ask('/v1/things', json({ name: 'Made' }))).rejects.toThrow();
    const { body } = await control('GET', 'records/acme');
    expect(JSON.stringify(body)).toContain('Made');
    expect(JSON.stringify(body)).not.toContain('Lost');
  });

  it('that are none are refused by name', async () => {
    expect(await control('POST', 'faults', { status: 200 })).toMatchObject({
      status: 400,
      body: { error: expect.stringContaining('status') },
    });
    expect(await control('POST', 'limits/nobody', { requests: 1, perSeconds: 1 })).toMatchObject({ status: 404 });
    expect((await control('GET', 'anything')).status).toBe(404);
  });
});
