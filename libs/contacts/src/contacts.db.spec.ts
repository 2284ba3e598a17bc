import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { newId, type WorkspaceId } from '@patchbay/kernel';
import type { Database } from '@patchbay/platform';
import { createTestDatabase, createWorkspace } from '@patchbay/testing';
import { ContactEventsStore } from './contact-events.store.js';
import { ContactImportService } from './contact-import.service.js';
import { ContactImportStore } from './contact-import.store.js';
import { ContactWriter } from './contact-writer.service.js';
import { ContactsService } from './contacts.service.js';
import { ContactsStore } from './contacts.store.js';

let testDatabase: Awaited<ReturnType<typeof createTestDatabase>>;
let db: Database;
let contacts: ContactsService;
let imports: ContactImportService;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  db = testDatabase.db;
  const store = new ContactsStore();
  const events = new ContactEventsStore();
  contacts = new ContactsService(db, store, events, new ContactWriter(db, store));
  imports = new ContactImportService(db, new ContactImportStore(), events);
});

afterAll(() => testDatabase.close());

const someone = async () => ({ workspaceId: await createWorkspace(db), actor: 'api_key:test' });

async function eventsOf(workspaceId: WorkspaceId, contactId: string): Promise<unknown[]> {
  return db.inWorkspace(workspaceId, async (tx) => {
    const { rows } = await tx.query('select type, actor, data from event_logs where subject_type = $1 and subject_id = $2 order by id', [
      'contact',
      contactId,
    ]);
    return rows;
  });
}

test('a contact is created, read, changed member by member and deleted, with an event each', async () => {
  const by = await someone();
  const created = await contacts.create(by, { firstname: 'Ada', email: 'Ada@Example.com', customFields: { a: 1, b: 2, none: null } });
  expect(created).toMatchObject({ firstname: 'Ada', lastname: null, customFields: { a: 1, b: 2 }, metadata: {} });
  expect(await contacts.get(by.workspaceId, created.id)).toEqual(created);
  const patched = await contacts.patch(by, created.id, { firstname: null, zip: '123', customFields: { a: null, c: [1] } });
  expect(patched).toMatchObject({ firstname: null, email: 'Ada@Example.com', zip: '123', customFields: { b: 2, c: [1] } });
  expect(await contacts.patch(by, created.id, {})).toEqual(patched);
  await contacts.delete(by, created.id);
  await expect(contacts.get(by.workspaceId, created.id)).rejects.toMatchObject({ code: 'not_found' });
  expect(await eventsOf(by.workspaceId, created.id)).toEqual([
    { type: 'contact.created', actor: 'api_key:test', data: { fields: ['firstname', 'email', 'customFields'] } },
    { type: 'contact.updated', actor: 'api_key:test', data: { fields: ['firstname', 'zip', 'customFields'] } },
    { type: 'contact.deleted', actor: 'api_key:test', data: { fields: [] } },
  ]);
});

test("another workspace's contact is as unknown as one that never was", async () => {
  const [mine, other] = [await someone(), await someone()];
  const { id } = await contacts.create(mine, { firstname: 'Ada' });
  for (const unknown of [id, newId(), 'not-an-id']) {
    await expect(contacts.get(other.workspaceId, unknown)).rejects.toMatchObject({ code: 'not_found' });
    await expect(contacts.patch(other, unknown, { city: 'X' })).rejects.toMatchObject({ code: 'not_found' });
    await expect(contacts.delete(other, unknown)).rejects.toMatchObject({ code: 'not_found' });
  }
  expect((await contacts.list(other.workspaceId, { limit: 10 })).data).toEqual([]);
});

test('custom fields stay bounded together with those that are stored', async () => {
  const by = await someone();
  const { id } = await contacts.create(by, { customFields: { a: 'x'.repeat(40_000) } });
  await expect(contacts.patch(by, id, { customFields: { b: 'x'.repeat(40_000) } })).rejects.toThrow(
    'customFields: together with the stored fields must be at most',
  );
});

test('a list goes from newest to oldest in pages that stay put when contacts are added', async () => {
  const by = await someone();
  const made: string[] = [];
  for (let i = 0; i < 5; i++) made.push((await contacts.create(by, { firstname: `n${i}` })).id);
  const first = await contacts.list(by.workspaceId, { limit: 2 });
  await contacts.create(by, { firstname: 'late' });
  const second = await contacts.list(by.workspaceId, { limit: 2, cursor: first.nextCursor ?? '' });
  const third = await contacts.list(by.workspaceId, { limit: 2, cursor: second.nextCursor ?? '' });
  expect([...first.data, ...second.data, ...third.data].map((contact) => contact.id)).toEqual(made.reverse());
  expect(third.nextCursor).toBeNull();
});

test('the contacts of a moment are read in pieces, oldest first, and none of another workspace is among them', async () => {
  const [mine, other] = [await someone(), await someone()];
  await db.inWorkspace(mine.workspaceId, async (tx) => expect(await contacts.extent(tx)).toEqual({ total: 0, last: null }));
  const ids: string[] = [];
  for (let i = 0; i < 3; i += 1) ids.push((await contacts.create(mine, { firstname: `No. ${i}` })).id);
  const foreign = await contacts.create(other, { firstname: 'Other' });
  await db.inWorkspace(mine.workspaceId, async (tx) => {
    const { total, last } = await contacts.extent(tx);
    expect({ total, last }).toEqual({ total: 3, last: ids[2] });
    const first = await contacts.idsBetween(tx, { after: null, upTo: last, limit: 2 });
    expect(first).toEqual(ids.slice(0, 2));
    expect(await contacts.idsBetween(tx, { after: first.at(-1) ?? null, upTo: last, limit: 2 })).toEqual(ids.slice(2));
    const asked = [ids[0]?.toUpperCase() ?? '', foreign.id, newId(), 'not-an-id'];
    expect(await contacts.existing(tx, asked)).toEqual(new Set([ids[0]]));
  });
});

test('a search finds name, e-mail and phone number and takes % and _ as they are', async () => {
  const by = await someone();
  await contacts.create(by, { firstname: 'Ada', lastname: 'Lovelace', email: 'ADA@example.com', phone_number: '+44 1' });
  await contacts.create(by, { firstname: '100%', email: 'under_score@example.com' });
  const names = async (q: string) => (await contacts.list(by.workspaceId, { limit: 10, q })).data.map((contact) => contact.firstname);
  expect(await names('a love')).toEqual(['Ada']);
  expect(await names('ada@EX')).toEqual(['Ada']);
  expect(await names('+44')).toEqual(['Ada']);
  expect(await names('%')).toEqual(['100%']);
  expect(await names('r_s')).toEqual(['100%']);
  expect(await names("' or 1=1 --")).toEqual([]);
  expect(await names('\\')).toEqual([]);
});

test('an import creates and updates by e-mail and tells what was wrong with the rest', async () => {
  const by = await someone();
  const ada = await contacts.create(by, { firstname: 'Ada', email: 'ada@example.com', customFields: { kept: 1 } });
  const report = await imports.import(by, [
    { email: 'ADA@example.com', city: 'London', customFields: { score: 2 } },
    { email: 'bob@example.com', firstname: 'Bob' },
    { email: 'Bob@example.com', lastname: 'B' },
    { firstname: 'No mail' },
    { firstName: 'wrong' },
    7,
    { email: 'not an address', zip: 5 },
  ]);
  expect(report).toMatchObject({ created: 2, updated: 1, failed: 3 });
  expect(report.errors.map(({ row, path }) => `${row} ${path}`)).toEqual(['5 firstName', '6 ', '7 email', '7 zip']);
  expect(await contacts.get(by.workspaceId, ada.id)).toMatchObject({
    firstname: 'Ada',
    email: 'ADA@example.com',
    city: 'London',
    customFields: { kept: 1, score: 2 },
  });
  const bob = (await contacts.list(by.workspaceId, { limit: 10, q: 'bob@' })).data;
  expect(bob).toMatchObject([{ firstname: 'Bob', lastname: 'B' }]);
  expect(await eventsOf(by.workspaceId, ada.id)).toHaveLength(2);
});

test('a CSV import reads headings, leaves empty cells alone and names lines', async () => {
  const by = await someone();
  await contacts.create(by, { email: 'ada@example.com', city: 'London' });
  const report = await imports.import(
    by,
    'email,city,customFields.score\r\nada@example.com,,7\n"c@example.com","New, York",\nshort\nbad,x,y\n',
  );
  expect(report).toMatchObject({ created: 1, updated: 1, failed: 2 });
  expect(report.errors.map((error) => error.row)).toEqual([4, 5]);
  const ada = (await contacts.list(by.workspaceId, { limit: 5, q: 'ada' })).data[0];
  expect(ada).toMatchObject({ city: 'London', customFields: { score: '7' } });
  await expect(imports.import(by, 'email,phone\n')).rejects.toThrow('line 1, column 2: "phone" is not a contact field');
  await expect(imports.import(by, { contacts: [] })).rejects.toMatchObject({ code: 'input_invalid' });
});

test('two imports of the same people at once do not make them twice', async () => {
  const by = await someone();
  const people = Array.from({ length: 1_200 }, (_, i) => ({ email: `p${i}@example.com`, firstname: `P${i}` }));
  const reports = await Promise.all([imports.import(by, people), imports.import(by, people), imports.import(by, people)]);
  expect(reports.reduce((sum, report) => sum + report.created, 0)).toBe(1_200);
  expect(reports.reduce((sum, report) => sum + report.updated, 0)).toBe(2_400);
});
