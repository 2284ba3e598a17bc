import { idAt, newId, type WorkspaceId } from '@patchbay/kernel';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createTestDatabase, createWorkspace, type TestDatabase } from '@patchbay/testing';
import pg from 'pg';
import { pino } from 'pino';
import { PartitionKeeper } from './partition-keeper.js';

const DAY_MS = 86_400_000;

let testing: TestDatabase;
let owner: pg.Client;
let workspaceId: WorkspaceId;

beforeEach(async () => {
  testing = await createTestDatabase();
  owner = new pg.Client({ connectionString: testing.ownerUrl });
  await owner.connect();
  workspaceId = await createWorkspace(testing.db);
});
afterEach(async () => {
  await owner.end();
  await testing.close();
});

const nameOf = (day: Date): string => `event_logs_${day.toISOString().slice(0, 10).replaceAll('-', '')}`;
const today = (): number => Math.floor(Date.now() / DAY_MS) * DAY_MS;

async function partitionsOf(table: string): Promise<string[]> {
  const { rows } = await owner.query<{ name: string }>(
    'select inhrelid::regclass::text as name from pg_inherits where inhparent = $1::regclass order by 1',
    [table],
  );
  return rows.map((row) => row.name);
}

function addEvent(id: string): Promise<unknown> {
  return testing.db.inWorkspace(workspaceId, (tx) =>
    tx.query(`insert into event_logs (workspace_id, id, type, subject_type, subject_id, actor) values ($1, $2, 't', 's', 'i', 'a')`, [
      workspaceId,
      id,
    ]),
  );
}

async function placeOf(id: string): Promise<string | undefined> {
  const { rows } = await owner.query<{ place: string }>('select tableoid::regclass::text as place from event_logs where id = $1', [id]);
  return rows[0]?.place;
}

function ensure(from: Date, days: number): Promise<number> {
  return testing.db.asSystem(async (tx) => {
    const { rows } = await tx.query<{ made: number }>(`select ensure_partitions('event_logs', $1::date, $2) as made`, [
      from.toISOString().slice(0, 10),
      days,
    ]);
    return rows[0]?.made ?? 0;
  });
}

test('a migrated database has partitions from yesterday to a week ahead', async () => {
  const expected = Array.from({ length: 9 }, (_, index) => nameOf(new Date(today() + (index - 1) * DAY_MS)));
  expect(await partitionsOf('event_logs')).toEqual([...expected, 'event_logs_default']);
  expect(await partitionsOf('executions')).toHaveLength(10);
});

test('a row lands in the partition of the day its id was made', async () => {
  const now = newId();
  await addEvent(now);
  expect(await placeOf(now)).toBe(nameOf(new Date()));
  const [firstOfDay, lastOfDayBefore] = [idAt(today()), idAt(today() - 1)];
  await addEvent(firstOfDay);
  await addEvent(lastOfDayBefore);
  expect(await placeOf(firstOfDay)).toBe(nameOf(new Date(today())));
  expect(await placeOf(lastOfDayBefore)).toBe(nameOf(new Date(today() - 1)));
});

test('SQL and TypeScript agree on the ids of a moment and the moment of an id', async () => {
  const moment = Date.parse('2026-11-21T12:34:56.789Z');
  const { rows } = await owner.query<{ id: string; ms: string }>(
    `select uuid_at($1::timestamptz) as id, round(extract(epoch from uuid_time($2::uuid)) * 1000) as ms`,
    [new Date(moment).toISOString(), idAt(moment)],
  );
  expect(rows[0]).toEqual({ id: idAt(moment), ms: String(moment) });
});

test('making partitions again makes none, and replicas doing it at once do not fail', async () => {
  const from = new Date(today() + 20 * DAY_MS);
  const made = await Promise.all([ensure(from, 3), ensure(from, 3), ensure(from, 3)]);
  expect(made.sort()).toEqual([0, 0, 3]);
  expect(await ensure(from, 3)).toBe(0);
});

test('rows that came before the partition of their day are moved into it', async () => {
  const day = today() + 30 * DAY_MS;
  const ids = [idAt(day), idAt(day + 1_000), idAt(day + DAY_MS)];
  for (const id of ids) await addEvent(id);
  expect(await placeOf(ids[0] ?? '')).toBe('event_logs_default');
  expect(await ensure(new Date(day), 1)).toBe(1);
  const places: unknown[] = [];
  for (const id of ids) places.push(await placeOf(id));
  expect(places).toEqual([nameOf(new Date(day)), nameOf(new Date(day)), 'event_logs_default']);
  const { rows } = await testing.db.inWorkspace(workspaceId, (tx) => tx.query('select id from event_logs order by id'));
  expect(rows.map((row) => row['id'])).toEqual(ids);
});

test('whole days before the cut are dropped, the cut itself and the default stay', async () => {
  const first = today() - 40 * DAY_MS;
  await ensure(new Date(first), 3);
  const dropped = await testing.db.asSystem((tx) =>
    tx.query<{ dropped: number }>(`select drop_partitions('event_logs', $1::date) as dropped`, [
      new Date(first + 2 * DAY_MS).toISOString().slice(0, 10),
    ]),
  );
  expect(dropped.rows).toEqual([{ dropped: 2 }]);
  const left = await partitionsOf('event_logs');
  expect(left).toContain(nameOf(new Date(first + 2 * DAY_MS)));
  expect(left).toContain('event_logs_default');
  expect(left).not.toContain(nameOf(new Date(first)));
});

test('only the system role may make or drop partitions', async () => {
  for (const call of [`ensure_partitions('event_logs', current_date, 1)`, `drop_partitions('event_logs', current_date)`]) {
    await expect(testing.db.inWorkspace(workspaceId, (tx) => tx.query(`select ${call}`))).rejects.toMatchObject({ code: '42501' });
  }
});

test('the keeper makes what is missing and waits for no lock for long', async () => {
  const keeper = new PartitionKeeper(testing.db, pino({ level: 'silent' }));
  const tomorrow = nameOf(new Date(today() + DAY_MS));
  await owner.query(`drop table ${tomorrow}`);
  expect(await keeper.keep()).toBe(1);
  expect(await partitionsOf('event_logs')).toContain(tomorrow);
  await owner.query(`drop table ${tomorrow}`);
  await owner.query('begin; lock table event_logs_default');
  expect(await keeper.keep()).toBe(0);
  await owner.query('rollback');
  expect(await keeper.keep()).toBe(1);
});
