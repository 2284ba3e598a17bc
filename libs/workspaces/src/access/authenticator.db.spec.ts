import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Principal, WorkspaceId } from '@patchbay/kernel';
import { type Database } from '@patchbay/platform';
import { createTestDatabase, createWorkspace, type TestDatabase } from '@patchbay/testing';
import { ApiKeyStore } from '../api-keys/api-key.store.js';
import { ApiKeysService } from '../api-keys/api-keys.service.js';
import { MemberStore } from '../members/member.store.js';
import { WorkspaceStore } from '../workspaces/workspace.store.js';
import { AccessChanges } from './access-changes.js';
import { Authenticator } from './authenticator.js';
import { KeyUsage } from './key-usage.js';

let database: TestDatabase;
let workspaceId: WorkspaceId;
let owner: Principal;
beforeAll(async () => {
  database = await createTestDatabase();
  workspaceId = await createWorkspace(database.db);
  owner = { kind: 'user', id: 'ada', workspaceId, role: 'owner', platformAdmin: false };
});
afterAll(() => database.close());

/** A replica: everything of its own but the database. `reads` counts its transactions. */
function replica(): { authenticator: Authenticator; keys: ApiKeysService; usage: KeyUsage; reads: () => number } {
  let reads = 0;
  const db: Database = new Proxy(database.db, {
    get(target, name) {
      if (name === 'withoutWorkspace' || name === 'inWorkspace') reads += 1;
      const member: unknown = Reflect.get(target, name);
      return typeof member === 'function' ? (member.bind(target) as unknown) : member;
    },
  });
  const store = new ApiKeyStore();
  const workspaces = new WorkspaceStore();
  const changes = new AccessChanges(db);
  const usage = new KeyUsage(db, store, Date.now);
  return {
    authenticator: new Authenticator({ database: db, keys: store, workspaces, usage, changes }),
    keys: new ApiKeysService(db, store, workspaces, changes),
    usage,
    reads: () => reads,
  };
}

const bearer = (key: string): { authorization: string } => ({ authorization: `Bearer ${key}` });

describe('two replicas', () => {
  let here: ReturnType<typeof replica>;
  let there: ReturnType<typeof replica>;
  beforeEach(async () => {
    here = replica();
    there = replica();
    await Promise.all([here.authenticator.start(), there.authenticator.start()]);
  });
  afterEach(() => Promise.all([here.authenticator.stop(), there.authenticator.stop()]));

  test('a key is read once and then known from memory, also by many callers at once', async () => {
    const { key, id } = await here.keys.create(owner, { name: 'busy', role: 'member', scopes: ['execute'] });
    const before = there.reads();
    const principals = await Promise.all(Array.from({ length: 50 }, () => there.authenticator.authenticate(bearer(key), '10.0.0.1')));
    for (let call = 0; call < 100; call += 1) await there.authenticator.authenticate(bearer(key), '10.0.0.1');
    expect(there.reads() - before).toBe(1);
    expect(principals[49]).toEqual({ kind: 'api_key', id, workspaceId, role: 'member', platformAdmin: false, scopes: ['execute'] });
  });

  test('a wrong key is read once and then known to be wrong', async () => {
    const before = there.reads();
    for (let call = 0; call < 20; call += 1) {
      await expect(there.authenticator.authenticate(bearer('pb_00000000_wrong'), '10.0.0.2')).rejects.toMatchObject({
        code: 'unauthenticated',
      });
    }
    expect(there.reads() - before).toBe(1);
  });

  test('guessing stops reading the database when the address has guessed enough', async () => {
    const before = there.reads();
    const codes = new Set<string>();
    for (let guess = 0; guess < 300; guess += 1) {
      await there.authenticator
        .authenticate(bearer(`pb_guess_${guess}`), '10.0.0.3')
        .catch((error: { code: string }) => codes.add(error.code));
    }
    expect(codes).toEqual(new Set(['unauthenticated', 'rate_limited']));
    expect(there.reads() - before).toBeLessThan(280);
    const { key } = await here.keys.create(owner, { name: 'elsewhere', role: 'viewer' });
    await expect(there.authenticator.authenticate(bearer(key), '10.0.0.4')).resolves.toMatchObject({ role: 'viewer' });
  });

  test('a key revoked on one is refused on the other within a second', async () => {
    const { key, id } = await here.keys.create(owner, { name: 'short', role: 'member' });
    await there.authenticator.authenticate(bearer(key), '10.0.0.1');
    const noticed = new Promise<void>(
      (resolve) => void new AccessChanges(database.db).follow(resolve).then((stop) => (stopFollowing = stop)),
    );
    let stopFollowing: () => Promise<void> = () => Promise.resolve();
    await here.authenticator.authenticate(bearer(key), '10.0.0.1');
    const began = Date.now();
    await here.keys.revoke(owner, id);
    await noticed;
    await expect(there.authenticator.authenticate(bearer(key), '10.0.0.1')).rejects.toMatchObject({ code: 'unauthenticated' });
    expect(Date.now() - began).toBeLessThan(1_000);
    await stopFollowing();
  });

  test('the last use of a key is noted when it is flushed, not when it happens', async () => {
    const { key, id } = await here.keys.create(owner, { name: 'used', role: 'member' });
    const lastUse = async (): Promise<Date | null | undefined> =>
      (await here.keys.list(workspaceId, { limit: 200 })).data.find((item) => item.id === id)?.lastUsedAt;
    await there.authenticator.authenticate(bearer(key), '10.0.0.1');
    expect(await lastUse()).toBeNull();
    await there.usage.flush();
    expect(await lastUse()).toBeInstanceOf(Date);
    const before = there.reads();
    await there.usage.flush();
    expect(there.reads()).toBe(before);
  });
});

test('a membership granted a moment ago is known, though the word of it has not come yet', async () => {
  const grant = (subject: string): Promise<unknown> =>
    database.db.inWorkspace(workspaceId, (tx) => new MemberStore().insert(tx, { workspaceId, subject, email: null, role: 'member' }));
  // It follows no changes: what it remembers stays.
  const { authenticator } = replica();
  const [grace, joan] = [{ kind: 'user', subject: 'grace' } as const, { kind: 'user', subject: 'joan' } as const];
  await expect(authenticator.principalOf(grace, undefined)).rejects.toMatchObject({ code: 'forbidden' });
  await expect(authenticator.principalIn(joan, workspaceId)).rejects.toMatchObject({ code: 'not_found' });
  await grant('grace');
  await grant('joan');
  expect(await authenticator.principalOf(grace, undefined)).toMatchObject({ workspaceId, role: 'member' });
  expect(await authenticator.principalIn(joan, workspaceId)).toMatchObject({ workspaceId, role: 'member' });
});
