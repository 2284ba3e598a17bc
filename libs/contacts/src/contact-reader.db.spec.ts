import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { newId, type WorkspaceId } from '@patchbay/kernel';
import type { Database } from '@patchbay/platform';
import { createTestDatabase, createWorkspace } from '@patchbay/testing';
import { ContactEventsStore } from './contact-events.store.js';
import { ContactWriter } from './contact-writer.service.js';
import { ContactsService } from './contacts.service.js';
import { ContactsStore } from './contacts.store.js';

let testDatabase: Awaited<ReturnType<typeof createTestDatabase>>;
let db: Database;
let contacts: ContactsService;
let transactions = 0;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  // The real database; only counts transactions.
  db = Object.create(testDatabase.db, {
    inWorkspace: {
      value: (workspaceId: WorkspaceId, work: Parameters<Database['inWorkspace']>[1]) => {
        transactions++;
        return testDatabase.db.inWorkspace(workspaceId, work);
      },
    },
  }) as Database;
  const store = new ContactsStore();
  contacts = new ContactsService(db, store, new ContactEventsStore(), new ContactWriter(db, store));
});

afterAll(() => testDatabase.close());

test('contacts asked for together come from one transaction, each to its asker', async () => {
  const workspaceId = await createWorkspace(db);
  const names = Array.from({ length: 250 }, (_, i) => `Contact ${i}`);
  const made = await Promise.all(names.map((firstname) => contacts.create({ workspaceId, actor: 'test' }, { firstname })));
  transactions = 0;
  const read = await Promise.all(made.map(({ id }) => contacts.get(workspaceId, id.toUpperCase())));
  expect(read.map((contact) => contact['firstname'])).toEqual(names);
  expect(transactions).toBe(2);
});

test('an unknown contact fails its own asker only, and another workspace’s is unknown', async () => {
  const [mine, theirs] = [await createWorkspace(db), await createWorkspace(db)];
  const { id } = await contacts.create({ workspaceId: mine, actor: 'test' }, { firstname: 'Ada' });
  const asked = await Promise.allSettled([contacts.get(mine, id), contacts.get(mine, newId()), contacts.get(theirs, id)]);
  expect(asked.map((one) => one.status)).toEqual(['fulfilled', 'rejected', 'rejected']);
  expect(asked[2]).toMatchObject({ reason: { code: 'not_found' } });
});

test('a read sees what was committed before it was asked for, also while another read is under way', async () => {
  const by = { workspaceId: await createWorkspace(db), actor: 'test' };
  const { id } = await contacts.create(by, { city: 'London' });
  const earlier = contacts.get(by.workspaceId, id);
  await contacts.patch(by, id, { city: 'Paris' });
  expect(await contacts.get(by.workspaceId, id)).toMatchObject({ city: 'Paris' });
  await earlier;
});
