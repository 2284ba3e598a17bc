import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { newId, type ExecutionId, type WorkspaceId } from '@patchbay/kernel';
import { BullmqWorkQueues, roleUrl, type QueueConnection } from '@patchbay/platform';
import { createTestDatabase, createWorkspace, redisAvailable, startRedis, type TestDatabase } from '@patchbay/testing';
import pg from 'pg';
import { pino } from 'pino';
import { ExecutionRecorder, type ExecutionMove } from '../recorder/execution-recorder.js';
import type { ExecutionRow } from '../recorder/execution-row.js';
import { CancellationService } from './cancellation.service.js';
import { ExecutionDispatcher } from './execution-dispatcher.js';
import { OwnRunsCheck } from './own-runs-check.js';
import { Reconciler } from './reconciler.js';
import { RUN_QUEUE, type RunBatch, type RunRef } from './run-batch.js';
import { RunStore } from './run.store.js';
import { RunningRuns } from './running-runs.js';
import { WorkspaceBacklog } from './workspace-backlog.js';

const silent = pino({ level: 'silent' });
let testing: TestDatabase;
let owner: pg.Pool;
let workspaceId: WorkspaceId;
const store = new RunStore();

beforeAll(async () => {
  testing = await createTestDatabase();
  owner = new pg.Pool({ connectionString: testing.ownerUrl, max: 4 });
  workspaceId = await createWorkspace(testing.db);
});
afterAll(async () => {
  await owner.end();
  await testing.close();
});
beforeEach(() => owner.query('delete from executions; delete from processes'));

/** A process that lives, and one that has not said a word for a minute. */
async function process(seenSecondsAgo = 0): Promise<string> {
  const id = newId();
  await owner.query('insert into processes (id, role, seen_at) values ($1, $2, now() - make_interval(secs => $3))', [
    id,
    'worker',
    seenSecondsAgo,
  ]);
  return id;
}

async function row(change: Partial<ExecutionRow> = {}, columns: Record<string, unknown> = {}): Promise<string> {
  const id = newId<ExecutionId>();
  await new ExecutionRecorder(testing.db).insert({
    workspaceId,
    id,
    status: 'queued',
    connectorKey: 'acme',
    connectorName: 'Acme',
    connectorSource: 'custom',
    connectorVersion: 1,
    effect: 'read',
    mode: 'async',
    trigger: 'api',
    traceId: 't',
    ...change,
  });
  for (const [name, value] of Object.entries(columns)) await owner.query(`update executions set ${name} = $1 where id = $2`, [value, id]);
  return id;
}

const refs = (...ids: string[]): RunRef[] => ids.map((executionId) => ({ workspaceId, executionId }));
const asSystem: TestDatabase['db']['asSystem'] = (work) => testing.db.asSystem(work);
const claim = (processId: string, ...ids: string[]) => asSystem((tx) => store.claim(tx, { processId, runs: refs(...ids) }));

async function stateOf(id: string): Promise<{ status: string; error_code: string | null; claimed_by: string | null }> {
  const { rows } = await owner.query<{ status: string; error_code: string | null; claimed_by: string | null }>(
    'select status, error_code, claimed_by from executions where id = $1',
    [id],
  );
  if (!rows[0]) throw new Error('the row is gone');
  return rows[0];
}

describe('claiming', () => {
  test('gives each run to one of many that ask at once', async () => {
    const ids = await Promise.all(Array.from({ length: 20 }, () => row()));
    const workers = await Promise.all([process(), process(), process()]);
    const claimed = await Promise.all(workers.map((worker) => claim(worker, ...ids)));
    const taken = claimed.flat().map((run) => run.executionId);
    expect(taken.toSorted()).toEqual(ids.toSorted());
  });

  test('takes nothing that is cancelled, ended, or not due yet', async () => {
    const later = await row({}, { not_before: new Date(Date.now() + 60_000) });
    const cancelled = await row({}, { status: 'cancelled' });
    expect(await claim(await process(), later, cancelled)).toEqual([]);
  });
});

describe('handing back', () => {
  test('queues a run of one’s own again for later, and leaves those of others', async () => {
    const [mine, others] = [await process(), await process()];
    const [id, foreign] = [await row(), await row()];
    await claim(mine, id);
    await claim(others, foreign);
    const jobId = newId();
    const back = await asSystem((tx) => store.handBack(tx, { processId: mine, runs: refs(id, foreign), jobId, delayMs: 60_000 }));
    expect(back).toEqual(refs(id));
    expect(await stateOf(id)).toMatchObject({ status: 'queued', claimed_by: null });
    expect(await stateOf(foreign)).toMatchObject({ status: 'running', claimed_by: others });
    expect(await claim(mine, id)).toEqual([]);
  });

  test('ends a run that was to be cancelled meanwhile', async () => {
    const mine = await process();
    const id = await row();
    await claim(mine, id);
    await testing.db.inWorkspace(workspaceId, (tx) => store.requestCancel(tx, id));
    expect(await asSystem((tx) => store.handBack(tx, { processId: mine, runs: refs(id), jobId: newId(), delayMs: 0 }))).toEqual([]);
    expect(await stateOf(id)).toMatchObject({ status: 'cancelled', error_code: 'cancelled' });
  });
});

describe('sweeping after a process died', () => {
  const running = (change: Partial<ExecutionRow>, columns: Record<string, unknown>, dead: string): Promise<string> =>
    row(change, { status: 'running', claimed_by: dead, ...columns });
  const SENT = { sent_at: new Date() };

  test.each<[string, Partial<ExecutionRow>, Record<string, unknown>, string, string | null]>([
    ['an accepted read runs again', {}, {}, 'queued', null],
    ['an accepted write that was not sent runs again', { effect: 'create' }, {}, 'queued', null],
    ['an accepted write that may have been sent is unknown', { effect: 'create' }, SENT, 'unknown', 'outcome_unknown'],
    ['a sent write that its provider recognises runs again', { effect: 'create', repeatable: true }, SENT, 'queued', null],
    ['a synchronous write is unknown', { effect: 'update', mode: 'sync' }, {}, 'unknown', 'outcome_unknown'],
    ['a read that was to be cancelled is cancelled', {}, { cancel_requested_at: new Date() }, 'cancelled', 'cancelled'],
    [
      'a sent write that was to be cancelled is unknown',
      { effect: 'create' },
      { ...SENT, cancel_requested_at: new Date() },
      'unknown',
      'outcome_unknown',
    ],
    ['a read that took twenty processes with it fails', {}, { attempt: 20 }, 'failed', 'shutting_down'],
  ])('%s', async (_, change, columns, status, code) => {
    const dead = await process(60);
    const id = await running(change, columns, dead);
    await asSystem((tx) => store.sweepDead(tx, 100));
    expect(await stateOf(id)).toEqual({ status, error_code: code, claimed_by: null });
  });

  test('leaves the runs of a living process, and one that is swept is ended only once', async () => {
    const alive = await process();
    const id = await running({ effect: 'create' }, SENT, alive);
    expect(await asSystem((tx) => store.sweepDead(tx, 100))).toEqual([]);
    await owner.query(`update processes set seen_at = now() - interval '1 minute'`);
    const swept = await Promise.all([1, 2, 3].map(() => asSystem((tx) => store.sweepDead(tx, 100))));
    expect(swept.flat()).toHaveLength(1);
    // Its process was only slow: what it has to say comes too late.
    const recorder = new ExecutionRecorder(testing.db, {}, alive);
    await expect(
      recorder.finish({ workspaceId, id: id as ExecutionId, status: 'succeeded', finishedAtMs: Date.now() }),
    ).rejects.toMatchObject({
      code: 'illegal_state',
    });
    expect(await stateOf(id)).toMatchObject({ status: 'unknown' });
  });

  test('a living process finds rows it does not know, when two looks agree', async () => {
    const me = await process();
    const running = new RunningRuns();
    const [lost, known] = [await row({}, { status: 'running', claimed_by: me }), await row({}, { status: 'running', claimed_by: me })];
    running.begin(known, () => undefined);
    const moves: ExecutionMove[] = [];
    const check = new OwnRunsCheck({
      db: testing.db,
      store,
      running,
      processId: me,
      logger: silent,
      onMoves: (some) => moves.push(...some),
    });
    expect([await check.check(), await check.check()]).toEqual([0, 1]);
    expect(await stateOf(lost)).toMatchObject({ status: 'queued' });
    expect(await stateOf(known)).toMatchObject({ status: 'running' });
    expect(moves).toEqual([{ workspaceId, id: lost, status: 'queued' }]);
  });
});

describe('cancelling', () => {
  test('reaches the run in whichever process it is, and a queued run never starts', async () => {
    const [here, there] = [new RunningRuns(), new RunningRuns()];
    const service = (running: RunningRuns): CancellationService =>
      new CancellationService({ db: testing.db, store, recorder: { tell: () => undefined }, running, processId: newId() });
    const [asked, runs] = [service(here), service(there)];
    await runs.start();
    const id = await row({}, { status: 'running', claimed_by: await process() });
    const stopped = new Promise<string>((resolve) => {
      there.begin(id, (reason) => {
        resolve(reason.code);
        void owner.query(`update executions set status = 'cancelled' where id = $1`, [id]);
      });
    });
    expect(await asked.cancel(workspaceId, id)).toEqual({ executionId: id, status: 'cancelled' });
    expect(await stopped).toBe('cancelled');
    const queued = await row();
    expect(await asked.cancel(workspaceId, queued)).toEqual({ executionId: queued, status: 'cancelled' });
    expect(await claim(await process(), queued)).toEqual([]);
    await expect(asked.cancel(workspaceId, queued)).rejects.toMatchObject({ code: 'illegal_state' });
    await expect(asked.cancel(await createWorkspace(testing.db), queued)).rejects.toMatchObject({ code: 'not_found' });
    await runs.stop();
  });
});

test('a run whose deadline passed in the queue times out and says that nothing was sent', async () => {
  const late = await row({ deadlineAtMs: Date.now() - 1_000 });
  const early = await row({ deadlineAtMs: Date.now() + 60_000 });
  expect(await asSystem((tx) => store.expire(tx, 100))).toEqual(refs(late));
  expect(await stateOf(late)).toMatchObject({ status: 'timed_out', error_code: 'deadline_exceeded' });
  expect(await stateOf(early)).toMatchObject({ status: 'queued' });
});

interface Backend {
  readonly connection: QueueConnection;
  /** Loses everything in it. */
  lose(): Promise<void>;
  close(): Promise<void>;
}

const onPostgres = async (): Promise<Backend> => ({
  connection: { backend: 'postgres', url: roleUrl(testing.ownerUrl, 'patchbay_queue') },
  lose: async () => {
    const { rows } = await owner.query<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname = 'queue' and tablename like '%job%'`,
    );
    for (const { name } of rows) await owner.query(`truncate ${name} cascade`);
  },
  close: () => Promise.resolve(),
});
const onRedis = async (): Promise<Backend> => {
  const server = await startRedis();
  return { connection: { backend: 'redis', url: server.url }, lose: () => server.restart(), close: () => server.close() };
};

function describeReconciling(label: string, start: () => Promise<Backend>): void {
  describe(`reconciling with the queue on ${label}`, () => {
    let backend: Backend;
    let queues: BullmqWorkQueues;
    let reconciler: Reconciler;
    let dispatcher: ExecutionDispatcher;
    beforeAll(async () => {
      backend = await start();
      queues = new BullmqWorkQueues(backend.connection, silent);
      const queue = queues.open<RunBatch>(RUN_QUEUE);
      dispatcher = new ExecutionDispatcher(queue, silent);
      const backlog = new WorkspaceBacklog(testing.db, store);
      reconciler = new Reconciler({ db: testing.db, store, queue, dispatcher, backlog, logger: silent, onMoves: () => undefined });
    });
    afterAll(async () => {
      await queues.close();
      await backend.close();
    });

    /** Queued rows without a live job. */
    async function orphans(): Promise<string[]> {
      const { rows } = await owner.query<{ id: string; job_id: string | null }>(
        `select id, job_id from executions where status = 'queued'`,
      );
      const alive = await queues.open(RUN_QUEUE).alive(rows.flatMap((found) => found.job_id ?? []));
      return rows.filter((found) => found.job_id === null || !alive.has(found.job_id)).map((found) => found.id);
    }
    const oldRow = async (): Promise<string> => {
      const id = newId();
      const old = `${(Date.now() - 60_000)
        .toString(16)
        .padStart(12, '0')
        .replace(/^(.{8})(.{4})$/, '$1-$2')}${id.slice(13)}`;
      await owner.query('update executions set id = $1 where id = $2', [old, await row({ jobId: newId() })]);
      return old;
    };

    test('gives a job to rows whose job was never added, and again after the queue lost all', async () => {
      await Promise.all(Array.from({ length: 120 }, () => oldRow()));
      expect(await orphans()).toHaveLength(120);
      expect(await reconciler.reconcile()).toMatchObject({ requeued: 120 });
      await dispatcher.drain();
      expect(await orphans()).toEqual([]);
      expect(await reconciler.reconcile()).toMatchObject({ requeued: 0 });
      await backend.lose();
      expect(await orphans()).toHaveLength(120);
      await untilRequeued(120);
      expect(await orphans()).toEqual([]);
    });

    test('gives a job to the runs of a dead process at once', async () => {
      const id = await row({}, { status: 'running', claimed_by: await process(60) });
      expect(await reconciler.reconcile()).toMatchObject({ swept: 1, requeued: 1 });
      await dispatcher.drain();
      expect(await stateOf(id)).toMatchObject({ status: 'queued' });
      expect(await orphans()).toEqual([]);
    });

    async function untilRequeued(count: number): Promise<void> {
      for (let left = 50; left > 0; left -= 1) {
        const done = await reconciler.reconcile().catch(() => undefined);
        await dispatcher.drain();
        if (done?.requeued === count) return;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      throw new Error('the rows got no new jobs');
    }
  });
}

describeReconciling('Postgres', onPostgres);
if (redisAvailable) describeReconciling('Redis', onRedis);
else describe.skip('reconciling with the queue on Redis (needs redis-server)', () => test('runs', () => undefined));
