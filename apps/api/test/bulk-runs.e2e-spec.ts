import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { formatSealingKeys, generateSealingKey } from '@patchbay/platform';
import { createTestDatabase, type TestDatabase } from '@patchbay/testing';
import { startTestApi, type TestApi } from './support/test-api.js';
import { World } from './support/world.js';

interface BulkRun {
  readonly id: string;
  readonly status: string;
  readonly total: number;
  readonly skipped: number;
  readonly progress: Record<'processed' | 'succeeded' | 'failed' | 'cancelled' | 'open' | 'remaining', number>;
}

let api: TestApi;
let world: World;
let database: TestDatabase;
const keys = { PATCHBAY_ENCRYPTION_KEYS: formatSealingKeys([generateSealingKey('k1')]) };
beforeAll(async () => {
  database = await createTestDatabase();
  api = await startTestApi(keys, { database });
  world = await World.create(api);
}, 60_000);
afterAll(async () => {
  await world.close();
  await api.close();
});

async function workflowOf(node: object): Promise<string> {
  const definition = { name: randomUUID(), start: 'n', nodes: [{ id: 'n', ...node }] };
  return (await world.call<{ id: string }>('POST', '/api/v1/workflows', { body: { definition } })).body.id;
}

async function contacts(count: number): Promise<string[]> {
  return Promise.all(Array.from({ length: count }, () => world.contact()));
}

async function start(workflowId: string, body: object): Promise<BulkRun> {
  const answer = await world.call<BulkRun>('POST', `/api/v1/workflows/${workflowId}/bulk-runs`, { body });
  expect(answer.status).toBe(202);
  return answer.body;
}

async function until(id: string, done: (run: BulkRun) => boolean): Promise<BulkRun> {
  for (const end = Date.now() + 60_000; ; await new Promise((resolve) => setTimeout(resolve, 100))) {
    const { body } = await world.call<BulkRun>('GET', `/api/v1/workflow-bulk-runs/${id}`);
    if (done(body)) return body;
    if (Date.now() > end) throw new Error(JSON.stringify(body));
  }
}

const runsOf = async (groupId: string): Promise<{ contactId: string }[]> =>
  (await world.call<{ data: { contactId: string }[] }>('GET', `/api/v1/workflow-runs?groupId=${groupId}&limit=200`)).body.data;

test('every contact of a list gets one run; one that is gone is skipped; the progress adds up', async () => {
  const ids = await contacts(30);
  const gone = randomUUID();
  const run = await start(await workflowOf({ type: 'transform', value: '{{contact.firstname}}' }), {
    contactIds: [...ids, gone],
    concurrency: 7,
  });
  expect(run).toMatchObject({ status: 'running', total: 31 });
  const end = await until(run.id, ({ status }) => status === 'finished');
  expect(end).toMatchObject({ skipped: 1, progress: { processed: 31, succeeded: 30, failed: 0, open: 0, remaining: 0 } });
  const started = await runsOf(run.id);
  expect(started.map(({ contactId }) => contactId).sort()).toEqual([...ids].sort());
}, 90_000);

test('without a list it is all contacts, and a failed run is counted and holds up nothing', async () => {
  const { body } = await world.call<{ data: unknown[] }>('GET', '/api/v1/contacts?limit=200');
  const run = await start(await workflowOf({ type: 'transform', value: '{{input.missing}}' }), {});
  const end = await until(run.id, ({ status }) => status === 'finished');
  expect(end.total).toBe(body.data.length);
  expect(end.progress).toMatchObject({ succeeded: 0, failed: end.total, remaining: 0 });
}, 90_000);

test('no more runs are under way than asked for; paused it begins none, resumed it goes on, cancelled it ends', async () => {
  const ids = await contacts(12);
  const workflowId = await workflowOf({ type: 'delay', seconds: 3_600 });
  const run = await start(workflowId, { contactIds: ids, concurrency: 4 });
  await until(run.id, ({ progress }) => progress.open === 4);
  const path = `/api/v1/workflow-bulk-runs/${run.id}`;
  expect((await world.call<BulkRun>('POST', `${path}/pause`)).body).toMatchObject({
    status: 'paused',
    progress: { open: 4, succeeded: 0, failed: 0, cancelled: 0, remaining: 12 },
    skipped: 0,
  });
  expect((await world.call('POST', `${path}/pause`)).status).toBe(409);
  expect((await world.call<BulkRun>('POST', `${path}/resume`)).body.status).toBe('running');
  const cancelled = (await world.call<BulkRun>('POST', `${path}/cancel`)).body;
  expect(cancelled).toMatchObject({ status: 'cancelled', progress: { open: 0, cancelled: 4 } });
  expect(await runsOf(run.id)).toHaveLength(4);
}, 90_000);

test('two processes that feed one bulk run start each contact once', async () => {
  const ids = await contacts(40);
  const second = await startTestApi(keys, { database });
  try {
    const run = await start(await workflowOf({ type: 'transform', value: 1 }), { contactIds: ids, concurrency: 3 });
    await until(run.id, ({ status }) => status === 'finished');
    expect(new Set((await runsOf(run.id)).map(({ contactId }) => contactId)).size).toBe(40);
    expect(await runsOf(run.id)).toHaveLength(40);
  } finally {
    await second.stop();
  }
}, 90_000);
