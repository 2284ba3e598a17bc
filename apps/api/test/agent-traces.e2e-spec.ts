import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { newId } from '@patchbay/kernel';
import { startTestApi, type TestApi } from './support/test-api.js';
import { World } from './support/world.js';

interface Span {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly status: string;
  readonly executionId: string | null;
  readonly traceId: string | null;
  readonly input: unknown;
  readonly error: { readonly code: string } | null;
  readonly children: readonly Span[];
}

let api: TestApi;
let world: World;
let client: Client;
beforeAll(async () => {
  api = await startTestApi();
  world = await World.create(api);
  client = new Client({ name: 'test', version: '1' });
  const requestInit = { headers: { Authorization: `Bearer ${world.key}` } };
  await client.connect(new StreamableHTTPClientTransport(new URL(`${api.url}/api/v1/mcp`), { requestInit }) as never);
}, 30_000);
afterAll(async () => {
  await client.close();
  await world.close();
  await api.close();
});

const post = (spans: readonly object[]) =>
  world.call<{ ids: string[]; errors: unknown }>('POST', '/api/v1/agent-traces', { body: { spans } });
async function run(runId: string, spans: number): Promise<readonly Span[]> {
  for (let tries = 0; ; tries++) {
    const { body } = await world.call<{ spans?: Span[] }>('GET', `/api/v1/agent-traces/${runId}`);
    // Tool calls are written behind their answers.
    if ((body.spans?.length ?? 0) >= spans || tries === 100) return body.spans ?? [];
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

test('a run that an agent posts has the tool calls it made over MCP below its step', async () => {
  const [root, step] = [newId(), newId()];
  const startedAt = new Date().toISOString();
  await post([
    {
      id: root,
      runId: 'r1',
      kind: 'run',
      name: 'enrich',
      agent: 'helper',
      status: 'succeeded',
      startedAt,
      durationMs: 9,
      input: { password: 'hunter2!' },
    },
    { id: step, runId: 'r1', parentId: root, kind: 'step', name: 'look up', status: 'succeeded', startedAt, durationMs: 8 },
  ]);
  const connector = await world.connector();
  const _meta = { 'patchbay/runId': 'r1', 'patchbay/parentId': step };
  await client.callTool({ name: 'run_action', arguments: { connector }, _meta });
  await client.callTool({ name: 'run_action', arguments: { connector: 'none' }, _meta });
  for (let tries = 0; tries < 100; tries++) if ((await run('r1', 1))[0]?.children[0]?.children.length === 2) break;
  const [found] = await run('r1', 1);
  expect(found).toMatchObject({ id: root, name: 'enrich', input: { password: '[redacted]' }, children: [{ id: step }] });
  const [good, bad] = found?.children[0]?.children ?? [];
  expect(good).toMatchObject({ kind: 'tool_call', name: 'run_action', status: 'succeeded', input: { connector }, error: null });
  expect(bad).toMatchObject({ status: 'failed', error: { code: 'not_found' }, executionId: null });
  const execution = await world.call<{ traceId: string }>('GET', `/api/v1/executions/${good?.executionId}`);
  expect(execution.body.traceId).toBe(good?.traceId);
});

test('a tool call without a run belongs to its trace', async () => {
  await client.callTool({ name: 'search_actions', arguments: { query: 'slack' } });
  const { body } = await world.call<{ data: (Span & { runId: string })[] }>(
    'GET',
    '/api/v1/agent-traces?name=search_actions&kind=tool_call',
  );
  expect(body.data[0]?.runId).toBe(body.data[0]?.traceId);
});

test('posting twice keeps one; unusable ids are named', async () => {
  const span = { id: newId(), ...world.span('r2') };
  expect((await post([span])).status).toBe(201);
  expect((await post([span])).status).toBe(201);
  expect(await run('r2', 1)).toHaveLength(1);
  const wrong = await post([span, { ...span, id: '5b3f1f4e-0000-4000-8000-000000000000' }]);
  expect([wrong.status, wrong.body.errors]).toEqual([400, [expect.objectContaining({ path: 'spans[1].id' })]]);
});
