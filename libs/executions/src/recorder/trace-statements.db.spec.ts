import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { newId, type WorkspaceId } from '@patchbay/kernel';
import { AgentTracesService, AgentTracesStore, PromptsService, PromptsStore, promptText, signPrompt } from '@patchbay/observability';
import { createTestDatabase, createWorkspace, type TestDatabase } from '@patchbay/testing';
import pg from 'pg';
import { ExecutionRecorder } from './execution-recorder.js';
import type { AgentSpanRow } from './trace-rows.js';
import { insertPrompt } from './trace-statements.js';

let testing: TestDatabase;
let owner: pg.Client;
let recorder: ExecutionRecorder;
let prompts: PromptsService;
let traces: AgentTracesService;
let workspaceId: WorkspaceId;
beforeAll(async () => {
  testing = await createTestDatabase();
  owner = new pg.Client({ connectionString: testing.ownerUrl });
  await owner.connect();
  recorder = new ExecutionRecorder(testing.db);
  prompts = new PromptsService(testing.db, new PromptsStore());
  traces = new AgentTracesService(testing.db, new AgentTracesStore());
});
beforeEach(async () => {
  workspaceId = await createWorkspace(testing.db);
});
afterAll(async () => {
  await recorder.drain();
  await owner.end();
  await testing.close();
});

const LETTER = `Write a friendly letter to the customer who has not paid the invoice of last month and offer to pay in three parts.
  Keep it under two hundred words, name the amount and the date, and do not threaten with a lawyer.`;
const prompt = (text: string, at: WorkspaceId = workspaceId) => ({
  workspaceId: at,
  id: newId(),
  executionId: newId(),
  traceId: 'trace',
  provider: 'openai',
  model: 'gpt-5-mini',
  signature: signPrompt(at, promptText({ prompt: text }) ?? ''),
  inputTokens: 100,
  outputTokens: 20,
  usd: 0.5,
});
async function ask(text: string, at = workspaceId): Promise<string> {
  const row = prompt(text, at);
  recorder.prompt(row);
  await recorder.drain();
  return row.executionId;
}
const newest = async (at = workspaceId) => (await prompts.list(at, {}, { limit: 1 })).data[0];

test('a prompt finds the same and the nearly same one before it, and no other', async () => {
  const first = await ask(LETTER);
  expect(await newest()).toMatchObject({ neighbour: null, savedTokens: 0, inputTokens: 100 });
  await ask('Translate the following sentence into French: the weather in Lisbon is mild and dry for most of the year.');
  expect((await newest())?.neighbour).toBeNull();
  await ask(LETTER.replaceAll('\n', '  ').toUpperCase());
  expect(await newest()).toMatchObject({ neighbour: { executionId: first, score: 1 }, savedTokens: 120 });
  await ask(LETTER.replace('two hundred', 'three hundred'));
  const near = (await newest())?.neighbour;
  expect(near?.executionId).toEqual(expect.any(String));
  expect(near?.score).toBeGreaterThanOrEqual(0.8);
  expect(near?.score).toBeLessThan(1);
});

test('another workspace asks the same and has no neighbour', async () => {
  await ask(LETTER);
  const other = await createWorkspace(testing.db);
  await ask(LETTER, other);
  expect((await newest(other))?.neighbour).toBeNull();
});

test('what a cache would have saved is summed up by model, as near as one asks for', async () => {
  for (const text of [LETTER, LETTER, LETTER, LETTER.replace('two hundred', 'three hundred')]) await ask(text);
  const range = { fromMs: Date.now() - 60_000, toMs: Date.now() + 60_000 };
  expect(await prompts.totals(workspaceId, { ...range, minScore: 1 })).toEqual([
    { provider: 'openai', model: 'gpt-5-mini', prompts: 4, repeated: 2, savedTokens: 240, savedUsd: 1 },
  ]);
  expect((await prompts.totals(workspaceId, { ...range, minScore: 0.8 }))[0]).toMatchObject({ repeated: 3 });
  expect((await prompts.list(workspaceId, { minScore: 1 }, { limit: 10 })).data).toHaveLength(2);
});

test('neighbours are found through indexes, and a text asked many times is in the index of bands once', async () => {
  for (let time = 0; time < 5; time++) await ask(LETTER);
  const { rows } = await owner.query('select count(*) from prompt_similarity_logs where workspace_id = $1 and bands is not null', [
    workspaceId,
  ]);
  expect(rows).toEqual([{ count: '1' }]);
  const { text, values } = insertPrompt(prompt('Something entirely new'));
  await owner.query('begin; set local enable_seqscan = off');
  const plan = await owner.query<{ 'QUERY PLAN': string }>({ text: `explain ${text}`, values: [...values] });
  await owner.query('rollback');
  const lines = plan.rows.map((row) => row['QUERY PLAN']).join('\n');
  expect(lines).toMatch(/bands_idx/);
  expect(lines).toMatch(/prompt_hash/);
  expect(lines).not.toMatch(/Seq Scan/);
});

test('what an agent did is read back as it was written, once, however often it is sent', async () => {
  const [run, step] = [newId(), newId()];
  const span = (change: Partial<AgentSpanRow>): AgentSpanRow => ({
    workspaceId,
    id: newId(),
    runId: 'run 1',
    kind: 'step',
    name: 'plan',
    status: 'succeeded',
    actor: 'user:ada',
    startedAtMs: 1_000,
    durationMs: 1.5,
    ...change,
  });
  const tool = span({
    kind: 'tool_call',
    name: 'x.read',
    parentId: step,
    status: 'failed',
    input: '{"a":"\\u001e"}',
    error: '{"code":"no"}',
    startedAtMs: 3_000,
  });
  const rows = [tool, span({ id: step, parentId: run, startedAtMs: 2_000 }), span({ id: run, kind: 'run', name: 'all', agent: 'helper' })];
  await Promise.all([...rows, ...rows].map((row) => recorder.agentSpan(row)));
  expect(await traces.run(workspaceId, 'run 1')).toMatchObject([
    {
      id: run,
      agent: 'helper',
      children: [{ id: step, children: [{ id: tool.id, input: { a: '\u001e' }, error: { code: 'no' }, durationMs: 1.5 }] }],
    },
  ]);
  expect((await traces.list(workspaceId, { runId: 'run 1', status: 'failed' }, { limit: 5 })).data.map(({ id }) => id)).toEqual([tool.id]);
  await expect(traces.run(await createWorkspace(testing.db), 'run 1')).rejects.toMatchObject({ code: 'not_found' });
});
