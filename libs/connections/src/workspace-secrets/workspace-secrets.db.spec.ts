import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { newId, type WorkspaceId } from '@patchbay/kernel';
import { generateSealingKey, rotateSealedRows, Sealer, type Database } from '@patchbay/platform';
import { createTestDatabase, createWorkspace } from '@patchbay/testing';
import { WORKSPACE_SECRETS_COLUMN, type SecretMaterial } from './workspace-secret.js';
import { WorkspaceSecrets } from './workspace-secrets.service.js';
import { WorkspaceSecretsStore } from './workspace-secrets.store.js';

const oldKey = generateSealingKey('old');
const newKey = generateSealingKey('new');
const lostKey = generateSealingKey('lost');
const columns = [WORKSPACE_SECRETS_COLUMN];

let testing: Awaited<ReturnType<typeof createTestDatabase>>;
let db: Database;

beforeAll(async () => {
  testing = await createTestDatabase();
  db = testing.db;
});
afterAll(() => testing.close());

const secretsWith = (...keys: ConstructorParameters<typeof Sealer>[0]): WorkspaceSecrets =>
  new WorkspaceSecrets(db, new Sealer(keys), new WorkspaceSecretsStore());
const failure = (code: string, part: string) => expect.objectContaining({ code, message: expect.stringContaining(part) });

async function keyIdsOf(workspaceId: WorkspaceId): Promise<(string | null)[]> {
  const { rows } = await db.inWorkspace(workspaceId, (tx) =>
    tx.query<{ key_id: string | null }>('select distinct key_id from credentials order by 1'),
  );
  return rows.map((row) => row.key_id);
}

test('a stored secret opens in its workspace, is replaced by the next one of its name, and is gone after delete', async () => {
  const secrets = secretsWith(oldKey);
  const workspaceId = await createWorkspace(db);
  const first = await secrets.put({ workspaceId, name: 'api_token', value: 'one' });
  expect(first).toEqual({ name: 'api_token', source: 'value', vaultPath: null, createdAt: expect.any(Date), updatedAt: expect.any(Date) });
  expect(await secrets.open({ workspaceId, name: 'api_token' })).toBe('one');
  const second = await secrets.put({ workspaceId, name: 'api_token', value: 'two' });
  expect(second.createdAt).toEqual(first.createdAt);
  expect(await secrets.open({ workspaceId, name: 'api_token' })).toBe('two');
  await secrets.delete({ workspaceId, name: 'api_token' });
  expect(await secrets.open({ workspaceId, name: 'api_token' })).toBeUndefined();
  await expect(secrets.delete({ workspaceId, name: 'api_token' })).rejects.toEqual(failure('not_found', 'no such credential'));
});

test('another workspace sees and opens nothing', async () => {
  const secrets = secretsWith(oldKey);
  const [mine, theirs] = [await createWorkspace(db), await createWorkspace(db)];
  await secrets.put({ workspaceId: mine, name: 'api_token', value: 'mine' });
  expect(await secrets.open({ workspaceId: theirs, name: 'api_token' })).toBeUndefined();
  expect((await secrets.list(theirs, { limit: 10 })).data).toEqual([]);
  await expect(secrets.delete({ workspaceId: theirs, name: 'api_token' })).rejects.toEqual(failure('not_found', 'no such credential'));
});

test('the list goes through all names in order and holds no value', async () => {
  const secrets = secretsWith(oldKey);
  const workspaceId = await createWorkspace(db);
  for (const name of ['b', 'A', 'c_3', '_d']) await secrets.put({ workspaceId, name, value: `value-of-${name}` });
  const first = await secrets.list(workspaceId, { limit: 3 });
  const rest = await secrets.list(workspaceId, { limit: 3, cursor: first.nextCursor ?? '' });
  expect([...first.data, ...rest.data].map(({ name }) => name)).toEqual(['A', '_d', 'b', 'c_3']);
  expect(rest.nextCursor).toBeNull();
  expect(JSON.stringify([first, rest])).not.toContain('value-of');
});

test('swapping the ciphertext of two rows makes both fail to open', async () => {
  const secrets = secretsWith(oldKey);
  const workspaceId = await createWorkspace(db);
  await secrets.put({ workspaceId, name: 'billing', value: 'b-secret' });
  await secrets.put({ workspaceId, name: 'mail', value: 'm-secret' });
  await db.inWorkspace(workspaceId, (tx) =>
    tx.query('update credentials c set sealed = o.sealed from credentials o where o.name <> c.name'),
  );
  for (const name of ['billing', 'mail']) {
    await expect(secrets.open({ workspaceId, name })).rejects.toEqual(failure('credential_unreadable', '"old"'));
    await secrets.delete({ workspaceId, name });
  }
});

test('the stored bytes do not contain the value', async () => {
  const workspaceId = await createWorkspace(db);
  await secretsWith(oldKey).put({ workspaceId, name: 'api_token', value: 'plainly-visible' });
  const { rows } = await db.inWorkspace(workspaceId, (tx) => tx.query<{ sealed: Buffer }>('select sealed from credentials'));
  expect(rows[0]?.sealed.includes('plainly-visible')).toBe(false);
});

test.each<[SecretMaterial & { name: string }, string]>([
  [{ name: '1st', value: 'x' }, 'name'],
  [{ name: 'constructor.constructor', value: 'x' }, 'name'],
  [{ name: 'a\u0000', value: 'x' }, 'name'],
  [{ name: 'a', value: '' }, 'value'],
  [{ name: 'a', value: 'x'.repeat(65_537) }, 'value'],
  [{ name: 'a', vaultPath: '../sys/raw' }, 'vaultPath'],
  [{ name: 'a', vaultPath: 'kv/../sys' }, 'vaultPath'],
])('what cannot be stored is refused by field (%#)', async (secret, path) => {
  const workspaceId = await createWorkspace(db);
  await expect(secretsWith(oldKey).put({ workspaceId, ...secret })).rejects.toMatchObject({
    code: 'input_invalid',
    detail: { errors: [{ path }] },
  });
});

test('a name that no secret can have opens nothing, is not found, and is no cursor', async () => {
  const secrets = secretsWith(oldKey);
  const workspaceId = await createWorkspace(db);
  expect(await secrets.open({ workspaceId, name: '\u0000' })).toBeUndefined();
  await expect(secrets.delete({ workspaceId, name: '\u0000' })).rejects.toEqual(failure('not_found', ''));
  const cursor = Buffer.from('["\\u0000"]').toString('base64url');
  await expect(secrets.list(workspaceId, { limit: 1, cursor })).rejects.toMatchObject({ code: 'input_invalid' });
});

test('a Vault path is kept and shown, and opening it without Vault says what is missing', async () => {
  const secrets = secretsWith(oldKey);
  const workspaceId = await createWorkspace(db);
  expect(await secrets.put({ workspaceId, name: 'v', vaultPath: 'kv/data/billing#key' })).toMatchObject({
    source: 'vault',
    vaultPath: 'kv/data/billing#key',
  });
  await expect(secrets.open({ workspaceId, name: 'v' })).rejects.toEqual(failure('config_invalid', 'VAULT_ADDR'));
});

test('a change made by one replica reaches the memory of another', async () => {
  const [here, there] = [secretsWith(oldKey), secretsWith(oldKey)];
  await there.start();
  try {
    const workspaceId = await createWorkspace(db);
    await here.put({ workspaceId, name: 'api_token', value: 'one' });
    expect(await there.open({ workspaceId, name: 'api_token' })).toBe('one');
    await here.put({ workspaceId, name: 'api_token', value: 'two' });
    await expect(eventually(() => there.open({ workspaceId, name: 'api_token' }), 'two')).resolves.toBe('two');
  } finally {
    await there.stop();
  }
});

test('opening many times reads the database once', async () => {
  const reads: string[] = [];
  const store = new (class extends WorkspaceSecretsStore {
    override material(...args: Parameters<WorkspaceSecretsStore['material']>): ReturnType<WorkspaceSecretsStore['material']> {
      reads.push(args[1]);
      return super.material(...args);
    }
  })();
  const secrets = new WorkspaceSecrets(db, new Sealer([oldKey]), store);
  const workspaceId = await createWorkspace(db);
  await secrets.put({ workspaceId, name: 'api_token', value: 'one' });
  await Promise.all(Array.from({ length: 20 }, () => secrets.open({ workspaceId, name: 'api_token' })));
  await secrets.open({ workspaceId, name: 'api_token' });
  expect(reads).toEqual(['api_token']);
});

test("rotation seals every workspace's rows with the first key, in batches, and the secrets open as before", async () => {
  const workspaces = [await createWorkspace(db), await createWorkspace(db)];
  const before = secretsWith(oldKey);
  for (const workspaceId of workspaces) {
    for (let i = 0; i < 7; i++) await before.put({ workspaceId, name: `s${i}`, value: `${workspaceId}-${i}` });
    await before.put({ workspaceId, name: 'v', vaultPath: 'kv/data/x' });
  }
  const sealer = new Sealer([newKey, oldKey]);
  const [report] = await rotateSealedRows({ database: db, sealer, columns, batchRows: 3 });
  expect(report).toMatchObject({ table: 'credentials', complete: true });
  expect(report?.resealedRows).toBeGreaterThanOrEqual(14);
  const after = secretsWith(newKey);
  for (const workspaceId of workspaces) {
    expect(await keyIdsOf(workspaceId)).toEqual(['new', null]);
    for (let i = 0; i < 7; i++) expect(await after.open({ workspaceId, name: `s${i}` })).toBe(`${workspaceId}-${i}`);
  }
  const [again] = await rotateSealedRows({ database: db, sealer, columns });
  expect(again).toMatchObject({ resealedRows: 0, complete: true });
});

test('rotation leaves rows whose key is gone and tells how many need which key', async () => {
  const workspaceId = await createWorkspace(db);
  await secretsWith(lostKey).put({ workspaceId, name: 'lost', value: 'x' });
  await secretsWith(oldKey).put({ workspaceId, name: 'kept', value: 'y' });
  const [report] = await rotateSealedRows({ database: db, sealer: new Sealer([newKey, oldKey]), columns, batchRows: 1 });
  expect(report?.unreadableRows).toEqual(new Map([['lost', 1]]));
  expect(report?.complete).toBe(true);
  expect(await keyIdsOf(workspaceId)).toEqual(['lost', 'new']);
  await secretsWith(lostKey).delete({ workspaceId, name: 'lost' });
});

test('a secret replaced while rotation is under way keeps its new value', async () => {
  const workspaceId = await createWorkspace(db);
  const secrets = secretsWith(oldKey);
  for (let i = 0; i < 6; i++) await secrets.put({ workspaceId, name: `s${i}`, value: 'before' });
  const rotation = rotateSealedRows({ database: db, sealer: new Sealer([newKey, oldKey]), columns, batchRows: 1 });
  await Promise.all(Array.from({ length: 6 }, (_, i) => secrets.put({ workspaceId, name: `s${i}`, value: 'after' })));
  const [report] = await rotation;
  expect(report?.unreadableRows.size).toBe(0);
  await rotateSealedRows({ database: db, sealer: new Sealer([newKey, oldKey]), columns });
  const after = secretsWith(newKey);
  for (let i = 0; i < 6; i++) expect(await after.open({ workspaceId, name: `s${i}` })).toBe('after');
});

test('an unknown workspace cannot store a secret', async () => {
  const secret = { workspaceId: newId<WorkspaceId>(), name: 'a', value: 'x' };
  await expect(secretsWith(oldKey).put(secret)).rejects.toEqual(failure('not_found', 'no such workspace'));
});

/** Asks again after each turn of the event loop until the answer is the expected one; Jest's own limit ends it. */
async function eventually<T>(ask: () => Promise<T>, expected: T): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (answer === expected) return answer;
    await new Promise((resolve) => setImmediate(resolve));
  }
}
