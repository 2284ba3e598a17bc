import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { NangoWorld } from './support/nango-world.js';
import type { Answer } from './support/test-api.js';

let world: NangoWorld;
let warm: string;
let cold: string;
beforeAll(async () => {
  world = await NangoWorld.start(['hubspot']);
  warm = await world.connect('hubspot', { name: 'Warm' });
  cold = await world.connect('hubspot', { name: 'Cold' });
  await world.forget();
  if ((await world.read(warm)).status !== 200) throw new Error('the warm connection does not work');
  await world.api.call('POST', '/api/v1/connections', {
    body: { connector: 'stripe', name: 'Other', auth: { type: 'bearer', token: 'at' }, test: false },
  });
}, 60_000);
afterAll(() => world.close());

const health = async (): Promise<unknown> => (await world.api.call<{ sources: unknown }>('GET', '/api/v1/health')).body.sources;
const stripe = (): Promise<Answer<unknown>> =>
  world.api.call('POST', '/api/v1/connectors/stripe/execute', { body: { action: 'request.send', input: { path: '/v1/x' } } });

test('a Nango that hangs: known tokens work, others are told so, connectors beside it do not wait, and the breaker shows', async () => {
  expect(await health()).toEqual({ nango: 'up' });
  world.nango.hanging = true;
  const stuck = Array.from({ length: 40 }, () => world.read(cold));
  const began = performance.now();
  const others = await Promise.all([...Array.from({ length: 20 }, () => stripe()), ...Array.from({ length: 5 }, () => world.read(warm))]);
  const tookMs = performance.now() - began;
  // The provider knows no token of Stripe's: its 401 is an answer, and it came.
  expect(others.map(({ status }) => status)).toEqual([...Array<number>(20).fill(401), ...Array<number>(5).fill(200)]);
  expect(tookMs).toBeLessThan(4_000);
  const answers = await Promise.all(stuck);
  expect(new Set(answers.map(({ status, body }) => `${status} ${(body as { code: string }).code}`))).toEqual(
    new Set(['503 credential_source_unavailable']),
  );
  expect((await world.connection(cold)).health.status).toBe('active');
}, 30_000);

test('a Nango that is gone: sessions and cold tokens answer at once, until it is back', async () => {
  world.nango.hanging = false;
  world.nango.goAway();
  const sessions = (): Promise<Answer<unknown>> =>
    world.api.call('POST', '/api/v1/oauth/sessions', { body: { connector: 'hubspot', connectionId: warm } });
  for (let time = 0; time < 6; time += 1)
    expect(await sessions()).toMatchObject({ status: 503, body: { code: 'credential_source_unavailable' } });
  expect(await health()).toEqual({ nango: 'down' });
  expect((await world.api.call('GET', '/api/v1/health/ready')).status).toBe(200);
  expect((await world.read(warm)).status).toBe(200);
  expect(await world.read(cold)).toMatchObject({ status: 503 });
  await world.nango.comeBack();
  while ((await sessions()).status !== 200) await new Promise((resolve) => setTimeout(resolve, 250));
  expect(await health()).toEqual({ nango: 'up' });
  expect((await world.read(cold)).status).toBe(200);
}, 30_000);
