import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { newId, type ContactId, type JsonObject, type JsonValue, type WorkspaceId } from '@patchbay/kernel';
import type { Database } from '@patchbay/platform';
import { createTestDatabase, createWorkspace } from '@patchbay/testing';
import { ContactEventsStore } from './contact-events.store.js';
import { ContactWriter } from './contact-writer.service.js';
import { ContactsService } from './contacts.service.js';
import { ContactsStore } from './contacts.store.js';

let testDatabase: Awaited<ReturnType<typeof createTestDatabase>>;
let db: Database;
let contacts: ContactsService;
let statements = 0;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  // The real database; only counts the writer's statements.
  db = Object.create(testDatabase.db, {
    record: {
      value: (statement: Parameters<Database['record']>[0]) => {
        statements++;
        return testDatabase.db.record(statement);
      },
    },
  }) as Database;
  const store = new ContactsStore();
  contacts = new ContactsService(db, store, new ContactEventsStore(), new ContactWriter(db, store));
});

afterAll(() => testDatabase.close());

const someone = async () => ({ workspaceId: await createWorkspace(db), actor: 'test' });

interface Answer {
  connector: string;
  executionId: string;
  at: string;
  response: JsonValue;
  truncated?: boolean;
}

const answer = (response: JsonValue): Answer => ({ connector: 'custom', executionId: newId(), at: new Date(0).toISOString(), response });

async function apply(workspaceId: WorkspaceId, contactId: string, updates: JsonObject, response?: JsonValue): Promise<void> {
  await contacts.applyMapped({
    workspaceId,
    contactId: contactId as ContactId,
    updates,
    ...(response === undefined ? {} : { response: answer(response) }),
  });
}

const responsesOf = async (workspaceId: WorkspaceId, id: string): Promise<Answer[]> =>
  ((await contacts.get(workspaceId, id)).metadata['connectorResponses'] ?? []) as unknown as Answer[];

test('mapped values and the raw answer can be read once the call is answered', async () => {
  const by = await someone();
  const { id } = await contacts.create(by, { firstname: 'Ada', city: 'London', customFields: { kept: true } });
  await apply(by.workspaceId, id, { city: 'Paris', zip: 75, 'customFields.score': { value: 7 } }, { a: [1] });
  expect(await contacts.get(by.workspaceId, id.toUpperCase())).toMatchObject({
    firstname: 'Ada',
    city: 'Paris',
    zip: '75',
    customFields: { kept: true, score: { value: 7 } },
  });
  expect(await responsesOf(by.workspaceId, id)).toMatchObject([{ connector: 'custom', response: { a: [1] } }]);
  await apply(by.workspaceId, id.toUpperCase(), { city: null });
  expect(await contacts.get(by.workspaceId, id)).toMatchObject({ city: null, zip: '75' });
  const events = await db.inWorkspace(by.workspaceId, (tx) =>
    tx.query('select type, data from event_logs where subject_id = $1 order by id', [id]),
  );
  expect(events.rows.slice(1)).toEqual([
    { type: 'contact.updated', data: { fields: ['city', 'zip', 'customFields'] } },
    { type: 'contact.updated', data: { fields: ['city'] } },
  ]);
});

test('the last ten answers are kept, newest first, within a bound of bytes', async () => {
  const by = await someone();
  const { id } = await contacts.create(by, {});
  for (let i = 0; i < 12; i++) await apply(by.workspaceId, id, {}, i);
  expect((await responsesOf(by.workspaceId, id)).map((kept) => kept.response)).toEqual([11, 10, 9, 8, 7, 6, 5, 4, 3, 2]);
  for (let i = 0; i < 12; i++) await apply(by.workspaceId, id, {}, { big: 'x'.repeat(50_000) });
  const kept = await responsesOf(by.workspaceId, id);
  expect(kept).toHaveLength(10);
  expect(JSON.stringify(kept).length).toBeLessThan(160_000);
  expect(kept[0]).toMatchObject({ truncated: true });
});

test('many updates at once share few statements and none is lost', async () => {
  const by = [await someone(), await someone()];
  const ids: { workspaceId: WorkspaceId; id: string }[] = [];
  for (let i = 0; i < 40; i++) {
    const owner = by[i % 2] ?? by[0]!;
    ids.push({ workspaceId: owner.workspaceId, id: (await contacts.create(owner, {})).id });
  }
  const before = statements;
  await Promise.all(
    Array.from({ length: 400 }, (_, i) => {
      const place = ids[i % ids.length]!;
      return apply(place.workspaceId, place.id, { [`customFields.f${Math.floor(i / ids.length)}`]: i }, i);
    }),
  );
  expect(statements - before).toBeLessThan(10);
  for (const [i, { workspaceId, id }] of ids.entries()) {
    const contact = await contacts.get(workspaceId, id);
    expect(contact.customFields).toEqual(Object.fromEntries(Array.from({ length: 10 }, (_, f) => [`f${f}`, i + f * ids.length])));
    expect((await responsesOf(workspaceId, id)).map((kept) => kept.response)).toEqual(
      Array.from({ length: 10 }, (_, f) => i + (9 - f) * ids.length),
    );
  }
});

test('an unknown contact fails its own caller only and nothing is created', async () => {
  const [mine, other] = [await someone(), await someone()];
  const { id } = await contacts.create(mine, {});
  const unknown = newId();
  const results = await Promise.allSettled([
    apply(mine.workspaceId, id, { city: 'A' }),
    apply(mine.workspaceId, unknown, { city: 'B' }),
    apply(other.workspaceId, id, { city: 'C' }),
    apply(mine.workspaceId, 'no-id', {}),
  ]);
  expect(results.map((result) => (result.status === 'rejected' ? (result.reason as { code: string }).code : 'done'))).toEqual([
    'done',
    'not_found',
    'not_found',
    'not_found',
  ]);
  expect(await contacts.get(mine.workspaceId, id)).toMatchObject({ city: 'A' });
  expect((await contacts.list(other.workspaceId, { limit: 5 })).data).toEqual([]);
});

test('answers that Postgres could not hold as they are do not harm the others in their group', async () => {
  const by = await someone();
  const ids = await Promise.all([1, 2, 3].map(async () => (await contacts.create(by, {})).id));
  const deep = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`) as JsonValue;
  const results = await Promise.allSettled([
    apply(by.workspaceId, ids[0]!, { city: 'a\0b' }, { text: '\ud800 \0' }),
    apply(by.workspaceId, ids[1]!, { city: 'fine' }, deep),
    apply(by.workspaceId, ids[2]!, { city: 'ok' }, 1),
  ]);
  expect(results.map((result) => result.status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled']);
  expect((await responsesOf(by.workspaceId, ids[0]!))[0]?.response).toEqual({ text: '\uFFFD \uFFFD' });
});

test('writers in two processes on the same contacts neither deadlock nor lose an update', async () => {
  const by = await someone();
  const ids: string[] = [];
  for (let i = 0; i < 20; i++) ids.push((await contacts.create(by, {})).id);
  const store = new ContactsStore();
  const second = new ContactsService(db, store, new ContactEventsStore(), new ContactWriter(db, store));
  const run = (service: ContactsService, name: string, order: string[]) =>
    Promise.all(
      order.flatMap((id) =>
        [0, 1, 2].map((n) =>
          service.applyMapped({ workspaceId: by.workspaceId, contactId: id as ContactId, updates: { [`customFields.${name}${n}`]: n } }),
        ),
      ),
    );
  await Promise.all([run(contacts, 'a', ids), run(second, 'b', [...ids].reverse())]);
  for (const id of ids)
    expect(Object.keys((await contacts.get(by.workspaceId, id)).customFields).sort()).toEqual(['a0', 'a1', 'a2', 'b0', 'b1', 'b2']);
});
