import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import {
  ExecutionRecorder,
  ExecutionStore,
  IdempotencyService,
  type ExecutionDispatcher,
  type WorkspaceBacklog,
} from '@patchbay/executions';
import { newId, PlatformError, type WorkspaceId } from '@patchbay/kernel';
import type { Database } from '@patchbay/platform';
import { createTestDatabase, createWorkspace, type TestDatabase } from '@patchbay/testing';
import pg from 'pg';
import { customConnector, startBench, type Bench } from '../test/router-bench.js';
import { AbandonedKeys } from './async/abandoned-keys.js';
import { QueueIntake } from './async/queue-intake.js';
import type { CallRequest } from './index.js';

// The connection breaks after Postgres has committed a row and before it could say so: the row is there, and its writer is told that it is not known.

let testing: TestDatabase;
let owner: pg.Client;
let bench: Bench;
let workspaceId: WorkspaceId;
let idempotency: IdempotencyService;
let answersAreLost = false;

beforeAll(async () => {
  testing = await createTestDatabase();
  owner = new pg.Client({ connectionString: testing.ownerUrl });
  await owner.connect();
  workspaceId = await createWorkspace(testing.db);
  const record: Database['record'] = async (statement) => {
    const done = await testing.db.record(statement);
    if (answersAreLost) throw new PlatformError('database_unavailable', 'The connection broke.');
    return done;
  };
  const losing = new Proxy(testing.db, { get: (db, name) => (name === 'record' ? record : (Reflect.get(db, name) as unknown)) });
  const recorder = new ExecutionRecorder(losing, { retryForMs: 30 }, newId());
  idempotency = new IdempotencyService(testing.db);
  const executions = new ExecutionStore();
  new AbandonedKeys({ db: testing.db, executions, idempotency, processes: { isAlive: () => Promise.resolve(true) } }).start();
  const seat = () => ({ jobId: newId(), priority: 0, committed: () => undefined, abandoned: () => undefined });
  const intake = new QueueIntake({
    recorder,
    dispatcher: { seat } as unknown as ExecutionDispatcher,
    backlog: { total: () => 0, add: () => 0 } as unknown as WorkspaceBacklog,
    payloads: { seal: () => Buffer.from('sealed') } as never,
  });
  bench = await startBench({
    runnable: customConnector({ type: 'single-step', config: { method: 'POST', url: '/orders', body: { n: 1 } } }),
    ports: { recorder, idempotency, intake },
  });
});
afterAll(async () => {
  await bench.close();
  await idempotency.stop();
  await owner.end();
  await testing.close();
});
beforeEach(() => {
  answersAreLost = false;
  bench.provider.requests.length = 0;
  bench.provider.on('/orders', { status: 201, body: { id: 7 } });
});

const run = (call: Partial<CallRequest>) =>
  bench.run({ principal: { kind: 'api_key', id: 'k', workspaceId, role: 'member', platformAdmin: false }, ...call });
const rowsOf = async () => {
  const { rows } = await owner.query<{ status: string; error_code: string | null; attempts: unknown }>(
    'select status, error_code, attempts from executions order by id',
  );
  await owner.query('delete from executions');
  return rows.map(({ status, error_code: code, attempts }) => ({ status, code, requests: Array.isArray(attempts) ? attempts.length : 0 }));
};

test('a write whose intent was committed unheard sends nothing, its row says so, and its key runs again', async () => {
  answersAreLost = true;
  expect(await run({ idempotencyKey: 'write' })).toMatchObject({ kind: 'failed', error: { code: 'database_unavailable' } });
  expect(bench.provider.requests).toHaveLength(0);
  answersAreLost = false;
  expect(await run({ idempotencyKey: 'write' })).toMatchObject({ kind: 'succeeded', output: { id: 7 }, replayed: false });
  expect(bench.provider.requests).toHaveLength(1);
  expect(await rowsOf()).toEqual([
    { status: 'failed', code: 'database_unavailable', requests: 0 },
    { status: 'succeeded', code: null, requests: 1 },
  ]);
});

test('a run that was accepted unheard is the one its key stands for: a second one is not accepted', async () => {
  answersAreLost = true;
  expect(await run({ idempotencyKey: 'async', mode: 'async' })).toMatchObject({ kind: 'failed', error: { code: 'database_unavailable' } });
  answersAreLost = false;
  const again = await run({ idempotencyKey: 'async', mode: 'async' });
  expect(again).toMatchObject({ kind: 'queued', replayed: true });
  const { rows } = await owner.query<{ id: string; status: string }>('select id, status from executions');
  expect(rows).toEqual([{ id: again.executionId, status: 'queued' }]);
  await owner.query('delete from executions');
});

test('a write whose answer could not be recorded keeps its key until its row is settled, and is not sent again', async () => {
  bench.provider.on('/orders', () => {
    answersAreLost = true;
    return { status: 201, body: { id: 8 } };
  });
  expect(await run({ idempotencyKey: 'sent' })).toMatchObject({ kind: 'failed', error: { code: 'database_unavailable' } });
  answersAreLost = false;
  expect(await run({ idempotencyKey: 'sent' })).toMatchObject({ kind: 'succeeded', replayed: true });
  expect(bench.provider.requests).toHaveLength(1);
  expect(await rowsOf()).toEqual([{ status: 'succeeded', code: null, requests: 1 }]);
});

test('a claim of a key that was committed unheard is freed', async () => {
  const claims = new IdempotencyService(testing.db);
  const claim = claims.claim.bind(claims);
  claims.claim = async (...asked) => {
    await claim(...asked);
    throw new PlatformError('database_unavailable', 'The connection broke.');
  };
  const other = await startBench({
    runnable: customConnector({ type: 'single-step', config: { method: 'GET', url: '/x' } }),
    ports: { idempotency: claims },
  });
  other.provider.on('/x', { body: {} });
  const principal = { kind: 'api_key', id: 'k', workspaceId, role: 'member', platformAdmin: false } as const;
  expect(await other.run({ principal, idempotencyKey: 'claimed' })).toMatchObject({ error: { code: 'database_unavailable' } });
  claims.claim = claim;
  expect(await other.run({ principal, idempotencyKey: 'claimed' })).toMatchObject({ kind: 'succeeded', replayed: false });
  await claims.stop();
  await other.close();
});
