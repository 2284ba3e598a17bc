import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Principal } from '@patchbay/kernel';
import { createTestDatabase, type TestDatabase } from '@patchbay/testing';
import { AccessChanges } from '../access/access-changes.js';
import { hashApiKey } from '../api-keys/api-key-secret.js';
import { ApiKeyStore } from '../api-keys/api-key.store.js';
import { BootstrapService } from './bootstrap.service.js';
import { DEFAULT_WORKSPACE_ID } from './default-workspace.js';

let database: TestDatabase;
let bootstrap: BootstrapService;
const keys = new ApiKeyStore();
beforeEach(async () => {
  database = await createTestDatabase();
  bootstrap = new BootstrapService(database.db, new AccessChanges(database.db));
});
afterEach(() => database.close());

const who = (key: string): Promise<Principal | undefined> => database.db.withoutWorkspace((tx) => keys.principalOf(tx, hashApiKey(key)));
const OWNER = { kind: 'api_key', workspaceId: DEFAULT_WORKSPACE_ID, role: 'owner', platformAdmin: true };

test('the first start makes the workspace and one key, later ones make nothing', async () => {
  const { generatedKey } = await bootstrap.ensure(undefined);
  expect(await who(generatedKey ?? '')).toMatchObject(OWNER);
  expect(await bootstrap.ensure(undefined)).toEqual({});
});

test('many replicas starting at once make one workspace and one key', async () => {
  const made = await Promise.all(Array.from({ length: 5 }, () => bootstrap.ensure(undefined)));
  expect(made.filter(({ generatedKey }) => generatedKey !== undefined)).toHaveLength(1);
});

test('a configured key works at once, at the first start and at any later one', async () => {
  expect(await bootstrap.ensure('an-operators-own-key')).toEqual({});
  expect(await who('an-operators-own-key')).toMatchObject(OWNER);
  await bootstrap.ensure('an-operators-own-key');
  await bootstrap.ensure('another-operators-key');
  expect(await who('another-operators-key')).toMatchObject(OWNER);
  expect(await who('an-operators-own-key')).toMatchObject(OWNER);
});

test('a configured key that was revoked works again', async () => {
  await bootstrap.ensure('an-operators-own-key');
  await database.db.inWorkspace(DEFAULT_WORKSPACE_ID, (tx) => keys.revokeAll(tx));
  expect(await who('an-operators-own-key')).toBeUndefined();
  await bootstrap.ensure('an-operators-own-key');
  expect(await who('an-operators-own-key')).toMatchObject(OWNER);
});
