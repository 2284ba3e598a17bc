import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { newId, type JsonObject, type WorkspaceId } from '@patchbay/kernel';
import { PgDatabase } from '@patchbay/platform';
import { createTestDatabase, createWorkspace, type TestDatabase } from '@patchbay/testing';
import { pino } from 'pino';
import { WorkflowStore } from '../store/workflow.store.js';
import { PlanCache } from './plan-cache.js';

const store = new WorkflowStore();
let testing: TestDatabase;
let small: PgDatabase;
let workspaceId: WorkspaceId;
beforeAll(async () => {
  testing = await createTestDatabase();
  workspaceId = await createWorkspace(testing.db);
  small = new PgDatabase({ ownerUrl: testing.ownerUrl, logger: pino({ level: 'silent' }), poolSize: 1, connectTimeoutMs: 500 });
}, 60_000);
afterAll(async () => {
  await small.close();
  await testing.close();
});

async function saved(): Promise<{ workspaceId: WorkspaceId; workflowId: string; version: number }> {
  const id = newId();
  const definition = { name: `W ${id}`, start: 'a', nodes: [{ id: 'a', type: 'transform', value: 1 }], edges: [] } satisfies JsonObject;
  const first = { workspaceId, id, name: definition.name, version: 1, hash: 'h', definition, actor: 'api_key:test', enabled: true };
  await testing.db.inWorkspace(workspaceId, (tx) => store.insert(tx, first));
  return { workspaceId, workflowId: id, version: 1 };
}

test('who holds the last connection gets a plan that is not in memory', async () => {
  const ref = await saved();
  const plans = new PlanCache(small, store);
  const plan = await small.inWorkspace(workspaceId, (tx) => plans.within(tx, ref));
  expect(plan).toBe(await plans.of(ref));
});

test('a workflow that is gone has no plan, in a transaction or without one', async () => {
  const ref = { workspaceId, workflowId: newId(), version: 1 };
  const plans = new PlanCache(small, store);
  await expect(small.inWorkspace(workspaceId, (tx) => plans.within(tx, ref))).rejects.toMatchObject({ code: 'not_found' });
  await expect(plans.of(ref)).rejects.toMatchObject({ code: 'not_found' });
});
