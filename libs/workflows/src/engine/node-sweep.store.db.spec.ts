import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { newId, type WorkspaceId } from '@patchbay/kernel';
import { createTestDatabase, createWorkspace, type TestDatabase } from '@patchbay/testing';
import pg from 'pg';
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
