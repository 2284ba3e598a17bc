import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ExecutionRecorder, ExecutionsService, RetentionStore, ExecutionStore, IdempotencyService } from '@patchbay/executions';
import { ROUTER_STEPS, type WorkspaceId } from '@patchbay/kernel';
import { createTestDatabase, createWorkspace } from '@patchbay/testing';
import pg from 'pg';
import { customConnector, startBench, type Bench } from '../test/router-bench.js';
import type { CallRequest } from './index.js';

let testing: Awaited<ReturnType<typeof createTestDatabase>>;
let bench: Bench;
let workspaceId: WorkspaceId;
let idempotency: IdempotencyService;
let executions: ExecutionsService;

const create = customConnector({
  type: 'single-step',
  config: {
    method: 'POST',
    url: '/people',
    headers: [{ key: 'Authorization', value: 'Bearer {{workspace.token}}' }],
    body: { name: '{{input.name}}' },
    bodyType: 'json',
  },
});

beforeAll(async () => {
  testing = await createTestDatabase();
  workspaceId = await createWorkspace(testing.db);
  idempotency = new IdempotencyService(testing.db);
  executions = new ExecutionsService(testing.db, new ExecutionStore(), new RetentionStore());
  bench = await startBench({
    runnable: create,
    secrets: { token: 'tok-hunter22' },
    ports: { recorder: new ExecutionRecorder(testing.db), idempotency },
  });
});
afterAll(async () => {
  await bench.close();
  await idempotency.stop();
  await testing.close();
});

const run = (call: Partial<CallRequest> = {}) =>
  bench.run({
    principal: { kind: 'api_key', id: 'k', workspaceId, role: 'member', platformAdmin: false },
    input: { name: 'Ada' },
    ...call,
  });

test('a call can be read afterwards with everything that explains it, and the secret stands nowhere in the database', async () => {
  bench.provider.on('/people', { status: 201, body: { id: 7, note: 'you sent tok-hunter22\u0000' } });
  const answer = await run();
  expect(answer).toMatchObject({ kind: 'succeeded', output: { id: 7, note: 'you sent [redacted]\u0000' } });
  const view = await executions.get(workspaceId, answer.executionId ?? '');
  expect(view).toMatchObject({
    status: 'succeeded',
    effect: 'create',
    mode: 'sync',
    input: { name: 'Ada' },
    output: { id: 7, note: 'you sent [redacted]\u0000' },
    error: null,
    errorCode: null,
    steps: [{ status: 'succeeded' }],
    attempts: [{ number: 1, request: { method: 'POST', headers: { authorization: '[redacted]' } }, response: { status: 201 } }],
  });
  expect(view.decisions.map((decision) => decision.step)).toEqual([...ROUTER_STEPS]);
  expect(view.durationMs).toBeGreaterThan(0);
  const owner = new pg.Client({ connectionString: testing.ownerUrl });
  await owner.connect();
  const { rows } = await owner.query<{ text: string }>('select e::text as text from executions e');
  await owner.end();
  expect(rows.map((row) => row.text).join('\n')).not.toContain('hunter22');
});

test('a write under way has a row that says running; aborted in the middle it is unknown', async () => {
  bench.provider.on('/people', { fault: 'hang' });
  const abort = new AbortController();
  const before = bench.provider.requests.length;
  const running = run({ signal: abort.signal });
  await bench.provider.received(before + 1);
  const { data } = await executions.list(workspaceId, { statuses: ['running'] }, { limit: 10 });
  expect(data).toHaveLength(1);
  abort.abort();
  await running;
  expect(await executions.get(workspaceId, data[0]?.id ?? '')).toMatchObject({ status: 'unknown', errorCode: 'outcome_unknown' });
});

test('50 parallel calls with one key make one request and get one answer', async () => {
  bench.provider.on('/people', { status: 201, body: { id: 8 }, delayMs: 100 });
  const before = bench.provider.requests.length;
  const answers = await Promise.all(Array.from({ length: 50 }, () => run({ idempotencyKey: 'fifty' })));
  expect(bench.provider.requests).toHaveLength(before + 1);
  expect(new Set(answers.map((answer) => answer.executionId)).size).toBe(1);
  expect(answers.filter((answer) => !answer.replayed)).toHaveLength(1);
  expect(answers.every((answer) => answer.kind === 'succeeded')).toBe(true);
  expect(await run({ idempotencyKey: 'fifty', input: { name: 'Bob' } })).toMatchObject({
    kind: 'failed',
    error: { code: 'idempotency_mismatch' },
  });
});

test('calls that run side by side are all recorded, each with its own answer', async () => {
  bench.provider.on('/people', (request) => ({ status: 201, body: request.json() }));
  const answers = await Promise.all(Array.from({ length: 200 }, (_, index) => run({ input: { name: `n${index}` } })));
  const views = await Promise.all(answers.map((answer) => executions.get(workspaceId, answer.executionId ?? '')));
  expect(views.map((view) => [view.status, view.input, view.output])).toEqual(
    answers.map((_, index) => ['succeeded', { name: `n${index}` }, { name: `n${index}` }]),
  );
});
