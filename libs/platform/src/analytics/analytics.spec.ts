import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { startAnalyticsReceiver, type AnalyticsReceiver } from '@patchbay/testing';
import { loadConfig } from '../config/load-config.js';
import { AnalyticsHub } from './analytics-hub.js';
import { AnalyticsOutlet } from './analytics-outlet.js';
import { startAnalytics } from './start-analytics.js';

const WORKSPACE = '0193f6a0-0000-7000-8000-000000000001';
const ID = '0193f6a0-0000-7000-8000-000000000002';
const SOON = { flushEveryMs: 10 };

let receiver: AnalyticsReceiver;
beforeEach(async () => {
  receiver = await startAnalyticsReceiver();
});
afterEach(() => receiver.close());

const both = (more: Record<string, string> = {}): ReturnType<typeof loadConfig> =>
  loadConfig({
    POSTHOG_API_KEY: 'phc_key',
    POSTHOG_HOST: receiver.url,
    RUDDERSTACK_WRITE_KEY: 'rudder-key',
    RUDDERSTACK_DATA_PLANE_URL: receiver.url,
    PATCHBAY_ANALYTICS_SAMPLE: '1',
    ...more,
  });

test('an event reaches PostHog and RudderStack through their own SDKs, as the workspace’s', async () => {
  const analytics = await startAnalytics(both(), SOON);
  analytics?.capture({ name: 'connection.created', workspaceId: WORKSPACE, facts: { connector: 'pipedrive' }, id: ID });
  const events = await receiver.until(() => receiver.events.length >= 2 && receiver.events);
  for (const service of ['posthog', 'rudderstack'])
    expect(events.find((event) => event.service === service)).toMatchObject({
      name: 'connection.created',
      who: WORKSPACE,
      id: ID,
      properties: { connector: 'pipedrive' },
    });
  expect([...receiver.keys].sort()).toEqual(['phc_key', 'rudder-key']);
  await analytics?.close();
});

test('events that come together go together', async () => {
  const analytics = await startAnalytics(both(), SOON);
  for (let n = 0; n < 30; n++) analytics?.capture({ name: 'template.installed', workspaceId: WORKSPACE, facts: { n } });
  await receiver.until(() => receiver.events.length === 60);
  expect(receiver.bodies).toHaveLength(2);
  await analytics?.close();
});

test('what waits when the process stops is sent', async () => {
  const analytics = await startAnalytics(both());
  analytics?.capture({ name: 'workspace.created', workspaceId: WORKSPACE, facts: {} });
  await analytics?.close();
  expect(receiver.events.map((event) => event.service).sort()).toEqual(['posthog', 'rudderstack']);
});

test('nothing is made without a service, nor after opting out', async () => {
  expect(await startAnalytics(loadConfig({}))).toBeUndefined();
  expect(await startAnalytics(both({ PATCHBAY_ANALYTICS: 'off' }))).toBeUndefined();
});

test('executions are sampled, other events are not', () => {
  const kept: string[] = [];
  const draws = [0.05, 0.5];
  const hub = new AnalyticsHub(
    [{ name: 'kept', send: async (events) => void kept.push(...events.map((event) => event.name)), close: () => Promise.resolve() }],
    { executionShare: 0.1, random: () => draws.shift() ?? 1 },
  );
  for (const name of ['execution.finished', 'execution.finished', 'template.installed'])
    hub.capture({ name, workspaceId: WORKSPACE, facts: {} });
  return hub.close().then(() => expect(kept).toEqual(['execution.finished', 'template.installed']));
});

test('facts that are no plain words, look like secrets, or are named so, do not leave', async () => {
  const analytics = await startAnalytics(both(), SOON);
  const secret = 'sk-live-4eC39HqLyjWDarjtT1zdp7dc';
  analytics?.capture({
    name: 'connection.created',
    workspaceId: WORKSPACE,
    facts: { connector: secret, note: 'ada@example.com', password: 'hunter2', link: 'postgres://u:p@h/db', count: 3, kind: WORKSPACE },
  });
  const [event] = await receiver.until(() => receiver.events.length >= 2 && receiver.events);
  expect(event?.properties).toMatchObject({
    connector: '[redacted]',
    note: '[redacted]',
    password: '[redacted]',
    link: '[redacted]',
    count: 3,
    kind: WORKSPACE,
  });
  expect(receiver.bodies.join()).not.toMatch(/4eC39|ada@|hunter2|u:p@/);
  await analytics?.close();
});

test('a service that hangs holds up nobody, and what waits for it is bounded', async () => {
  const outlet = new AnalyticsOutlet(
    { name: 'hangs', send: () => new Promise(() => undefined), close: () => Promise.resolve() },
    { maxWaiting: 100, flushEveryMs: 1 },
  );
  for (let n = 0; n < 100; n++) outlet.add({ name: 'x.happened', workspaceId: WORKSPACE, facts: {} });
  await new Promise((resolve) => setTimeout(resolve, 20));
  for (let n = 0; n < 100_000; n++) outlet.add({ name: 'x.happened', workspaceId: WORKSPACE, facts: {} });
  // One batch is on its way, a hundred wait.
  expect(outlet.dropped).toBe(100_000 - 50);
});

test('a service that refuses, or is gone, loses its events and nothing else', async () => {
  receiver.failWith = 503;
  const analytics = await startAnalytics(both(), SOON);
  analytics?.capture({ name: 'lost.happened', workspaceId: WORKSPACE, facts: {} });
  await receiver.until(() => receiver.bodies.length >= 2);
  await analytics?.close();
  const gone = await startAnalytics(
    { ...both(), posthog: { apiKey: 'k', host: 'http://127.0.0.1:9' }, rudderstack: { writeKey: 'k', dataPlaneUrl: 'http://127.0.0.1:9' } },
    SOON,
  );
  gone?.capture({ name: 'lost.happened', workspaceId: WORKSPACE, facts: {} });
  await gone?.close();
  expect(receiver.events).toEqual([]);
}, 15_000);
