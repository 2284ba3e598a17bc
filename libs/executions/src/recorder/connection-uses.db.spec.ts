import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { newId, type WorkspaceId } from '@patchbay/kernel';
import { createTestDatabase, createWorkspace, type TestDatabase } from '@patchbay/testing';
import { ConnectionUses, noteConnectionUses, type ConnectionUse } from './connection-uses.js';
import { ExecutionRecorder } from './execution-recorder.js';

let testing: TestDatabase;
let workspaceId: WorkspaceId;
beforeAll(async () => {
  testing = await createTestDatabase();
});
beforeEach(async () => {
  workspaceId = await createWorkspace(testing.db);
});
afterAll(() => testing.close());

const use = (change: Partial<ConnectionUse> = {}): ConnectionUse => ({
  workspaceId,
  connectionId: newId(),
  actor: 'api_key:k1',
  executionId: newId(),
  connector: 'slack',
  action: 'message.send',
  trigger: 'api',
  traceId: 'a'.repeat(32),
  ...change,
});
interface Told {
  readonly id: string;
  readonly type: string;
  readonly actor: string;
  readonly trace_id: string;
  readonly data: unknown;
}
/** Events of the connection, oldest first. */
const told = async (connectionId: string): Promise<Told[]> =>
  testing.db.inWorkspace(workspaceId, async (tx) => {
    const text = `select id, type, actor, trace_id, data from event_logs where subject_type = 'connection' and subject_id = $1 order by id`;
    return (await tx.query<Told>(text, [connectionId])).rows;
  });

test('many uses of a day are one event for each actor and connector, with the first execution of each', async () => {
  const recorder = new ExecutionRecorder(testing.db);
  const first = use();
  for (let count = 0; count < 5_000; count++) recorder.connectionUse(count === 0 ? first : { ...first, executionId: newId() });
  const other = { ...first, actor: 'user:ada', trigger: 'workflow', executionId: newId() };
  const elsewhere = { ...first, connector: newId(), action: undefined, executionId: newId() };
  recorder.connectionUse(other);
  recorder.connectionUse(elsewhere);
  await recorder.drain();
  const found = await told(first.connectionId);
  expect(found).toEqual(
    [first, other, elsewhere].map(({ actor, executionId, trigger, connector, action }) => ({
      id: expect.any(String),
      type: 'connection.used',
      actor,
      trace_id: first.traceId,
      data: { executionId, connector, trigger, ...(action === undefined ? {} : { action }) },
    })),
  );
});

test('of many processes that begin to use a connection at once, one tells', async () => {
  const recorders = Array.from({ length: 6 }, () => new ExecutionRecorder(testing.db));
  const uses = Array.from({ length: 20 }, () => use());
  for (const recorder of recorders) for (const one of uses) recorder.connectionUse({ ...one, executionId: newId() });
  await Promise.all(recorders.map((recorder) => recorder.drain()));
  for (const { connectionId } of uses) expect(await told(connectionId)).toHaveLength(1);
});

test('the next day is told anew', async () => {
  let now = Date.now() - 86_400_000;
  const uses = new ConnectionUses(() => now);
  const one = use();
  const yesterday = uses.first(one);
  expect(uses.first(one)).toBeUndefined();
  now += 86_400_000;
  const today = uses.first(one);
  if (!yesterday || !today) throw new Error('a first use was not told');
  const moved = { ...yesterday, id: yesterday.id.replace(/^.{13}/, hexOf(now - 86_400_000)) };
  for (const row of [moved, today, { ...today, id: newId() }, { ...moved, id: newId() }])
    await testing.db.record(noteConnectionUses([row]));
  expect((await told(one.connectionId)).map(({ id }) => id)).toEqual([moved.id, today.id]);
});

test('a use that could not be written is told by the next one', async () => {
  const recorder = new ExecutionRecorder(testing.db, { maxWaitingRows: 0 });
  recorder.connectionUse(use());
  await new Promise((resolve) => setImmediate(resolve));
  expect(recorder.droppedEvents).toBe(1);
  const one = use();
  const uses = new ConnectionUses();
  uses.first(one);
  uses.forget(one);
  expect(uses.first(one)).toMatchObject({ executionId: one.executionId });
});

/** The beginning of a UUIDv7 of a moment. */
const hexOf = (ms: number): string => {
  const hex = Math.floor(ms).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}`;
};
