import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { encodeCursor, idAt, newId, type ExecutionId, type WorkspaceId } from '@patchbay/kernel';
import type { Database } from '@patchbay/platform';
import { createTestDatabase, createWorkspace } from '@patchbay/testing';
import pg from 'pg';
import { ExecutionRecorder } from '../recorder/execution-recorder.js';
import type { ExecutionRow } from '../recorder/execution-row.js';
import { finishExecutions } from '../recorder/record-statements.js';
import { parseExecutionFilter, type ExecutionFilter } from './execution-filter.js';
import { ExecutionStore, KEEP_INDEX_ORDER, listStatement, SCANNED_ROWS } from './execution.store.js';
import { RetentionStore } from '../retention/retention.store.js';
import { ExecutionsService } from './executions.service.js';

const BULK_ROWS = 200_000;
const OLDEST_MS = Date.now() - 4 * 3_600_000;

/** A connection that few of the rows used. */
const SELDOM = newId();

let testing: Awaited<ReturnType<typeof createTestDatabase>>;
let db: Database;
let owner: pg.Client;
let busy: WorkspaceId;
let service: ExecutionsService;
let recorder: ExecutionRecorder;

beforeAll(async () => {
  testing = await createTestDatabase();
  db = testing.db;
  owner = new pg.Client({ connectionString: testing.ownerUrl });
  await owner.connect();
  busy = await createWorkspace(db);
  service = new ExecutionsService(db, new ExecutionStore(), new RetentionStore());
  recorder = new ExecutionRecorder(db);
  // Row n of 200,000, one every 50 ms, oldest first; every 1000th has failed, one connector is rare.
  await owner.query(`set session_replication_role = replica`);
  await owner.query('alter table executions no force row level security');
  await owner.query(
    `insert into executions (workspace_id, id, connector_key, connector_name, connector_source, connector_version, effect, mode, trigger, status, trace_id, input, connection_id)
     select $1, (lpad(to_hex($2::bigint + n * 50), 12, '0') || '7000800000000' || lpad(to_hex(n), 7, '0'))::uuid, case when n % 50000 = 0 then 'rare' else 'often' end, 'Some service', 'custom', 1, 'read', 'sync', 'api',
       case when n % 1000 = 0 then 'failed' else 'succeeded' end, md5(n::text), '{}', case when n % 40000 = 0 then $3::uuid when n % 2 = 0 then $4::uuid end
     from generate_series(1, ${BULK_ROWS}) n`,
    [busy, OLDEST_MS, SELDOM, newId()],
  );
  await owner.query('alter table executions force row level security');
  await owner.query('analyze executions');
}, 120_000);
afterAll(async () => {
  await owner.end();
  await testing.close();
});

const row = (workspaceId: WorkspaceId, change: Partial<ExecutionRow> = {}): ExecutionRow => ({
  workspaceId,
  id: newId<ExecutionId>(),
  connectorKey: 'k',
  connectorName: 'Phone Lookup',
  connectorSource: 'custom',
  connectorVersion: 1,
  effect: 'read',
  mode: 'sync',
  trigger: 'api',
  status: 'succeeded',
  traceId: randomUUID().replaceAll('-', ''),
  ...change,
});

async function planOf(filter: ExecutionFilter, after?: string): Promise<string> {
  const statement = listStatement({ filter, after, limit: 50 });
  return db.inWorkspace(busy, async (tx) => {
    await tx.query(KEEP_INDEX_ORDER);
    const { rows } = await tx.query<{ 'QUERY PLAN': string }>(`explain (analyze, timing off) ${statement.text}`, statement.values);
    return rows.map((line) => line['QUERY PLAN']).join('\n');
  });
}
/** Rows that any node of the plan has produced or thrown away, at most. */
const largest = (plan: string): number =>
  Math.max(...[...plan.matchAll(/(?:actual rows=|Rows Removed by \w+: )([\d.]+)/g)].map((match) => Number(match[1])));

test('every page of a filtered list comes once, newest first, also while new rows arrive', async () => {
  const workspaceId = await createWorkspace(db);
  const failed: string[] = [];
  for (let index = 0; index < 40; index++) {
    const one = row(workspaceId, index % 3 === 0 ? { status: 'failed', errorCode: 'bug' } : index % 3 === 1 ? { status: 'unknown' } : {});
    if (one.status !== 'succeeded') failed.unshift(one.id);
    await recorder.insert(one);
  }
  const seen: string[] = [];
  let cursor: string | null | undefined;
  do {
    const page = await service.list(workspaceId, parseExecutionFilter({ status: 'failed,unknown' }), {
      limit: 5,
      ...(cursor ? { cursor } : {}),
    });
    seen.push(...page.data.map((one) => one.id));
    cursor = page.nextCursor;
    await recorder.insert(row(workspaceId, { status: 'failed' }));
  } while (cursor);
  expect(seen).toEqual(failed);
});

test('the filter by connection finds exactly the executions that used it', async () => {
  const workspaceId = await createWorkspace(db);
  const [one, other] = [newId(), newId()];
  const rows = [
    row(workspaceId, { connectionId: one }),
    row(workspaceId, { connectionId: other, status: 'failed' }),
    row(workspaceId, { connectionId: one, status: 'failed', connectorKey: 'b' }),
    row(workspaceId),
  ];
  for (const each of rows) await recorder.insert(each);
  const ids = async (filter: Parameters<typeof parseExecutionFilter>[0]) =>
    (await service.list(workspaceId, parseExecutionFilter(filter), { limit: 10 })).data.map((found) => found.id);
  expect(await ids({ connectionId: one.toUpperCase() })).toEqual([rows[2]?.id, rows[0]?.id]);
  expect(await ids({ connectionId: one, status: 'succeeded' })).toEqual([rows[0]?.id]);
  expect(await ids({ connectionId: one, connector: 'b' })).toEqual([rows[2]?.id]);
  expect(await ids({ connectionId: newId() })).toEqual([]);
  expect(() => parseExecutionFilter({ connectionId: 'mine' })).toThrow('connectionId');
});

test('filters by connector, status and time find exactly their rows', async () => {
  const workspaceId = await createWorkspace(db);
  const at = Date.now();
  const rows = [
    row(workspaceId, { id: idAt(at - 3_000) as ExecutionId, connectorKey: 'a' }),
    row(workspaceId, { id: idAt(at - 2_000) as ExecutionId, connectorKey: 'b', status: 'failed' }),
    row(workspaceId, { id: idAt(at - 1_000) as ExecutionId, connectorKey: 'a', status: 'queued' }),
  ];
  for (const one of rows) await recorder.insert(one);
  const [oldest, middle, newest] = rows.map((one) => one.id as string);
  const ids = async (filter: Parameters<typeof parseExecutionFilter>[0]) =>
    (await service.list(workspaceId, parseExecutionFilter(filter), { limit: 10 })).data.map((one) => one.id);
  const iso = (ms: number) => new Date(ms).toISOString();
  expect(await ids({})).toEqual([newest, middle, oldest]);
  expect(await ids({ connector: 'a' })).toEqual([newest, oldest]);
  expect(await ids({ connector: 'a', status: 'succeeded' })).toEqual([oldest]);
  expect(await ids({ status: 'succeeded,failed' })).toEqual([middle, oldest]);
  expect(await ids({ from: iso(at - 2_000) })).toEqual([newest, middle]);
  expect(await ids({ to: iso(at - 2_000) })).toEqual([oldest]);
  expect(await ids({ from: iso(at - 2_500), to: iso(at - 1_500), status: 'failed' })).toEqual([middle]);
});

test('q finds by the beginning of id, trace id, connector name, action and error code', async () => {
  const workspaceId = await createWorkspace(db);
  const one = row(workspaceId, { action: 'phone.Verify', errorCode: 'provider_throttled', status: 'failed' });
  await recorder.insert(row(workspaceId, { connectorName: 'Other' }));
  await recorder.insert(one);
  for (const q of [
    one.id,
    one.id.slice(0, 30),
    one.id.toUpperCase(),
    one.traceId.slice(0, 9),
    one.traceId,
    'phone l',
    'PHONE.V',
    'provider_thr',
  ]) {
    expect([q, (await service.list(workspaceId, parseExecutionFilter({ q }), { limit: 10 })).data.map((found) => found.id)]).toEqual([
      q,
      [one.id],
    ]);
  }
  expect((await service.list(workspaceId, parseExecutionFilter({ q: "%' or 1=1 --" }), { limit: 10 })).data).toEqual([]);
});

test('another workspace neither lists nor reads an execution', async () => {
  const [mine, theirs] = [await createWorkspace(db), await createWorkspace(db)];
  const one = row(mine);
  await recorder.insert(one);
  expect((await service.list(theirs, {}, { limit: 10 })).data).toEqual([]);
  await expect(service.get(theirs, one.id)).rejects.toMatchObject({ code: 'not_found' });
  await expect(service.get(mine, 'nonsense')).rejects.toMatchObject({ code: 'not_found' });
});

test.each([
  ['the newest page', {}, undefined],
  ['a page in the middle', {}, idAt(OLDEST_MS + 100_000 * 50)],
  ['failed ones', { statuses: ['failed', 'unknown'] }, undefined],
  ['a rare connector', { connector: 'rare' }, undefined],
  ['a rare connector that failed', { connector: 'rare', statuses: ['failed'] }, undefined],
  ['a connection that few used', { connectionId: SELDOM }, undefined],
  ['a connection that few used, failed ones', { connectionId: SELDOM, statuses: ['failed'] }, undefined],
  ['a time range', { fromMs: OLDEST_MS + 1_000_000, toMs: OLDEST_MS + 9_000_000 }, undefined],
] satisfies [string, ExecutionFilter, string | undefined][])(
  '%s: the index leads there, at 200,000 rows only a page is read',
  async (_, filter, after) => {
    const plan = await planOf(filter, after);
    expect(plan).toMatch(/Index (Only )?Scan Backward using executions_/);
    expect(largest(plan)).toBeLessThanOrEqual(60);
  },
);

test.each([
  ['a search without a match', { q: 'nothing like this' }],
  ['a status that most rows have not', { statuses: ['succeeded', 'failed'], q: 'zzz' }],
] satisfies [string, ExecutionFilter][])('%s reads a bounded number of rows and says where to go on', async (_, filter) => {
  const plan = await planOf(filter);
  expect(plan).toMatch(/Index (Only )?Scan Backward using executions_/);
  expect(largest(plan)).toBeLessThanOrEqual(SCANNED_ROWS);
  const page = await service.list(busy, filter, { limit: 50 });
  expect(page.data).toEqual([]);
  expect(page.nextCursor).not.toBeNull();
});

test('following the cursors of short pages ends and finds the one match at the far end', async () => {
  const { rows } = await owner.query<{ trace: string }>('select md5($1) as trace', ['1']);
  let cursor: string | null = null;
  let pages = 0;
  const found: string[] = [];
  do {
    const page = await service.list(busy, { q: (rows[0]?.trace ?? '').slice(0, 20) }, { limit: 50, ...(cursor ? { cursor } : {}) });
    found.push(...page.data.map((one) => one.id));
    cursor = page.nextCursor;
    pages++;
  } while (cursor);
  expect(found).toHaveLength(1);
  expect(pages).toBeLessThanOrEqual(BULK_ROWS / SCANNED_ROWS + 1);
});

test('ending rows finds them by key in the one partition they are in', async () => {
  const statement = finishExecutions([{ workspaceId: busy, id: newId<ExecutionId>(), status: 'succeeded', finishedAtMs: Date.now() }]);
  const text = statement.text.replaceAll(
    /\$(\d+)/g,
    (_, number: string) => `'${String(statement.values[Number(number) - 1]).replaceAll("'", "''")}'`,
  );
  const { rows } = await owner.query<{ 'QUERY PLAN': string }>(`explain ${text}`);
  const plan = rows.map((line) => line['QUERY PLAN']).join('\n');
  expect(plan).toMatch(/Index Scan using executions_\d{8}_pkey/);
  expect(plan).not.toMatch(/Seq Scan/);
});

test('wrong filters and cursors are refused by name', async () => {
  expect(() => parseExecutionFilter({ status: 'done', from: 'yesterday', to: '2026-13-01', q: 'x'.repeat(101) })).toThrow(
    expect.objectContaining({ detail: { errors: ['status', 'from', 'to', 'q'].map((path) => ({ path, message: expect.any(String) })) } }),
  );
  expect(() => parseExecutionFilter({ from: '2026-01-01T10:00:00' })).toThrow('from');
  await expect(service.list(busy, {}, { limit: 5, cursor: 'x' })).rejects.toMatchObject({ code: 'input_invalid' });
  await expect(service.list(busy, {}, { limit: 5, cursor: encodeCursor(['not an id']) })).rejects.toMatchObject({ code: 'input_invalid' });
});
