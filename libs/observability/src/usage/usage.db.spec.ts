import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { WorkspaceId } from '@patchbay/kernel';
import { PgDatabase } from '@patchbay/platform';
import { createTestDatabase, createWorkspace, type TestDatabase } from '@patchbay/testing';
import pg from 'pg';
import { pino } from 'pino';
import { RollupStore } from '../metrics/rollup.store.js';
import { QuotaWatch } from './quota-watch.js';
import { UsageService } from './usage.service.js';
import { UsageStore } from './usage.store.js';

const logger = pino({ level: 'silent' });
let testing: TestDatabase;
let owner: pg.Client;
let usage: UsageService;
let watch: QuotaWatch;
let workspaceId: WorkspaceId;
beforeAll(async () => {
  testing = await createTestDatabase();
  owner = new pg.Client({ connectionString: testing.ownerUrl });
  await owner.connect();
  usage = new UsageService(testing.db, new UsageStore());
  watch = new QuotaWatch(testing.db, new UsageStore(), logger);
});
beforeEach(async () => {
  workspaceId = await createWorkspace(testing.db);
});
afterAll(async () => {
  await owner.end();
  await testing.close();
});

const ended = (count: number, change: { at?: string; mode?: string; usd?: number } = {}) =>
  owner.query(
    `insert into execution_ends select $1, $2::timestamptz, 'c', '', $3, 'succeeded', 1, 5, 100, $4, 0 from generate_series(1, $5)`,
    [workspaceId, change.at ?? new Date().toISOString(), change.mode ?? 'sync', change.usd ?? null, count],
  );
const by = () => ({ workspaceId, actor: 'user:ada' });
const eventTypes = async (): Promise<string[]> =>
  (await owner.query<{ type: string }>('select type from event_logs where workspace_id = $1 order by id', [workspaceId])).rows.map(
    (row) => row.type,
  );

test('a month counts what ended in it, the same before and after it went into the rollups; tests cost but do not count', async () => {
  await ended(3, { at: '2026-05-31T23:59:59Z', usd: 1 });
  await ended(2, { at: '2026-06-01T00:00:00Z' });
  await ended(1, { at: '2026-05-10T00:00:00Z', mode: 'test', usd: 0.5 });
  const may = { month: '2026-05', from: '2026-05-01T00:00:00.000Z', to: '2026-06-01T00:00:00.000Z', executions: 3, bytes: 400, usd: 3.5 };
  expect(await usage.read(workspaceId, '2026-05')).toMatchObject(may);
  await testing.db.asSystem((tx) => new RollupStore().fold(tx, 1_000));
  expect(await usage.read(workspaceId, '2026-05')).toMatchObject(may);
  expect(await usage.read(workspaceId, '2026-06')).toMatchObject({ executions: 2, quotas: [] });
});

test('a hard quota refuses calls once it is reached, and lets them through when it is raised or a new month begins', async () => {
  await usage.setQuotas(by(), { executions: { soft: 2, hard: 4 } });
  await ended(3);
  await watch.look(Date.now());
  expect(() => watch.check(workspaceId)).not.toThrow();
  expect((await usage.read(workspaceId)).quotas).toEqual([{ metric: 'executions', soft: 2, hard: 4, used: 3, state: 'soft_reached' }]);
  await ended(1);
  await watch.look(Date.now());
  expect(() => watch.check(workspaceId)).toThrow(
    expect.objectContaining({ code: 'quota_exceeded', message: expect.stringContaining('executions') }),
  );
  expect(() => watch.check('another' as WorkspaceId)).not.toThrow();
  await usage.setQuotas(by(), { executions: { hard: 100 } });
  await watch.look(Date.now());
  expect(() => watch.check(workspaceId)).not.toThrow();
  await usage.setQuotas(by(), { executions: { hard: 4 } });
  await watch.look(Date.now() + 40 * 86_400_000);
  expect(() => watch.check(workspaceId)).not.toThrow();
});

test('reaching a quota is told once, by whichever process sees it first', async () => {
  await usage.setQuotas(by(), { bytes: { soft: 100, hard: 300 } });
  await ended(2);
  const other = new PgDatabase({ ownerUrl: testing.ownerUrl, logger });
  const watches = [watch, new QuotaWatch(other, new UsageStore(), logger)];
  await Promise.all(watches.map((each) => each.look(Date.now())));
  expect(await eventTypes()).toEqual(['quota.changed', 'quota.nearlyUsed']);
  await ended(5);
  for (const each of watches) await each.look(Date.now());
  expect(await eventTypes()).toEqual(['quota.changed', 'quota.nearlyUsed', 'quota.exceeded']);
  await other.close();
});

test('a soft quota above the hard one is refused and nothing is kept', async () => {
  await expect(usage.setQuotas(by(), { usd: { soft: 10, hard: 5 } })).rejects.toMatchObject({ detail: { errors: [{ path: 'usd.soft' }] } });
  expect((await usage.read(workspaceId)).quotas).toEqual([]);
});
