import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { newId, type WorkspaceId } from '@patchbay/kernel';
import { PgDatabase } from '@patchbay/platform';
import { createTestDatabase, createWorkspace, type TestDatabase } from '@patchbay/testing';
import pg from 'pg';
import { pino } from 'pino';
import { MetricsService } from './metrics.service.js';
import { RollupJob } from './rollup.job.js';
import { RollupStore } from './rollup.store.js';
import type { SummaryAsk } from './summary.js';
import { SummaryStore } from './summary.store.js';
import type { ActivityQuery } from './workspace-activity.js';
import { WorkspaceActivityStore } from './workspace-activity.store.js';

const NOW = Date.parse('2026-06-15T12:00:00Z');
const HOUR_MS = 3_600_000;

let testing: TestDatabase;
let owner: pg.Client;
let workspaceId: WorkspaceId;
let metrics: MetricsService;
let job: RollupJob;
beforeAll(async () => {
  testing = await createTestDatabase();
  owner = new pg.Client({ connectionString: testing.ownerUrl });
  await owner.connect();
  metrics = new MetricsService(testing.db, new SummaryStore(), new WorkspaceActivityStore());
});
beforeEach(async () => {
  workspaceId = await createWorkspace(testing.db);
  job = new RollupJob(testing.db, new RollupStore(), pino({ level: 'silent' }));
});
afterEach(() => owner.query('truncate execution_ends, execution_rollups, executions, model_cost_logs'));
afterAll(async () => {
  await owner.end();
  await testing.close();
});

interface Run {
  readonly id: string;
  readonly connector: string;
  readonly action: string | null;
  readonly mode: string;
  readonly status: string;
  readonly finishedAtMs: number | null;
  readonly durationMs: number | null;
  readonly costs: string | null;
}
const run = (change: Partial<Run> = {}): Run => ({
  id: newId(),
  connector: 'hubspot',
  action: 'contact.create',
  mode: 'sync',
  status: 'succeeded',
  finishedAtMs: NOW - HOUR_MS,
  durationMs: 100,
  costs: null,
  ...change,
});

/** Written as the recorder does it: many rows in one statement. */
async function insert(...runs: Run[]): Promise<void> {
  await testing.db.record({
    name: 'test_insert',
    text: `insert into executions (workspace_id, id, connector_key, connector_name, connector_source, connector_version, action, effect, mode, trigger, status,
        trace_id, finished_at, duration_ms, bytes, costs)
      select $1, (r ->> 'id')::uuid, r ->> 'connector', 'n', 'builtin', 1, r ->> 'action', 'read', r ->> 'mode', 'api', r ->> 'status', 't',
        to_timestamp((r ->> 'finishedAtMs')::float8 / 1000), (r ->> 'durationMs')::float8, 10, (r ->> 'costs')::json
      from json_array_elements($2) r on conflict do nothing`,
    values: [workspaceId, JSON.stringify(runs)],
  });
}
const ask = (change: Partial<SummaryAsk> = {}): SummaryAsk => ({
  fromMs: NOW - 24 * HOUR_MS,
  toMs: NOW,
  groupBy: [],
  workspace: workspaceId,
  ...change,
});
const total = async () => (await metrics.summary(ask(), NOW)).total;
const rows = async (table: string): Promise<number> => Number((await owner.query(`select count(*) from ${table}`)).rows[0]?.count);

describe('what ended', () => {
  test('is counted at once, and the same after it went into the rollups', async () => {
    await insert(run(), run({ status: 'failed', durationMs: 200 }), run({ status: 'cancelled', durationMs: null }), run({ mode: 'test' }));
    const fresh = await total();
    expect(fresh).toMatchObject({ runs: 3, succeeded: 1, failed: 1, cancelled: 1, successRate: 0.5, bytes: 30 });
    expect(await job.run(NOW)).toBe(4);
    expect([await rows('execution_ends'), await total()]).toEqual([0, fresh]);
    expect(await job.run(NOW)).toBe(0);
  });

  test('is counted once, however often its row is written or ended', async () => {
    const [whole, open] = [run(), run({ status: 'running', finishedAtMs: null })];
    await insert(whole, open);
    await insert(whole, open);
    for (let again = 0; again < 3; again++)
      await owner.query(`update executions set status = 'failed', finished_at = $2 where id = $1`, [open.id, new Date(NOW - HOUR_MS)]);
    await job.run(NOW);
    expect(await total()).toMatchObject({ runs: 2, succeeded: 1, failed: 1 });
  });

  test('is counted by whichever statement ends it: a sweep, a cancel, a deadline', async () => {
    const open = [run({ status: 'queued', finishedAtMs: null }), run({ status: 'running', finishedAtMs: null })];
    await insert(...open);
    expect(await total()).toMatchObject({ runs: 0 });
    await testing.db.inWorkspace(workspaceId, (tx) =>
      tx.query(`update executions set status = 'cancelled', finished_at = $2 where id = $1`, [open[0]?.id, new Date(NOW - HOUR_MS)]),
    );
    await testing.db.asSystem((tx) =>
      tx.query(`update executions set status = 'unknown', finished_at = $2 where id = $1`, [open[1]?.id, new Date(NOW - HOUR_MS)]),
    );
    expect(await total()).toMatchObject({ runs: 2, cancelled: 1, unknown: 1 });
  });

  test('is not counted when its transaction fails', async () => {
    const broken = testing.db.asSystem(async (tx) => {
      await tx.query('select 1');
      throw new Error('stop');
    });
    await insert(run({ status: 'running', finishedAtMs: null }));
    await expect(broken).rejects.toThrow('stop');
    await owner.query(`begin; update executions set status = 'failed', finished_at = now(); rollback`);
    expect(await rows('execution_ends')).toBe(0);
  });
});

describe('model costs', () => {
  const cost = (change: object = {}) => ({
    provider: 'openai',
    model: 'gpt-5-mini',
    inputTokens: 1_000,
    outputTokens: 100,
    cachedTokens: 10,
    usd: 0.25,
    price: { input: 0.25, output: 2, cached: 0.025, source: 'https://vendor.example/prices', asOf: '2026-10-04' },
    ...change,
  });

  test('become rows of their own with prices and their list; an unknown price stays unknown', async () => {
    const { price: _price, ...unknown } = cost({ model: 'new-model', usd: null });
    const made = run({ costs: JSON.stringify([cost(), unknown]) });
    await insert(made);
    const { rows: logged } = await owner.query('select * from model_cost_logs order by model');
    expect(logged).toMatchObject([
      {
        execution_id: made.id,
        model: 'gpt-5-mini',
        usd: '0.25',
        input_price: '0.25',
        price_source: 'https://vendor.example/prices',
        input_tokens: '1000',
      },
      { model: 'new-model', usd: null, input_price: null, price_as_of: null },
    ]);
    expect(await total()).toMatchObject({ runs: 1, usd: 0.25, unpricedCalls: 1 });
    await job.run(NOW);
    expect(await total()).toMatchObject({ runs: 1, usd: 0.25, unpricedCalls: 1, durationMs: { mean: 100 } });
  });

  test('that cannot be read do not keep the run from being recorded', async () => {
    for (const costs of ['{"truncated":true}', '[{"provider":"p\\u0000","model":"m"}]', '[{"inputTokens":"many"}]'])
      await insert(run({ costs }));
    expect(await total()).toMatchObject({ runs: 3, usd: 0 });
    expect(await rows('model_cost_logs')).toBe(0);
  });
});

describe('a process killed while it counts', () => {
  test('loses nothing and counts nothing twice', async () => {
    await insert(...Array.from({ length: 3_000 }, (_, index) => run({ durationMs: index + 1 })));
    // A roller of another process: counts a part, does not commit, and is killed as the kernel kills.
    const roller = spawn(
      process.execPath,
      [
        '--input-type=module',
        '-e',
        `import pg from 'pg';
         const client = new pg.Client({ connectionString: process.argv[1] });
         await client.connect();
         await client.query('begin');
         await client.query('with taken as (delete from execution_ends where ctid = any(array(select ctid from execution_ends limit 1000)) returning *) select count(*) from taken');
         process.stdout.write('counted');
         await new Promise((resolve) => setTimeout(resolve, 60_000));`,
        testing.ownerUrl,
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    await once(roller.stdout, 'data');
    const exit = once(roller, 'exit');
    roller.kill('SIGKILL');
    await exit;
    const another = new PgDatabase({ ownerUrl: testing.ownerUrl, logger: pino({ level: 'silent' }) });
    const counted = await Promise.all([job.run(NOW), new RollupJob(another, new RollupStore(), pino({ level: 'silent' })).run(NOW)]);
    await another.close();
    // The dead process's lock on its rows is gone only once the server has noticed; a later round takes what this one left.
    const late = await job.run(NOW);
    expect(counted[0] + counted[1] + late).toBe(3_000);
    expect(await total()).toMatchObject({ runs: 3_000, succeeded: 3_000 });
  });
});

describe('the summary', () => {
  test('tells groups apart by each dimension', async () => {
    await insert(run(), run({ action: null, connector: 'c1', status: 'failed' }), run({ mode: 'async', finishedAtMs: NOW - 3 * HOUR_MS }));
    await job.run(NOW);
    const keys = async (...groupBy: SummaryAsk['groupBy']) =>
      (await metrics.summary(ask({ groupBy }), NOW)).groups.map(({ key, runs }) => [key, runs]);
    expect(await keys('connector')).toEqual([
      [{ connector: 'hubspot' }, 2],
      [{ connector: 'c1' }, 1],
    ]);
    expect(await keys('action')).toContainEqual([{ connector: 'c1', action: '' }, 1]);
    expect(await keys('status')).toContainEqual([{ status: 'failed' }, 1]);
    expect(await keys('mode')).toContainEqual([{ mode: 'async' }, 1]);
    expect(await keys('workspace')).toEqual([[{ workspace: workspaceId }, 3]]);
    expect(await keys('time', 'status')).toEqual([
      [{ time: '2026-06-15T09:00:00.000Z', status: 'succeeded' }, 1],
      [{ time: '2026-06-15T11:00:00.000Z', status: 'failed' }, 1],
      [{ time: '2026-06-15T11:00:00.000Z', status: 'succeeded' }, 1],
    ]);
  });

  test('gives percentiles that are at most 4.4 % off', async () => {
    await insert(...Array.from({ length: 2_000 }, (_, index) => run({ durationMs: index + 1 })));
    await job.run(NOW);
    const { durationMs } = await total();
    for (const [key, value] of [
      ['p50', 1_000],
      ['p95', 1_900],
      ['p99', 1_980],
    ] as const)
      expect(Math.abs((durationMs[key] ?? 0) / value - 1)).toBeLessThan(0.044);
    expect(durationMs.mean).toBe(1_000.5);
  });

  test('shows a workspace nothing of another one; the operator sees all', async () => {
    await insert(run());
    const other = await createWorkspace(testing.db);
    expect((await metrics.summary(ask({ workspace: other }), NOW)).total.runs).toBe(0);
    expect((await metrics.summary(ask({ workspace: 'all', groupBy: ['workspace'] }), NOW)).groups).toMatchObject([
      { key: { workspace: workspaceId } },
    ]);
  });

  test('refuses an empty range and a series of too many points', async () => {
    await expect(metrics.summary(ask({ toMs: NOW - 24 * HOUR_MS }), NOW)).rejects.toMatchObject({ code: 'input_invalid' });
    await expect(metrics.summary(ask({ groupBy: ['time'], interval: '5m', fromMs: NOW - 72 * HOUR_MS }), NOW)).rejects.toMatchObject({
      detail: { errors: [{ path: 'interval' }] },
    });
  });
});

describe('all workspaces', () => {
  const activity = (change: Partial<ActivityQuery> = {}) =>
    metrics.workspaces({ fromMs: NOW - 24 * HOUR_MS, toMs: NOW, limit: 200, ...change }, NOW);

  test('stand with their figures and last activity, the busiest first, idle ones too', async () => {
    const idle = await createWorkspace(testing.db);
    await insert(run(), run({ status: 'failed', finishedAtMs: NOW - 2 * HOUR_MS, durationMs: 400 }));
    await job.run(NOW);
    await insert(run({ status: 'cancelled', durationMs: null }));
    const { data } = await activity();
    expect(data[0]).toMatchObject({
      workspace: { id: workspaceId },
      figures: { runs: 3, succeeded: 1, failed: 1, cancelled: 1, successRate: 0.5 },
      lastActiveAt: new Date(NOW - HOUR_MS).toISOString(),
    });
    expect(data[0]?.figures.durationMs.p95).toBeCloseTo(400, -2);
    expect(data.find(({ workspace }) => workspace.id === idle)).toMatchObject({
      figures: { runs: 0, successRate: null, durationMs: { p95: null } },
      lastActiveAt: null,
    });
  });

  test('are read page after page by every order, each once', async () => {
    await Promise.all(Array.from({ length: 3 }, () => createWorkspace(testing.db)));
    await insert(run({ costs: null }), run({ status: 'failed' }));
    const { data: all } = await activity({ sort: 'newest' });
    for (const sort of ['executions', 'failures', 'cost', 'newest', 'name'] as const) {
      const seen: string[] = [];
      for (let cursor: string | null | undefined; cursor !== null;) {
        const page = await activity({ sort, limit: 2, ...(cursor === undefined ? {} : { cursor }) });
        seen.push(...page.data.map(({ workspace }) => workspace.id));
        cursor = page.nextCursor;
      }
      expect(seen.toSorted()).toEqual(all.map(({ workspace }) => workspace.id).toSorted());
    }
  });

  test('are found by a part of their name and by their id', async () => {
    expect((await activity({ q: workspaceId })).data.map(({ workspace }) => workspace.id)).toEqual([workspaceId]);
    expect((await activity({ q: 'no workspace is named so' })).data).toEqual([]);
  });
});

test('fine buckets are forgotten when they are old, coarse ones stay', async () => {
  const old = Date.now() - 10 * 24 * HOUR_MS;
  await insert(run({ finishedAtMs: old }));
  await job.run(Date.now());
  expect((await owner.query('select grain from execution_rollups order by grain')).rows).toEqual([{ grain: 3_600 }, { grain: 86_400 }]);
});
