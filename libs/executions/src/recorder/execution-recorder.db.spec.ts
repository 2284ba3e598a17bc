import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { newId, type ExecutionId, type WorkspaceId } from '@patchbay/kernel';
import { PgDatabase, type Database } from '@patchbay/platform';
import { createTestDatabase, createWorkspace, startDatabaseLink } from '@patchbay/testing';
import pg from 'pg';
import { pino } from 'pino';
import { ExecutionsService } from '../store/executions.service.js';
import { RetentionStore } from '../retention/retention.store.js';
import { ExecutionStore } from '../store/execution.store.js';
import { ExecutionRecorder } from './execution-recorder.js';
import type { ExecutionEnd, ExecutionRow } from './execution-row.js';

let testing: Awaited<ReturnType<typeof createTestDatabase>>;
let db: Database;
let owner: pg.Client;
let workspaceId: WorkspaceId;

beforeAll(async () => {
  testing = await createTestDatabase();
  db = testing.db;
  owner = new pg.Client({ connectionString: testing.ownerUrl });
  await owner.connect();
  workspaceId = await createWorkspace(db);
});
afterAll(async () => {
  await owner.end();
  await testing.close();
});

const row = (change: Partial<ExecutionRow> = {}): ExecutionRow => ({
  workspaceId,
  id: newId<ExecutionId>(),
  connectorKey: 'k',
  connectorName: 'Some service',
  connectorSource: 'custom',
  connectorVersion: 3,
  effect: 'read',
  mode: 'sync',
  trigger: 'api',
  status: 'succeeded',
  traceId: 'a'.repeat(32),
  input: '{"a":1}',
  output: '{"b":"\\u0000\\ud800 x"}',
  decisions: '[["found","Yes.",0.5,0.25]]',
  startedAtMs: Date.UTC(2026, 0, 2, 3, 4, 5, 6),
  finishedAtMs: Date.UTC(2026, 0, 2, 3, 4, 5, 16),
  durationMs: 10.5,
  ...change,
});
const end = (of: ExecutionRow, change: Partial<ExecutionEnd> = {}): ExecutionEnd => ({
  workspaceId,
  id: of.id,
  status: 'succeeded',
  finishedAtMs: Date.UTC(2026, 0, 3),
  ...change,
});
const read = (id: string) => new ExecutionsService(db, new ExecutionStore(), new RetentionStore()).get(workspaceId, id);
const countOf = async (ids: readonly string[]): Promise<number> =>
  Number((await owner.query<{ count: string }>('select count(*) from executions where id = any($1)', [ids])).rows[0]?.count);

test('what was written is read back as it was, large and odd values included', async () => {
  const recorder = new ExecutionRecorder(db);
  const written = row({
    connectorName: 'quotes " \\ , { } and \u001e\u001f\u0000 and é🎉 \ud800',
    action: 'x.read',
    errorCode: 'mapping_failed',
    error: '{"code":"mapping_failed","message":"m"}',
    connectionId: newId(),
    contactId: newId(),
    retryOf: newId(),
    steps: '[{"id":"s"}]',
    attempts: '[{"number":1}]',
    contactUpdates: '{"firstname":"A,\\"B\\"{}"}',
    costs: '[]',
    input: JSON.stringify({ text: 'x"\\\u001e\u001f\n'.repeat(10_000) }),
    sealedPayload: Buffer.from([0, 1, 30, 31, 255]),
  });
  await recorder.insert(written);
  expect(await read(written.id)).toEqual({
    id: written.id,
    status: 'succeeded',
    connector: { key: 'k', name: 'quotes " \\ , { } and \uFFFD\uFFFD\uFFFD and é🎉 \uFFFD', source: 'custom', version: 3 },
    action: 'x.read',
    effect: 'read',
    mode: 'sync',
    trigger: 'api',
    connectionId: written.connectionId,
    contactId: written.contactId,
    errorCode: 'mapping_failed',
    retryOf: written.retryOf,
    traceId: 'a'.repeat(32),
    createdAt: expect.stringMatching(/Z$/),
    startedAt: '2026-01-02T03:04:05.006Z',
    finishedAt: '2026-01-02T03:04:05.016Z',
    durationMs: 10.5,
    input: { text: 'x"\\\u001e\u001f\n'.repeat(10_000) },
    output: { b: '\u0000\ud800 x' },
    error: { code: 'mapping_failed', message: 'm' },
    steps: [{ id: 's' }],
    attempts: [{ number: 1 }],
    decisions: expect.arrayContaining([{ step: 'resolve-connector', outcome: 'found', reason: 'Yes.', atMs: 0.5, durationMs: 0.25 }]),
    contactUpdates: { firstname: 'A,"B"{}' },
    costs: [],
    bytes: 0,
    parkedOn: null,
  });
  const { rows } = await owner.query<{ sealed_payload: Buffer }>('select sealed_payload from executions where id = $1', [written.id]);
  expect(rows[0]?.sealed_payload).toEqual(Buffer.from([0, 1, 30, 31, 255]));
});

test('rows that come together are committed in few statements, a lone row at once', async () => {
  const recorder = new ExecutionRecorder(db);
  await recorder.insert(row());
  expect(recorder.stats().inserts).toMatchObject({ rows: 1, batches: 1 });
  const rows = Array.from({ length: 500 }, () => row());
  await Promise.all(rows.map((one) => recorder.insert(one)));
  expect(await countOf(rows.map((one) => one.id))).toBe(500);
  expect(recorder.stats().inserts.batches).toBeLessThan(10);
  expect(recorder.stats().inserts.waiting).toBe(0);
});

test('one bad row fails alone', async () => {
  const recorder = new ExecutionRecorder(db);
  const rows = Array.from({ length: 20 }, (_, index) => row(index === 7 ? { output: '{"not json' } : {}));
  const results = await Promise.allSettled(rows.map((one) => recorder.insert(one)));
  expect(results.map((result) => result.status)).toEqual(rows.map((_, index) => (index === 7 ? 'rejected' : 'fulfilled')));
  expect(await countOf(rows.map((one) => one.id))).toBe(19);
});

test('an open row is ended once; ending it again fails with illegal_state and changes nothing', async () => {
  const recorder = new ExecutionRecorder(db);
  const rows = Array.from({ length: 30 }, () =>
    row({ status: 'running', output: undefined, finishedAtMs: undefined, durationMs: undefined }),
  );
  await Promise.all(rows.map((one) => recorder.insert(one)));
  await Promise.all(rows.map((one) => recorder.finish(end(one, { output: '{"done":true}', durationMs: 4 }))));
  const first = rows[0] as ExecutionRow;
  expect(await read(first.id)).toMatchObject({
    status: 'succeeded',
    output: { done: true },
    input: { a: 1 },
    startedAt: '2026-01-02T03:04:05.006Z',
    durationMs: 4,
  });
  const again = await Promise.allSettled([
    recorder.finish(end(first, { status: 'failed', errorCode: 'bug', finishedAtMs: Date.UTC(2026, 0, 4) })),
    recorder.finish(end(rows[1] as ExecutionRow)),
  ]);
  expect(again).toMatchObject([{ status: 'rejected', reason: { code: 'illegal_state' } }, { status: 'fulfilled' }]);
  expect(await read(first.id)).toMatchObject({ status: 'succeeded', output: { done: true } });
});

test('losing every connection in the middle never tells a caller that an absent row is written', async () => {
  const recorder = new ExecutionRecorder(db);
  const ids: string[] = [];
  const told: Promise<{ id: string; kept: boolean }>[] = [];
  for (let round = 0; round < 20; round++) {
    for (let count = 0; count < 50; count++) {
      const one = row();
      ids.push(one.id);
      told.push(
        recorder.insert(one).then(
          () => ({ id: one.id, kept: true }),
          () => ({ id: one.id, kept: false }),
        ),
      );
    }
    await owner.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where usename = 'patchbay_recorder' and datname = current_database()`,
    );
  }
  const answers = await Promise.all(told);
  const { rows } = await owner.query<{ id: string }>('select id from executions where id = any($1)', [ids]);
  const there = new Set(rows.map((found) => found.id));
  expect(answers.filter((answer) => answer.kept && !there.has(answer.id))).toEqual([]);
  // A lost connection is tried again, so here nobody had to be refused either.
  expect(answers.filter((answer) => answer.kept)).toHaveLength(1_000);
});

test('a commit whose answer is lost on the way is told as written, once', async () => {
  const link = await startDatabaseLink(testing.ownerUrl);
  const far = new PgDatabase({ ownerUrl: link.url, logger: pino({ level: 'silent' }) });
  const recorder = new ExecutionRecorder(far);
  await recorder.insert(row());
  link.mute();
  const one = row();
  const told = recorder.insert(one);
  await eventually(async () => (await countOf([one.id])) === 1);
  link.cut();
  link.mend();
  await told;
  expect(await countOf([one.id])).toBe(1);
  await far.close();
  await link.close();
});

test('without a database callers get database_unavailable when patience ends, and the recorder works again afterwards', async () => {
  const link = await startDatabaseLink(testing.ownerUrl);
  const far = new PgDatabase({ ownerUrl: link.url, logger: pino({ level: 'silent' }) });
  const recorder = new ExecutionRecorder(far, { retryForMs: 150 });
  link.cut();
  const [lost, later] = [row(), row()];
  await expect(recorder.insert(lost)).rejects.toMatchObject({ code: 'database_unavailable' });
  link.mend();
  await recorder.insert(later);
  expect(await countOf([lost.id, later.id])).toBe(1);
  await far.close();
  await link.close();
});

test('too many waiting rows are refused with overloaded, and all accepted ones are written', async () => {
  const recorder = new ExecutionRecorder(db, { maxWaitingRows: 100 });
  const rows = Array.from({ length: 150 }, () => row());
  const results = await Promise.allSettled(rows.map((one) => recorder.insert(one)));
  const refused = results.filter((result) => result.status === 'rejected');
  expect(refused).toHaveLength(50);
  expect(refused[0]).toMatchObject({ reason: { code: 'overloaded', detail: { retryAfterMs: 1_000 } } });
  expect(await countOf(rows.map((one) => one.id))).toBe(100);
});

test('a recorder that is closed writes what it accepted and refuses the rest', async () => {
  const recorder = new ExecutionRecorder(db);
  const one = row();
  const accepted = recorder.insert(one);
  const drained = recorder.drain({ close: true });
  await expect(recorder.insert(row())).rejects.toMatchObject({ code: 'shutting_down' });
  await drained;
  await accepted;
  expect(await countOf([one.id])).toBe(1);
});

test('events are written without anybody waiting, and commits are told to watchers', async () => {
  const recorder = new ExecutionRecorder(db);
  const seen: string[] = [];
  const stop = recorder.watch((moves) => seen.push(...moves.map((move) => `${move.id} ${move.status}`)));
  const one = row();
  await recorder.insert(one);
  stop();
  recorder.event({
    workspaceId,
    id: newId(),
    type: 'execution.failed',
    subjectType: 'execution',
    subjectId: one.id,
    actor: 'api_key:1',
    data: '{"code":"bug"}',
  });
  await recorder.drain();
  expect(seen).toEqual([`${one.id} succeeded`]);
  const { rows } = await owner.query('select type, actor, data, trace_id from event_logs where subject_id = $1', [one.id]);
  expect(rows).toEqual([{ type: 'execution.failed', actor: 'api_key:1', data: { code: 'bug' }, trace_id: null }]);
});

async function eventually(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setImmediate(resolve));
}
