import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startTestApi, type TestApi } from './support/test-api.js';
import { World } from './support/world.js';

const CALLS = 60;
/** The contract gives five seconds to stop. */
const STOP_WITHIN_MS = 5_000;

let silent: Server;
let api: TestApi;
let world: World;
let environment: Record<string, string>;
beforeAll(async () => {
  // Takes connections and whatever is sent, and never answers: worse than one that refuses.
  silent = createServer((socket) => socket.on('error', () => undefined).resume()).listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
  environment = {
    OTEL_EXPORTER_OTLP_ENDPOINT: url,
    OTEL_BSP_SCHEDULE_DELAY: '10',
    OTEL_BLRP_SCHEDULE_DELAY: '10',
    OTEL_METRIC_EXPORT_INTERVAL: '200',
    OTEL_METRIC_EXPORT_TIMEOUT: '200',
    OTEL_EXPORTER_OTLP_TIMEOUT: '2000',
    POSTHOG_API_KEY: 'phc_key',
    POSTHOG_HOST: url,
    RUDDERSTACK_WRITE_KEY: 'key',
    RUDDERSTACK_DATA_PLANE_URL: url,
    PATCHBAY_ANALYTICS_SAMPLE: '1',
  };
  Object.assign(process.env, environment);
  api = await startTestApi(environment);
  world = await World.create(api);
}, 60_000);
afterAll(async () => {
  await world.close();
  await api.close();
  silent.close();
  for (const name of Object.keys(environment)) delete process.env[name];
});

test('a collector, a PostHog and a RudderStack that never answer cost callers nothing, and the stop is in time', async () => {
  const connector = await world.connectorTo('/people');
  const call = (): Promise<{ status: number }> => world.call('POST', `/api/v1/connectors/${connector}/execute`, { body: {} });
  await call();
  const answers = await Promise.all(Array.from({ length: CALLS }, call));
  expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: CALLS }, () => 200));
  const stopsAtMs = performance.now();
  await api.stop();
  expect(performance.now() - stopsAtMs).toBeLessThan(STOP_WITHIN_MS);
}, 30_000);
