import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { OpenFeature } from '@openfeature/server-sdk';
import { newId, type WorkspaceId } from '@patchbay/kernel';
import { createTestDatabase } from '@patchbay/testing';
import { DatabaseFlagProvider } from './database-flag.provider.js';
import { FeatureFlagsAdminService } from './feature-flags-admin.service.js';
import { FeatureFlags } from './feature-flags.service.js';
import { FeatureFlagsStore } from './feature-flags.store.js';

const workspaceId = newId<WorkspaceId>();
let testDatabase: Awaited<ReturnType<typeof createTestDatabase>>;
let flags: FeatureFlags;
let admin: FeatureFlagsAdminService;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  const store = new FeatureFlagsStore();
  flags = new FeatureFlags(testDatabase.db, store);
  admin = new FeatureFlagsAdminService(testDatabase.db, store, flags);
  await flags.onModuleInit();
});

afterAll(async () => {
  await flags.onModuleDestroy();
  await OpenFeature.close();
  await testDatabase.close();
});

test('a fresh platform has advanced_steps, switched off; an unknown flag is off', () => {
  expect(flags.forWorkspace(workspaceId)).toContainEqual(expect.objectContaining({ key: 'advanced_steps', enabled: false }));
  expect(flags.isOn('advanced_steps', workspaceId)).toBe(false);
  expect(flags.isOn('nope', workspaceId)).toBe(false);
});

test('a change is seen right after it in this process, and members that are absent keep their value', async () => {
  await admin.put('beta', { enabled: true, rolloutPercent: 0, workspaceIds: [workspaceId.toUpperCase()], description: 'Beta' });
  expect(flags.isOn('beta', workspaceId)).toBe(true);
  expect(flags.isOn('beta', newId<WorkspaceId>())).toBe(false);
  const saved = await admin.put('beta', { workspaceIds: [] });
  expect(saved).toMatchObject({ enabled: true, rolloutPercent: 0, description: 'Beta', workspaceIds: [] });
  expect(flags.isOn('beta', workspaceId)).toBe(false);
  expect((await admin.list()).map((flag) => flag.key)).toEqual(['advanced_steps', 'beta']);
});

test('a change is seen by another process without asking the database again', async () => {
  let changed: (() => void) | undefined;
  const seen = new Promise<void>((resolve) => {
    changed = resolve;
  });
  class OtherProcess extends FeatureFlags {
    override async refresh(): Promise<void> {
      await super.refresh();
      if (this.isOn('shared', workspaceId)) changed?.();
    }
  }
  const other = new OtherProcess(testDatabase.db, new FeatureFlagsStore());
  await other.onModuleInit();
  expect(other.isOn('shared', workspaceId)).toBe(false);
  await admin.put('shared', { enabled: true });
  await seen;
  expect(other.isOn('shared', workspaceId)).toBe(true);
  await other.onModuleDestroy();
});

test.each<[string, unknown, string]>([
  ['Bad-Key', {}, 'key: must be lower-case'],
  ['ok', { enabled: 'yes' }, 'enabled: must be true or false'],
  ['ok', { rolloutPercent: 101 }, 'rolloutPercent: must be a whole number'],
  ['ok', { rolloutPercent: 1.5 }, 'rolloutPercent: must be a whole number'],
  ['ok', { workspaceIds: ['x'] }, 'workspaceIds: must be a list'],
  ['ok', { description: 'a\0' }, 'description: must be a text'],
  ['ok', { percent: 1 }, 'percent: is not a known field'],
  ['ok', [], 'must be an object'],
])('refuses %s %j', async (key, change, message) => {
  await expect(admin.put(key, change)).rejects.toThrow(message);
});

test('OpenFeature gives the same answers, with the workspace as targeting key', async () => {
  await OpenFeature.setProviderAndWait(new DatabaseFlagProvider(flags));
  await admin.put('targeted', { enabled: true, rolloutPercent: 0, workspaceIds: [workspaceId] });
  const client = OpenFeature.getClient();
  expect(await client.getBooleanDetails('targeted', false, { targetingKey: workspaceId })).toMatchObject({
    value: true,
    reason: 'TARGETING_MATCH',
    variant: 'on',
  });
  expect(await client.getBooleanValue('targeted', false, { targetingKey: newId() })).toBe(false);
  expect(await client.getBooleanDetails('unknown', true, { targetingKey: workspaceId })).toMatchObject({
    value: true,
    errorCode: 'FLAG_NOT_FOUND',
  });
  expect(await client.getStringDetails('targeted', 'default')).toMatchObject({ value: 'default', errorCode: 'TYPE_MISMATCH' });
});
