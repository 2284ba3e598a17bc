import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { startTestApi, type TestApi } from './support/test-api.js';
import { World } from './support/world.js';

let api: TestApi;
let world: World;
let owner: pg.Client;
beforeAll(async () => {
  api = await startTestApi();
  world = await World.create(api);
  owner = new pg.Client({ connectionString: api.ownerUrl });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await world.close();
  await api.close();
});

interface Summary {
  readonly total: { readonly runs: number; readonly bytes: number; readonly successRate: number };
  readonly groups: readonly { readonly key: Readonly<Record<string, string>>; readonly runs: number }[];
}
interface Workspace {
  readonly name: string;
  readonly retentionDays: Readonly<Record<string, number>>;
}

test('an execution is in the summary the moment it is answered', async () => {
  const before = (await world.call<Summary>('GET', '/api/v1/metrics/summary')).body.total.runs;
  await world.execution();
  await world.failedExecution();
  const { body } = await world.call<Summary>('GET', '/api/v1/metrics/summary?groupBy=status');
  expect(body.total).toMatchObject({ runs: before + 2, successRate: 0.5 });
  expect(body.total.bytes).toBeGreaterThan(20);
  expect(body.groups.map(({ key, runs }) => [key['status'], runs]).sort()).toEqual([
    ['failed', 1],
    ['succeeded', 1],
  ]);
});

test('only a platform admin sees workspaces beside their own', async () => {
  await world.execution();
  const own = await world.call<Summary>('GET', '/api/v1/metrics/summary?groupBy=workspace');
  expect(own.body.groups.map(({ key }) => key['workspace'])).toEqual([world.workspaceId]);
  const all = await api.call<Summary>('GET', '/api/v1/metrics/summary?groupBy=workspace');
  expect(all.body.groups.map(({ key }) => key['workspace'])).toContain(world.workspaceId);
});

test('a wrong grouping, range or interval is named', async () => {
  for (const [query, path] of [
    ['groupBy=colour', 'groupBy'],
    ['groupBy=status,status', 'groupBy'],
    ['from=2026-01-02&to=2026-01-01', 'to'],
    ['interval=2h', 'interval'],
    ['from=2020-01-01', 'from'],
  ] as const) {
    const { status, body } = await world.call('GET', `/api/v1/metrics/summary?${query}`);
    expect({ query, status, body }).toMatchObject({ status: 400, body: { code: 'input_invalid', errors: [{ path }] } });
  }
  expect((await world.call('GET', '/api/v1/costs/totals?groupBy=hour')).status).toBe(400);
});

test('what a failed execution left is found as a CSV file by its trace', async () => {
  const id = await world.failedExecution();
  const { body } = await world.call<{ traceId: string }>('GET', `/api/v1/executions/${id}`);
  // Events are written behind the answer.
  await expectSoon(async () => {
    const { text, headers } = await world.call('GET', `/api/v1/events/export.csv?traceId=${body.traceId}`);
    expect(headers.get('content-disposition')).toBe('attachment; filename="events.csv"');
    const lines = text.trim().split('\r\n');
    expect(lines).toHaveLength(2);
    expect(lines[1]).toContain(`,execution.failed,execution,${id},api_key:`);
  });
});

test('a workspace sets its own days; shorter ones hide what is older at once, for executions and events alike', async () => {
  const old = new Date(Date.now() - 5 * 86_400_000);
  const insert = `insert into executions (workspace_id, id, connector_key, connector_name, connector_source, connector_version, effect, mode, trigger, status, trace_id)
    select $1, new_id($2), 'old', 'old', 'custom', 1, 'read', 'sync', 'api', 'succeeded', 't' returning id`;
  const { rows } = await owner.query<{ id: string }>(insert, [world.workspaceId, old]);
  await owner.query(
    `insert into event_logs (workspace_id, id, type, subject_type, subject_id, actor) values ($1, new_id($2), 'old.happened', 's', 'i', 'a')`,
    [world.workspaceId, old],
  );
  const shown = async (): Promise<[number, number]> => [
    (await world.call('GET', `/api/v1/executions/${rows[0]?.id}`)).status,
    (await world.call<{ data: unknown[] }>('GET', '/api/v1/events?type=old.happened')).body.data.length,
  ];
  expect(await shown()).toEqual([200, 1]);
  const path = `/api/v1/workspaces/${world.workspaceId}`;
  const { body } = await world.call<Workspace>('PATCH', path, { body: { retentionDays: { executions: 3, events: 4 } } });
  expect(body.retentionDays).toEqual({ executions: 3, events: 4, costs: 365, audit: 365 });
  expect(await shown()).toEqual([404, 0]);
  const again = await world.call<Workspace>('PATCH', path, { body: { name: 'Renamed', retentionDays: { events: 40 } } });
  expect(again.body).toMatchObject({ name: 'Renamed', retentionDays: { executions: 3, events: 40 } });
  expect(await shown()).toEqual([404, 1]);
  for (const executions of [0, 366, '30'])
    expect(await world.call('PATCH', path, { body: { retentionDays: { executions } } })).toMatchObject({
      status: 400,
      body: { errors: [{ path: 'retentionDays.executions' }] },
    });
});

/** Tries again until it holds: for what is written behind an answer. */
async function expectSoon(check: () => Promise<void>): Promise<void> {
  for (let tries = 0; ; tries++) {
    try {
      return await check();
    } catch (error) {
      if (tries === 50) throw error;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}
