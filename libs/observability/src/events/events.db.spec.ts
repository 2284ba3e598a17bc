import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { idTimeMs, newId, type WorkspaceId } from '@patchbay/kernel';
import { createTestDatabase, createWorkspace, type TestDatabase } from '@patchbay/testing';
import type { EventFilter } from './event.js';
import { EventsService } from './events.service.js';
import { EventsStore } from './events.store.js';

let testing: TestDatabase;
let events: EventsService;
let workspaceId: WorkspaceId;
beforeAll(async () => {
  testing = await createTestDatabase();
  events = new EventsService(testing.db, new EventsStore());
  workspaceId = await createWorkspace(testing.db);
});
afterAll(() => testing.close());

async function add(
  event: { type?: string; subject?: [string, string]; actor?: string; traceId?: string } = {},
  count = 1,
): Promise<string> {
  const ids = Array.from({ length: count }, () => newId());
  const [kind, id] = event.subject ?? ['thing', 'one'];
  await testing.db.inWorkspace(workspaceId, (tx) =>
    tx.query(
      `insert into event_logs (workspace_id, id, type, subject_type, subject_id, actor, trace_id, data)
       select $1, id, $3, $4, $5, $6, $7, '{"n":1}' from unnest($2::uuid[]) id`,
      [workspaceId, ids, event.type ?? 'thing.made', kind, id, event.actor ?? 'user:ada', event.traceId ?? null],
    ),
  );
  return ids.at(-1) ?? '';
}
const found = async (filter: EventFilter): Promise<string[]> =>
  (await events.list(workspaceId, filter, { limit: 200 })).data.map(({ id }) => id);

test('events are found by what, to what, by whom, in which trace, and when', async () => {
  const made = await add({ type: 'key.made', subject: ['key', 'k1'], actor: 'user:grace', traceId: 'abc' });
  const other = await add();
  for (const filter of [
    { type: 'key.made' },
    { subjectType: 'key', subjectId: 'k1' },
    { subjectType: 'key' },
    { actor: 'user:grace' },
    { traceId: 'abc' },
  ])
    expect([filter, await found(filter)]).toEqual([filter, [made]]);
  expect(await found({ type: 'key.made', actor: 'user:ada' })).toEqual([]);
  expect(await found({ fromMs: idTimeMs(other) })).toContain(other);
  expect(await found({ toMs: idTimeMs(made) })).toEqual([]);
});

test('a rare event far back is found by following the cursor, and no page looks at everything', async () => {
  const rare = await add({ type: 'rare.happened' });
  await add({ type: 'common.happened' }, 6_000);
  const first = await events.list(workspaceId, { type: 'rare.happened' }, { limit: 10 });
  expect(first.data).toEqual([]);
  const second = await events.list(workspaceId, { type: 'rare.happened' }, { limit: 10, cursor: first.nextCursor ?? '' });
  expect(second).toMatchObject({ data: [{ id: rare }], nextCursor: null });
});

test('the events of an execution are its own and those of its trace while it ran', async () => {
  const execution = newId();
  const [fromMs, toMs] = [Date.now(), Date.now() + 60_000];
  const own = await add({ type: 'execution.failed', subject: ['execution', execution], traceId: 'e1' });
  const near = await add({ type: 'contact.updated', traceId: 'e1' });
  await add({ traceId: 'e2' });
  const related = await events.ofExecution(workspaceId, { executionId: execution, traceId: 'e1', fromMs, toMs });
  expect(related.map(({ id }) => id)).toEqual([own, near]);
  expect(related[0]).toMatchObject({ data: { n: 1 }, subject: { type: 'execution', id: execution } });
});
