import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { idAt, type WorkspaceId } from '@patchbay/kernel';
import { createTestDatabase, createWorkspace, type TestDatabase } from '@patchbay/testing';
import pg from 'pg';
import { pino } from 'pino';
import { RunHousekeeping } from './run-housekeeping.js';

const DAY_MS = 86_400_000;
let testing: TestDatabase;
let owner: pg.Pool;
let workspaceId: WorkspaceId;
beforeAll(async () => {
  testing = await createTestDatabase();
  owner = new pg.Pool({ connectionString: testing.ownerUrl, max: 2 });
  workspaceId = await createWorkspace(testing.db);
}, 60_000);
afterAll(async () => {
  await owner.end();
  await testing.close();
});

/** A run of so many days ago, with one node. */
async function run(daysAgo: number, status: string): Promise<string> {
  const id = idAt(Date.now() - daysAgo * DAY_MS);
  await owner.query(
    `insert into workflow_runs (workspace_id, id, workflow_id, version, status, trigger_type, principal, trace_id, input) values ($1, $2, $2, 1, $3, 'api', '{}', 't', '{}')`,
    [workspaceId, id, status],
  );
  await owner.query(
    `insert into workflow_node_runs (workspace_id, run_id, node_id, type, status) values ($1, $2, 'a', 'delay', 'succeeded')`,
    [workspaceId, id],
  );
  return id;
}

async function left(): Promise<string[]> {
  const { rows } = await owner.query<{ id: string }>(
    'select r.id from workflow_runs r join workflow_node_runs n on n.workspace_id = r.workspace_id and n.run_id = r.id order by r.id',
  );
  return rows.map(({ id }) => id);
}

test('old runs are dropped with their nodes, but none that began on or after the day of an open one', async () => {
  const ancient = await run(90, 'succeeded');
  const waiting = await run(40, 'running');
  const old = await run(35, 'failed');
  const young = await run(2, 'succeeded');
  expect(await left()).toEqual([ancient, waiting, old, young]);
  await new RunHousekeeping(testing.db, pino({ level: 'silent' })).tidy(Date.now());
  expect(await left()).toEqual([waiting, old, young]);
  await owner.query(`update workflow_runs set status = 'cancelled' where id = $1`, [waiting]);
  await new RunHousekeeping(testing.db, pino({ level: 'silent' })).tidy(Date.now());
  expect(await left()).toEqual([young]);
}, 60_000);
