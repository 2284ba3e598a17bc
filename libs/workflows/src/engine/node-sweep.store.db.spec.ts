import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { newId, type WorkspaceId } from '@patchbay/kernel';
import { createTestDatabase, createWorkspace, type TestDatabase } from '@patchbay/testing';
import pg from 'pg';
import type { NodeRef } from './refs.js';
import { NodeSweepStore } from './node-sweep.store.js';

let testing: TestDatabase;
let owner: pg.Client;
let workspaceId: WorkspaceId;
const store = new NodeSweepStore();

beforeAll(async () => {
  testing = await createTestDatabase();
  owner = new pg.Client({ connectionString: testing.ownerUrl });
  await owner.connect();
  workspaceId = await createWorkspace(testing.db);
});
afterAll(async () => {
  await owner.end();
  await testing.close();
});

test('waiting nodes are looked at once each, also many that were due at the same moment, and get the jobs they are given', async () => {
  const job = newId();
  // Three moments, a microsecond apart, four nodes each; one more is not due for long enough, one is not queued.
  const { rows: clock } = await owner.query<{ base: string }>(`select (now() - interval '1 minute')::text as base`);
  for (const moment of [2, 0, 1])
    for (const item of [-1, 0, 1, 2])
      await owner.query(
        `insert into workflow_node_runs (workspace_id, run_id, node_id, item, type, status, due_at, job_id)
         values ($1, $2, 'n', $3, 'action', 'queued', $4::timestamptz + $5 * interval '1 microsecond', $6)`,
        [workspaceId, newId(), item, clock[0]?.base, moment, moment === 1 ? null : job],
      );
  for (const [status, seconds] of [
    ['queued', 1],
    ['running', 60],
  ])
    await owner.query(
      `insert into workflow_node_runs (workspace_id, run_id, node_id, item, type, status, due_at) values ($1, $2, 'n', -1, 'action', $3, now() - make_interval(secs => $4))`,
      [workspaceId, newId(), status, seconds],
    );

  const pages = [];
  for (let after: string | undefined; ;) {
    const from = after;
    const page = await testing.db.asSystem((tx) => store.waitingPage(tx, { olderThanMs: 8_000, after: from, limit: 5 }));
    if (page.last === undefined) break;
    pages.push({ page, from });
    after = page.last;
  }
  expect(pages.map(({ page }) => page.rows)).toEqual([5, 5, 2]);
  expect(pages.map(({ page }) => [page.jobIds, page.jobless])).toEqual([
    [[job], true],
    [[job], true],
    [[job], false],
  ]);

  const found = await Promise.all(
    pages.map(({ page, from }) =>
      testing.db.asSystem((tx) => store.orphans(tx, { olderThanMs: 8_000, after: from, last: page.last ?? '', dead: [], limit: 100 })),
    ),
  );
  expect(found.map((orphans) => orphans.length)).toEqual([1, 3, 0]);

  const jobs = [newId(), newId(), newId(), newId()];
  const refs = found.flat().map(({ ref }) => ref);
  await testing.db.asSystem((tx) => store.assignJobs(tx, refs, jobs));
  for (const [index, { runId, item }] of refs.entries()) {
    const { rows } = await owner.query('select job_id from workflow_node_runs where run_id = $1 and item = $2', [runId, item]);
    expect(rows).toEqual([{ job_id: jobs[index] }]);
  }
});

describe('a node whose process is gone, in a run that failed', () => {
  async function failedRun(sent: boolean): Promise<{ runId: string; node: NodeRef; claimId: string }> {
    const [runId, claimId, workflowId] = [newId(), newId(), newId()];
    await owner.query(
      `insert into workflow_runs (workspace_id, id, workflow_id, version, status, trigger_type, principal, trace_id, input) values ($1, $2, $3, 1, 'failed', 'api', '{}', 't', '{}')`,
      [workspaceId, runId, workflowId],
    );
    await owner.query(
      `insert into workflow_node_runs (workspace_id, run_id, node_id, item, type, status, claimed_by, claim_id, sent_at)
       values ($1, $2, 'send', -1, 'action', 'running', $3, $4, case when $5 then now() end)`,
      [workspaceId, runId, newId(), claimId, sent],
    );
    return { runId, claimId, node: { workspaceId, runId, nodeId: 'send', item: -1 } };
  }
  const statusOf = async (runId: string): Promise<string | undefined> => {
    const { rows } = await owner.query<{ status: string }>('select status from workflow_node_runs where run_id = $1', [runId]);
    return rows[0]?.status;
  };
  /** Opens the run as a retry does; the node ends while that is not committed yet. */
  async function whileRetried(runId: string, work: () => Promise<unknown>): Promise<void> {
    const retry = new pg.Client({ connectionString: testing.ownerUrl });
    await retry.connect();
    await retry.query('begin');
    await retry.query('select from workflow_runs where id = $1 for update', [runId]);
    await retry.query(`update workflow_runs set status = 'running' where id = $1`, [runId]);
    const working = work();
    const blocked = `select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`;
    const ended = working.then(() => true);
    while (
      (await owner.query(blocked)).rowCount === 0 &&
      !(await Promise.race([ended, new Promise((next) => setTimeout(next, 10, false))]))
    );
    await retry.query('commit');
    await retry.end();
    await working;
  }

  test.each([
    ['is cancelled when nothing was sent', false, 'cancelled'],
    ['is unknown when its write may have left', true, 'unknown'],
  ])('%s', async (_, sent, status) => {
    const [swept, given] = [await failedRun(sent), await failedRun(sent)];
    await testing.db.asSystem((tx) => store.giveBack(tx, { ...given.node, claimId: given.claimId }, { jobId: newId(), delayMs: 0 }));
    expect(await testing.db.asSystem((tx) => store.sweepDead(tx, 10))).toEqual([]);
    expect([await statusOf(given.runId), await statusOf(swept.runId)]).toEqual([status, status]);
  });

  test('goes on when the run is retried at that moment, whoever is first', async () => {
    const [swept, given] = [await failedRun(false), await failedRun(false)];
    await whileRetried(given.runId, () =>
      testing.db.asSystem((tx) => store.giveBack(tx, { ...given.node, claimId: given.claimId }, { jobId: newId(), delayMs: 0 })),
    );
    await whileRetried(swept.runId, () => testing.db.asSystem((tx) => store.sweepDead(tx, 10)));
    await testing.db.asSystem((tx) => store.sweepDead(tx, 10));
    expect([await statusOf(given.runId), await statusOf(swept.runId)]).toEqual(['queued', 'queued']);
  });
});
