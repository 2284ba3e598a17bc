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

test('an execution explains itself: waits and requests on one axis, what happened around it, what it cost', async () => {
  let asked = 0;
  world.provider.on('GET /flaky', () =>
    asked++ === 0 ? { status: 503, headers: { 'retry-after': '0' }, body: {} } : { status: 200, body: {} },
  );
  const definition = { ...(world.definition() as { config: { url: string } }), maxRetries: 2 };
  definition.config.url = `${world.provider.url}/flaky`;
  const { body: made } = await world.call<{ id: string }>('POST', '/api/v1/connectors', { body: definition });
  const { body: run } = await world.call<{ executionId: string }>('POST', `/api/v1/connectors/${made.id}/execute?mode=async`, { body: {} });
  interface Explained {
    readonly status: string;
    readonly bytes: number;
    readonly timeline: { readonly waits: Record<string, number>; readonly providerMs: number; readonly entries: { kind: string }[] };
    readonly events: readonly { readonly type: string }[];
  }
  await expectSoon(async () => {
    const { body } = await world.call<Explained>('GET', `/api/v1/executions/${run.executionId}`);
    expect(body).toMatchObject({ status: 'succeeded', events: [] });
    expect(body.timeline.entries.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['queue', 'step', 'attempt']));
    expect(body.timeline.entries.filter(({ kind }) => kind === 'attempt')).toHaveLength(2);
    expect(body.timeline.waits['queueMs']).toBeGreaterThan(0);
    expect(body.bytes).toBe(4);
  });
  const failed = await world.failedExecution();
  await expectSoon(async () => {
    const { body } = await world.call<Explained>('GET', `/api/v1/executions/${failed}`);
    expect(body.events.map(({ type }) => type)).toEqual(['execution.failed']);
  });
});

test('a hard quota refuses calls with what to do about it, and raising it lets them through', async () => {
  const other = await World.create(api);
  await other.execution();
  const set = (hard: number | null) => other.call('PUT', '/api/v1/usage/quotas', { body: { executions: { hard } } });
  expect(await set(1)).toMatchObject({
    status: 200,
    body: { executions: 1, quotas: [{ metric: 'executions', hard: 1, used: 1, state: 'hard_reached' }] },
  });
  const connector = await other.connector();
  const run = () => other.call<{ code: string; detail: string }>('POST', `/api/v1/connectors/${connector}/execute`, { body: {} });
  await expectSoon(async () => expect(await run()).toMatchObject({ status: 402, body: { code: 'quota_exceeded' } }));
  await set(null);
  await expectSoon(async () => expect((await run()).status).toBe(200));
  await other.close();
});

test('an alert rule is kept as it is sent; wrong members are named', async () => {
  await world.failedExecution();
  const { body: rule } = await world.call<{ id: string }>('POST', '/api/v1/alert-rules', { body: world.alertRule() });
  expect(await world.call('GET', `/api/v1/alert-rules/${rule.id}`)).toMatchObject({ body: { kind: 'error_rate', states: [] } });
  const wrong = { ...world.alertRule(), condition: { threshold: 7 }, channels: [{ type: 'fax' }] };
  expect(await world.call('POST', '/api/v1/alert-rules', { body: wrong })).toMatchObject({
    status: 400,
    body: { errors: [{ path: 'condition.threshold' }, { path: 'channels[0].type' }] },
  });
});
