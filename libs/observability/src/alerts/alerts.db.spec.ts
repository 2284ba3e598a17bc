import { createHmac } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { newId, PlatformError, type WorkspaceId } from '@patchbay/kernel';
import { createOutboundHttp, PgDatabase, type ClosableOutboundHttp, type Database } from '@patchbay/platform';
import { createTestDatabase, createWorkspace, startProvider, type Provider, type TestDatabase } from '@patchbay/testing';
import pg from 'pg';
import { pino } from 'pino';
import { AlertDelivery } from './alert-delivery.js';
import { AlertEvaluator } from './alert-evaluator.js';
import type { AlertActionCall, AlertPorts } from './alert-ports.js';
import type { AlertKind, AlertNotice } from './alert-rule.js';
import { AlertRulesService } from './alert-rules.service.js';
import { AlertRulesStore } from './alert-rules.store.js';
import { AlertSignalsStore } from './alert-signals.store.js';

const logger = pino({ level: 'silent' });
const MINUTE_MS = 60_000;
const KEY = 'the key of the webhook';

let testing: TestDatabase;
let owner: pg.Client;
let provider: Provider;
let http: ClosableOutboundHttp;
let rules: AlertRulesService;
let workspaceId: WorkspaceId;
let nowMs: number;
let actions: AlertActionCall[];
let actionFails: boolean;

beforeAll(async () => {
  testing = await createTestDatabase();
  owner = new pg.Client({ connectionString: testing.ownerUrl });
  await owner.connect();
  provider = await startProvider(() => ({ status: 200, body: {} }));
  http = createOutboundHttp({ allow: ['127.0.0.0/8'] });
  rules = new AlertRulesService(testing.db, new AlertRulesStore());
});
beforeEach(async () => {
  workspaceId = await createWorkspace(testing.db);
  nowMs = Date.now();
  [actions, actionFails] = [[], false];
  provider.requests.length = 0;
});
afterEach(() => owner.query('delete from alert_rules; truncate execution_ends, execution_rollups, executions, event_logs'));
afterAll(async () => {
  await http.close();
  await provider.close();
  await owner.end();
  await testing.close();
});

const ports: AlertPorts = {
  run: async (call) => {
    actions.push(call);
    if (actionFails) throw new PlatformError('provider_unavailable', 'The mail service is down.');
  },
  secret: async (_workspace, name) => ({ key: KEY, hook: `${provider.url}/secret-hook` })[name],
};
const evaluatorOn = (db: Database): AlertEvaluator =>
  new AlertEvaluator({ db, rules: new AlertRulesStore(), signals: new AlertSignalsStore(), logger });
/** One look, half a minute after the last; each by a new evaluator, as after a restart. */
async function look(): Promise<number | undefined> {
  nowMs += 30_000;
  return evaluatorOn(testing.db).evaluate(nowMs);
}
const deliver = (): Promise<number> => new AlertDelivery({ db: testing.db, http, ports, logger }).deliver(nowMs);
const rule = (kind: AlertKind, condition: object, channels: readonly unknown[] = []) =>
  rules.create({ workspaceId, actor: 'user:ada' }, { name: `watch ${kind}`, kind, condition, channels });
const ended = (status: string, count: number, change: { connector?: string; usd?: number } = {}) =>
  owner.query(
    `insert into execution_ends select $1, to_timestamp($2::float8 / 1000), $3, '', 'sync', $4, 1, 5, 10, $5, 0 from generate_series(1, $6)`,
    [workspaceId, nowMs, change.connector ?? 'c', status, change.usd ?? null, count],
  );
const events = async (): Promise<string[]> =>
  (await owner.query<{ type: string }>(`select type from event_logs where type like 'alert.%' order by id`)).rows.map(({ type }) => type);

describe('each kind', () => {
  test('error_rate: fires on enough failures among enough executions of its connector, and is over when they are past', async () => {
    await rule('error_rate', { threshold: 0.5, windowMinutes: 5, minRuns: 4, rounds: 1, connector: 'mine' });
    await ended('failed', 3, { connector: 'mine' });
    await ended('failed', 50, { connector: 'other' });
    expect(await look()).toBe(0);
    await ended('timed_out', 1, { connector: 'mine' });
    await ended('cancelled', 50, { connector: 'mine' });
    expect([await look(), await events()]).toEqual([1, ['alert.firing']]);
    nowMs += 15 * MINUTE_MS;
    expect([await look(), await events()]).toEqual([1, ['alert.firing', 'alert.recovered']]);
  });

  test('dead_connection: one alert for each connection, over when it is reconnected or removed', async () => {
    await rule('dead_connection', {});
    const [one, other] = [newId(), newId()];
    for (const [id, name] of [
      [one, 'one'],
      [other, 'other'],
    ])
      await owner.query(
        `insert into connections (workspace_id, id, connector_key, name, auth_type, source, sealed, key_id, status, created_by)
         values ($1, $2, 'hubspot', $3, 'api_key', 'stored', '\\x00', 'k', 'needs_reauth', 'a')`,
        [workspaceId, id, name],
      );
    expect(await look()).toBe(2);
    expect(await look()).toBe(0);
    await owner.query(`update connections set status = 'active' where id = $1`, [one]);
    await owner.query('delete from connections where id = $1', [other]);
    expect(await look()).toBe(2);
    expect(await events()).toEqual(['alert.firing', 'alert.firing', 'alert.recovered', 'alert.recovered']);
    expect((await rules.list(workspaceId, { limit: 5 })).data[0]?.states).toEqual([]);
  });

  test('queue_age: looks at the oldest execution that is due', async () => {
    await rule('queue_age', { threshold: 60, rounds: 1 });
    const queued = `insert into executions (workspace_id, id, connector_key, connector_name, connector_source, connector_version, effect, mode, trigger, status, trace_id, not_before)
      values ($1, new_id(to_timestamp($2::float8 / 1000)), 'c', 'c', 'custom', 1, 'read', 'async', 'api', 'queued', 't', to_timestamp($3::float8 / 1000))`;
    await owner.query(queued, [workspaceId, nowMs - 3_600_000, nowMs + 3_600_000]);
    await owner.query(queued, [workspaceId, nowMs, null]);
    expect(await look()).toBe(0);
    nowMs += MINUTE_MS;
    expect(await look()).toBe(1);
  });

  test('quota and cost_budget: look at the month', async () => {
    await owner.query(`insert into workspace_quotas (workspace_id, metric, hard) values ($1, 'executions', 10)`, [workspaceId]);
    await rule('quota', { threshold: 0.8 });
    await rule('cost_budget', { threshold: 5 });
    await ended('succeeded', 7);
    expect(await look()).toBe(0);
    await ended('succeeded', 1, { usd: 5 });
    expect(await look()).toBe(2);
  });
});

describe('a rule', () => {
  test('does not flap: a single bad look, and a value around its threshold, tell nothing', async () => {
    await rule('cost_budget', { threshold: 10, rounds: 2 });
    const set = (usd: number) => owner.query('truncate execution_ends').then(() => ended('succeeded', 1, { usd }));
    for (const usd of [11, 5, 11, 5]) {
      await set(usd);
      expect(await look()).toBe(0);
    }
    for (const [usd, changes] of [
      [11, 0],
      [11, 1],
      [9.5, 0],
      [10.5, 0],
      [9.1, 0],
      [8, 0],
      [8, 1],
    ] as const) {
      await set(usd);
      expect([usd, await look()]).toEqual([usd, changes]);
    }
    expect(await events()).toEqual(['alert.firing', 'alert.recovered']);
  });

  test('is looked at by one process at a time, and once in half a minute however many there are', async () => {
    await rule('cost_budget', { threshold: 1, rounds: 2 });
    await ended('succeeded', 1, { usd: 2 });
    const other = new PgDatabase({ ownerUrl: testing.ownerUrl, logger });
    const looks = async () =>
      Promise.all([evaluatorOn(testing.db), evaluatorOn(other), evaluatorOn(other)].map((each) => each.evaluate(nowMs)));
    await looks();
    nowMs += 1_000;
    await looks();
    expect(await events()).toEqual([]);
    nowMs += 30_000;
    await looks();
    expect(await events()).toEqual(['alert.firing']);
    await other.close();
  });

  test('that is switched off or changed forgets what it said', async () => {
    const { id } = await rule('cost_budget', { threshold: 1 });
    await ended('succeeded', 1, { usd: 2 });
    await look();
    expect((await rules.read(workspaceId, id)).states).toMatchObject([{ firing: true, value: 2, subject: '' }]);
    const off = { name: 'off', kind: 'cost_budget', condition: { threshold: 1 }, enabled: false } as const;
    expect((await rules.replace({ workspaceId, actor: 'a' }, id, off)).states).toEqual([]);
    expect(await look()).toBe(0);
  });

  test('that cannot be looked at does not silence the others', async () => {
    const broken = await rule('cost_budget', { threshold: 1 });
    await owner.query(`update alert_rules set condition = '{"threshold":1,"rounds":"x"}', kind = 'error_rate' where id = $1`, [broken.id]);
    await rule('cost_budget', { threshold: 1 });
    await ended('succeeded', 1, { usd: 2 });
    expect(await look()).toBe(1);
  });
});

describe('telling', () => {
  const fire = async (...channels: unknown[]): Promise<void> => {
    await rule('cost_budget', { threshold: 1 }, channels);
    await ended('succeeded', 1, { usd: 2 });
    await look();
  };

  test('posts a signed notice to a webhook, once', async () => {
    await fire({ type: 'webhook', url: `${provider.url}/hook`, signWith: 'key' });
    expect([await deliver(), await deliver()]).toEqual([1, 0]);
    const [request] = provider.requests;
    expect(provider.requests).toHaveLength(1);
    const notice = request?.json() as AlertNotice;
    expect(notice).toMatchObject({
      event: 'alert.firing',
      rule: { kind: 'cost_budget' },
      value: 2,
      threshold: 1,
      title: 'Alert: watch cost_budget',
    });
    const [, time, signature] = /^t=(\d+),v1=(\w+)$/.exec(String(request?.headers['x-patchbay-signature'])) ?? [];
    expect(
      createHmac('sha256', KEY)
        .update(`${time}.${request?.body ?? ''}`)
        .digest('hex'),
    ).toBe(signature);
  });

  test('tries again later, also after a restart, and then says that it is over', async () => {
    provider.on('/hook', () => ({ status: 500, body: {} }));
    await fire({ type: 'webhook', url: `${provider.url}/hook` });
    expect([await deliver(), await deliver()]).toEqual([0, 0]);
    expect(provider.requests).toHaveLength(1);
    provider.on('/hook', () => ({ status: 204 }));
    nowMs += 10_000;
    expect(await deliver()).toBe(1);
    await owner.query('truncate execution_ends');
    await look();
    await deliver();
    expect(provider.requests.map((request) => (request.json() as AlertNotice).event)).toEqual([
      'alert.firing',
      'alert.firing',
      'alert.recovered',
    ]);
    const ids = provider.requests.map((request) => request.headers['x-patchbay-notice-id']);
    expect([ids[0] === ids[1], ids[1] === ids[2]]).toEqual([true, false]);
  });

  test('runs an action with the texts filled in, under one idempotency key for all tries', async () => {
    actionFails = true;
    await fire({
      type: 'action',
      connector: 'sendgrid',
      action: 'mail.send',
      input: { subject: '{{alert.title}}', parts: ['{{ alert.text }}!'] },
    });
    await deliver();
    actionFails = false;
    nowMs += 10_000;
    expect(await deliver()).toBe(1);
    expect(actions.map(({ input }) => input)).toEqual(
      Array.from({ length: 2 }, () => ({
        subject: 'Alert: watch cost_budget',
        parts: ['Model calls of this month cost 2.00 US dollars (budget 1.00).!'],
      })),
    );
    expect(new Set(actions.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(1);
  });

  test('takes addresses from credentials; a missing one and a forbidden address are failures that are shown, not thrown', async () => {
    await fire(
      { type: 'webhook', url: '{{workspace.hook}}' },
      { type: 'webhook', url: '{{workspace.gone}}' },
      { type: 'webhook', url: 'http://169.254.169.254/' },
    );
    expect(await deliver()).toBe(1);
    expect(provider.requests[0]?.path).toBe('/secret-hook');
    const { rows } = await owner.query<{ last_error: string | null }>('select last_error from alert_notices order by channel');
    expect(rows.map((row) => row.last_error)).toEqual([null, expect.stringContaining('"gone"'), expect.stringMatching(/address/i)]);
  });

  test('is done by several processes without doing it twice', async () => {
    await fire(...Array.from({ length: 5 }, () => ({ type: 'webhook', url: `${provider.url}/many` })));
    const delivered = await Promise.all([deliver(), deliver(), deliver()]);
    expect([delivered.reduce((sum, count) => sum + count, 0), provider.requests.length]).toEqual([5, 5]);
  });
});
