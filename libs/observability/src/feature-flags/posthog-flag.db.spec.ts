import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { FirstMatchStrategy, MultiProvider, OpenFeature } from '@openfeature/server-sdk';
import { newId, type WorkspaceId } from '@patchbay/kernel';
import { openPosthogFlags } from '@patchbay/platform';
import { createTestDatabase, startAnalyticsReceiver, type AnalyticsReceiver } from '@patchbay/testing';
import { DatabaseFlagProvider } from './database-flag.provider.js';
import { FeatureFlags } from './feature-flags.service.js';
import { FeatureFlagsAdminService } from './feature-flags-admin.service.js';
import { FeatureFlagsStore } from './feature-flags.store.js';
import { PosthogFlagProvider } from './posthog-flag.provider.js';

const workspaceId = newId<WorkspaceId>();
let testDatabase: Awaited<ReturnType<typeof createTestDatabase>>;
let receiver: AnalyticsReceiver;
let nowMs = Date.now();

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  receiver = await startAnalyticsReceiver();
}, 60_000);
afterEach(() => {
  receiver.failWith = undefined;
});
afterAll(async () => {
  await OpenFeature.close();
  await receiver.close();
  await testDatabase.close();
});

async function open(): Promise<{ flags: FeatureFlags; posthog: PosthogFlagProvider; admin: FeatureFlagsAdminService }> {
  const store = new FeatureFlagsStore();
  const posthog = new PosthogFlagProvider(await openPosthogFlags({ apiKey: 'phc_key', host: receiver.url }), () => nowMs);
  const flags = new FeatureFlags(testDatabase.db, store, posthog);
  await flags.refresh();
  return { flags, posthog, admin: new FeatureFlagsAdminService(testDatabase.db, store, flags) };
}

test('the gate asks PostHog without waiting for it, and our table for what PostHog does not know', async () => {
  receiver.flags = { advanced_steps: true };
  const { flags, posthog, admin } = await open();
  await admin.put('ours', { enabled: true, rolloutPercent: 100, workspaceIds: [], description: '' });
  expect(flags.isOn('advanced_steps', workspaceId)).toBe(false);
  await posthog.resolveBooleanEvaluation('advanced_steps', false, { targetingKey: workspaceId });
  expect(flags.isOn('advanced_steps', workspaceId)).toBe(true);
  expect(flags.isOn('ours', workspaceId)).toBe(true);
  expect(receiver.bodies.join()).toContain(workspaceId);
});

test('OpenFeature answers out of PostHog first, then out of the table', async () => {
  receiver.flags = { advanced_steps: true };
  const { flags, posthog, admin } = await open();
  await admin.put('ours', { enabled: true, rolloutPercent: 100, workspaceIds: [], description: '' });
  await OpenFeature.setProviderAndWait(
    new MultiProvider([{ provider: posthog }, { provider: new DatabaseFlagProvider(flags) }], new FirstMatchStrategy()),
  );
  const client = OpenFeature.getClient();
  const context = { targetingKey: workspaceId };
  expect(await client.getBooleanValue('advanced_steps', false, context)).toBe(true);
  expect(await client.getBooleanValue('ours', false, context)).toBe(true);
  expect(await client.getBooleanValue('nobody_knows', true, context)).toBe(true);
});

test('a PostHog that fails leaves what it said last, and the table for the rest', async () => {
  receiver.flags = { advanced_steps: true };
  const { flags, posthog } = await open();
  await posthog.resolveBooleanEvaluation('advanced_steps', false, { targetingKey: workspaceId });
  receiver.failWith = 500;
  nowMs += 120_000;
  const before = receiver.bodies.length;
  expect(flags.isOn('advanced_steps', workspaceId)).toBe(true);
  await receiver.until(() => receiver.bodies.length > before);
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(flags.isOn('advanced_steps', workspaceId)).toBe(true);
  expect(flags.isOn('ours', newId<WorkspaceId>())).toBe(true);
});
