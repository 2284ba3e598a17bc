import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { startTestApi, type TestApi } from './support/test-api.js';
import { World } from './support/world.js';

let api: TestApi;
let world: World;
let client: Client;

beforeAll(async () => {
  api = await startTestApi();
  world = await World.create(api);
  client = new Client({ name: 'test', version: '1' });
  const requestInit = { headers: { Authorization: `Bearer ${world.key}` } };
  await client.connect(new StreamableHTTPClientTransport(new URL(`${api.url}/api/v1/mcp`), { requestInit }) as never);
});
afterAll(async () => {
  await client.close();
  await world.close();
  await api.close();
});

const textOf = (result: unknown): Record<string, unknown> =>
  JSON.parse((result as { content: { text: string }[] }).content[0]?.text ?? '{}') as Record<string, unknown>;

describe('the MCP endpoint, asked by the real client', () => {
  test('offers the workspace’s own connectors as tools and runs one through the router', async () => {
    await world.connector();
    const { tools } = await client.listTools();
    expect(tools.map((tool) => tool.name)).toEqual(expect.arrayContaining(['search_actions', 'run_action']));
    const own = tools.find((tool) => tool.title?.startsWith(world.marker));
    expect(own?.name).toMatch(/^[A-Za-z0-9_]{1,64}$/);
    const result = textOf(await client.callTool({ name: own?.name ?? '', arguments: {} }));
    expect(result).toMatchObject({ output: { name: 'Ada', found: true } });
    const execution = await world.call<{ trigger: string }>('GET', `/api/v1/executions/${String(result['executionId'])}`);
    expect(execution.body).toMatchObject({ trigger: 'mcp', status: 'succeeded' });
  });

  test('finds actions of connectors that are not connected, with their schemas', async () => {
    const found = textOf(await client.callTool({ name: 'search_actions', arguments: { query: 'pipedrive person create' } }));
    expect(found['actions']).toEqual([expect.objectContaining({ connector: 'pipedrive', action: 'person.create', readOnly: false })]);
  });

  test('tells a failed run as a tool error with its code, not as a broken call', async () => {
    const result = await client.callTool({
      name: 'run_action',
      arguments: { connector: 'pipedrive', action: 'person.create', input: { name: 'Ada' } },
    });
    expect(result.isError).toBe(true);
    expect(textOf(result)).toMatchObject({ code: 'connection_required' });
  });

  test('shows a second workspace nothing of the first', async () => {
    const other = await World.create(api);
    const stranger = new Client({ name: 'stranger', version: '1' });
    const requestInit = { headers: { Authorization: `Bearer ${other.key}` } };
    await stranger.connect(new StreamableHTTPClientTransport(new URL(`${api.url}/api/v1/mcp`), { requestInit }) as never);
    const { tools } = await stranger.listTools();
    expect(JSON.stringify(tools)).not.toContain(world.marker);
    await stranger.close();
    await other.close();
  });

  test('needs a credential', async () => {
    const answer = await fetch(`${api.url}/api/v1/mcp`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' });
    expect(answer.status).toBe(401);
    expect(await answer.json()).toMatchObject({ code: 'unauthenticated' });
  });
});
