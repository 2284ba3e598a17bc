import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { startAnalyticsReceiver, startOauthProvider, type AnalyticsReceiver, type OauthProvider } from '@patchbay/testing';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import pg from 'pg';
import { join } from 'node:path';
import { everyRow } from './support/every-row.js';
import { Seeds } from './support/seeds.js';
import { startTelemetryWorld, type TelemetryWorld } from './support/telemetry-world.js';

// What is exported is waited for, and the alerts' next look; on a busy machine that takes a while.
jest.setTimeout(90_000);

/*
 * As redaction.e2e-spec.ts, for what flows through workflows, webhooks, sign-ins and alerts. `kept`: secrets in a workflow's data, under names that say
 * so. Later nodes read them, so they rest whole in the workflow's own rows (docs/observability.md); they may be in no answer and no signal.
 */
const secrets = new Seeds();
const kept = new Seeds();
const personal = new Seeds();
const KEPT_IN = /^public\.(?:workflow_runs|workflow_node_runs|workflow_bulk_runs|webhook_events)/;
const answers: string[] = [];
const notices: string[] = [];
let telemetry: TelemetryWorld;
let analytics: AnalyticsReceiver;
let oauth: OauthProvider;
let folder: string;

beforeAll(async () => {
  [analytics, oauth] = await Promise.all([
    startAnalyticsReceiver(),
    startOauthProvider({ requirePkce: false, clientSecret: secrets.plant('client secret of the operator') }),
  ]);
  folder = await mkdtemp(join(tmpdir(), 'patchbay-redaction-'));
  const overrides = { slack: { baseUrl: oauth.url, authorizeUrl: `${oauth.url}/authorize`, tokenUrl: `${oauth.url}/token` } };
  await writeFile(join(folder, 'overrides.json'), JSON.stringify(overrides));
  telemetry = await startTelemetryWorld({
    OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
    POSTHOG_API_KEY: 'phc_known_to_posthog',
    POSTHOG_HOST: analytics.url,
    PATCHBAY_ANALYTICS_SAMPLE: '1',
    PATCHBAY_PROVIDER_OVERRIDES: join(folder, 'overrides.json'),
    PATCHBAY_OAUTH_SLACK_CLIENT_ID: oauth.settings.clientId,
    PATCHBAY_OAUTH_SLACK_CLIENT_SECRET: oauth.settings.clientSecret,
  });
  await raiseAnAlert();
  await signIn();
  await runWorkflows();
  await receiveWebhooks();
}, 120_000);
afterAll(async () => {
  await telemetry.close();
  await Promise.all([analytics.close(), oauth.close(), rm(folder, { recursive: true, force: true })]);
});

interface Options {
  readonly body?: unknown;
  readonly key?: string | null;
  readonly headers?: Record<string, string>;
  /** This answer says a secret to the one it belongs to, once. */
  readonly tells?: boolean;
}
async function ask<Body = { id: string }>(method: string, path: string, { tells = false, ...options }: Options = {}) {
  const answer = await telemetry.world.call<Body>(method, `/api/v1${path}`, options);
  const place = path.replace(/\?.*|(?<=start\/).*/, '');
  if (!tells) answers.push(`${method} ${place}: ${answer.status} ${answer.text}`);
  return answer;
}

/** What has to succeed. Out: the answer's body. */
async function get<Body = { id: string }>(method: string, path: string, options: Options = {}): Promise<Body> {
  const { status, body, text } = await ask<Body>(method, path, options);
  if (status >= 300) throw new Error(`${method} ${path}: ${status} ${text}`);
  return body;
}

/** A rule that fires when an account dies, told to an address and signed with a key that are secrets. */
async function raiseAnAlert(): Promise<void> {
  const { provider } = telemetry.world;
  provider.on('POST /alerts', (request) => {
    notices.push(request.body);
    return { status: 204 };
  });
  await ask('PUT', '/credentials/alert_hook', { body: { value: secrets.plant('key in the address of an alert') } });
  await ask('PUT', '/credentials/alert_key', { body: { value: secrets.plant('key that signs alerts') } });
  const channel = { type: 'webhook', url: `${provider.url}/alerts?key={{workspace.alert_hook}}`, signWith: 'alert_key' };
  await get('POST', '/alert-rules', { body: { name: 'Dead', kind: 'dead_connection', condition: { rounds: 1 }, channels: [channel] } });
  provider.on('POST /refuse', (request) => ({ status: 422, body: { message: `refused ${request.body}` } }));
  const id = await connectorTo('refuse');
  const input = { note: personal.plant('note in a failed run'), apiKey: kept.plant('API key in a failed run') };
  await ask('POST', `/connectors/${id}/execute`, { body: { input } });
}

/** Posts its input on. */
async function connectorTo(path: string): Promise<string> {
  const config = { method: 'POST', url: `${telemetry.world.provider.url}/${path}`, auth: { type: 'none' }, body: { sent: '{{input}}' } };
  const body = await get('POST', '/connectors', { body: { name: `To ${path} ${randomUUID()}`, config, maxRetries: 0 } });
  return body.id;
}

/** The browser's way to the provider. Out: the address it is sent back to. */
async function leave(): Promise<{ back: URL; cookie: string }> {
  const body = await get<{ connectUrl: string }>('POST', '/oauth/sessions', { body: { connector: 'slack' }, tells: true });
  const start = new URL(body.connectUrl).pathname;
  secrets.note('ticket of a sign-in', start.split('/').at(-1) ?? '');
  const left = await ask('GET', start.replace('/api/v1', ''), { key: null });
  const cookie = left.headers.get('set-cookie')?.split(';', 1)[0] ?? '';
  secrets.note('cookie of a sign-in', cookie.split('=')[1] ?? '');
  const agreed = await fetch(left.headers.get('location') ?? '', { redirect: 'manual' });
  const back = new URL(agreed.headers.get('location') ?? '');
  secrets.note(`state ${cookie.length}`, back.searchParams.get('state') ?? '');
  return { back, cookie };
}

async function comeBack(back: URL, cookie: string): Promise<number> {
  return (await ask('GET', `/oauth/callback${back.search}`, { key: null, headers: { cookie } })).status;
}

async function signIn(): Promise<void> {
  oauth.settings.reword = (body) => ({ body: { ok: true, ...body, team: { id: 'T1', name: personal.plant('name of a team') } } });
  const good = await leave();
  secrets.note('code', good.back.searchParams.get('code') ?? '');
  expect(await comeBack(good.back, good.cookie)).toBe(200);
  for (const family of oauth.families.all) {
    secrets.note('refresh token of a sign-in', family.refreshToken);
    for (const token of family.accessTokens.keys()) secrets.note('access token of a sign-in', token);
  }
  await die();
  // Used again, with a code of somebody else's.
  good.back.searchParams.set('code', secrets.plant('code of somebody else'));
  expect(await comeBack(good.back, good.cookie)).toBe(403);

  const denied = await leave();
  denied.back.searchParams.delete('code');
  denied.back.searchParams.set('error', 'access_denied');
  denied.back.searchParams.set('error_description', personal.plant('error_description of the callback'));
  expect(await comeBack(denied.back, denied.cookie)).toBe(422);

  // A token endpoint that repeats what it was sent.
  const echoing = await leave();
  secrets.note('code of a refused exchange', echoing.back.searchParams.get('code') ?? '');
  oauth.settings.instead = (request) => ({
    status: 400,
    body: { error: 'invalid_grant', error_description: `not good: ${request.body} ${JSON.stringify(request.headers)}` },
  });
  expect(await comeBack(echoing.back, echoing.cookie)).toBeGreaterThanOrEqual(400);
  oauth.settings.instead = undefined;

  const forged = `code=${secrets.plant('forged code')}&state=${secrets.plant('forged state')}&error_description=${personal.plant('forged words')}`;
  expect((await ask('GET', `/oauth/callback?${forged}`, { key: null })).status).toBe(403);
  for (const path of ['/connections', '/oauth/apps']) await ask('GET', path);
}

/** The account's refresh token is refused, in words that repeat it. */
async function die(): Promise<void> {
  const { data } = await get<{ data: { id: string }[] }>('GET', '/connections?connector=slack');
  oauth.families.all.forEach((family) => (family.revoked = true));
  const client = new pg.Client({ connectionString: telemetry.api.ownerUrl });
  await client.connect();
  await client.query(`update connections set refreshed_at = now() - interval '1 hour'`);
  await client.end();
  oauth.settings.instead = (request) => ({ status: 400, body: { error: 'invalid_grant', error_description: `revoked: ${request.body}` } });
  expect((await ask('GET', `/connections/${data[0]?.id}/data?resourcePath=/auth.test`)).status).toBe(401);
  oauth.settings.instead = undefined;
  const { health } = await get<{ health: { status: string } }>('GET', `/connections/${data[0]?.id}`);
  expect(health.status).toBe('needs_reauth');
}

async function runWorkflows(): Promise<void> {
  const { world } = telemetry;
  world.provider.on('POST /echo', (request) => ({
    body: { heard: JSON.parse(request.body) as object, token: kept.plant('token in an answer') },
  }));
  const echo = await connectorTo('echo');
  const refuse = await connectorTo('refuse');
  const callNode = (id: string, connector: string): object => ({
    id,
    type: 'action',
    connector,
    input: { who: '{{input.email}}', apiKey: '{{input.apiKey}}', contact: '{{contact.firstname | default: ""}}' },
  });
  const definition = (name: string, nodes: object[]): object => ({
    name,
    start: (nodes[0] as { id: string }).id,
    nodes,
    edges: nodes.slice(1).map((node, i) => ({ from: (nodes[i] as { id: string }).id, to: (node as { id: string }).id })),
    output: '{{echo}}',
  });
  const input = (name: string): object => ({
    email: personal.plant(`e-mail in a run: ${name}`, (core) => `${core}@example.com`),
    apiKey: kept.plant(`API key in a run: ${name}`),
    nested: { client_secret: kept.plant(`nested secret in a run: ${name}`) },
  });
  const written = { ...callNode('echo', echo), input: { password: secrets.plant('password written into a workflow') } };
  expect((await ask('POST', '/workflows', { body: { definition: definition('Written out', [written]) } })).status).toBe(400);

  const contact = await get('POST', '/contacts', { body: { firstname: personal.plant('name of a contact of a run') } });
  const copy = { id: 'copy', type: 'transform', value: { password: '{{input.apiKey}}', of: '{{echo.heard}}' } };
  const good = await get('POST', '/workflows', { body: { definition: definition('Good', [callNode('echo', echo), copy]) } });
  const bad = await get('POST', '/workflows', { body: { definition: definition('Bad', [callNode('echo', refuse)]) } });
  for (const [id, end] of [
    [good.id, 'succeeded'],
    [bad.id, 'failed'],
  ] as const) {
    const body = await get<{ runId: string }>('POST', `/workflows/${id}/run`, { body: { input: input(end), contactId: contact.id } });
    await world.untilRun(body.runId, end);
    for (const read of [`/workflow-runs/${body.runId}`, `/workflows/${id}`, `/workflows/${id}/runs`, `/workflows/${id}/export`])
      await ask('GET', read);
    const run = await get<{ nodes: { executionId: string | null }[] }>('GET', `/workflow-runs/${body.runId}`);
    for (const { executionId } of run.nodes) if (executionId) await ask('GET', `/executions/${executionId}`);
  }
  await get('GET', `/contacts/${contact.id}`);
  const bulk = { contactIds: [contact.id], input: input('bulk') };
  const begun = await get('POST', `/workflows/${good.id}/bulk-runs`, { body: bulk });
  await until(async () => (await ask<{ status: string }>('GET', `/workflow-bulk-runs/${begun.id}`)).body.status === 'finished');
  await until(
    async () =>
      (await ask<{ data: { status: string }[] }>('GET', `/workflow-runs?groupId=${begun.id}`)).body.data[0]?.status === 'succeeded',
  );
}

async function receiveWebhooks(): Promise<void> {
  const definition = {
    name: 'Hooked',
    triggers: [{ id: 'in', type: 'webhook', input: { email: '{{event.body.email}}', password: '{{event.body.password}}' } }],
    start: 'note',
    nodes: [{ id: 'note', type: 'transform', value: '{{input}}' }],
  };
  const workflow = await get('POST', '/workflows', { body: { definition } });
  const endpoint = { workflowId: workflow.id, triggerId: 'in', scheme: 'token', secret: secrets.plant('secret of a webhook') };
  const made = await get('POST', '/webhook-endpoints', { body: endpoint, tells: true });
  const headers = {
    'x-webhook-token': endpoint.secret,
    authorization: `Bearer ${secrets.plant('authorization of a sender')}`,
    cookie: `a=${secrets.plant('cookie of a sender')}`,
    'x-api-key': secrets.plant('API key of a sender'),
  };
  const body = {
    email: personal.plant('e-mail in a webhook', (core) => `${core}@example.com`),
    password: kept.plant('password in a webhook'),
  };
  const taken = await get<{ eventId: string }>('POST', `/webhooks/in/${made.id}`, { key: null, headers, body });
  await until(async () => (await ask<{ status: string }>('GET', `/webhook-events/${taken.eventId}`)).body.status === 'started');
  const wrong = { ...headers, 'x-webhook-token': secrets.plant('wrong token of a sender') };
  const refused = await ask('POST', `/webhooks/in/${made.id}`, {
    key: null,
    headers: wrong,
    body: { token: secrets.plant('body that was refused') },
  });
  expect(refused.status).toBe(401);
  for (const path of [
    '/webhook-endpoints',
    '/webhook-events',
    '/workflow-runs',
    '/executions?limit=200',
    '/events?limit=200',
    '/audit',
    '/alert-rules',
  ])
    await ask('GET', path);
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 30_000; !(await holds()); await new Promise((resolve) => setTimeout(resolve, 50)))
    if (Date.now() > end) throw new Error('it did not come to be');
}

/** Waits until the last of what was done has been told. */
async function told(): Promise<void> {
  const { receiver, world } = telemetry;
  const connector = await world.connectorTo('/people');
  const { body } = await world.call<{ traceId: string }>('POST', `/api/v1/connectors/${connector}/execute`, { body: {} });
  await receiver.until(() => receiver.spans.some((span) => span.traceId === body.traceId && span.kind === 'server'));
  await receiver.until(() => receiver.logs.some((log) => log.traceId === body.traceId));
  await analytics.until(() => analytics.events.some((event) => event.name === 'execution.finished'));
  await until(() => Promise.resolve(notices.length > 0));
}

test('the seeds were planted where it matters: the providers received them', () => {
  const seen = (requests: readonly { headers: unknown; url: string; body: string }[]): string =>
    requests.map((request) => `${JSON.stringify(request.headers)} ${request.url} ${request.body}`).join('\n');
  expect(kept.foundIn(seen(telemetry.world.provider.requests))).toEqual(
    expect.arrayContaining(['API key in a run: succeeded', 'API key in a run: bulk', 'API key in a failed run']),
  );
  expect(secrets.foundIn(seen(oauth.http.requests))).toEqual(expect.arrayContaining(['code', 'client secret of the operator']));
});

test('no span, metric, log record, product event, line of the log or alert holds a secret or personal data', async () => {
  await told();
  const signed = telemetry.world.provider.requests.find(({ path }) => path === '/alerts');
  expect(secrets.foundIn(signed?.url ?? '')).toEqual(['key in the address of an alert']);
  expect(signed?.headers['x-patchbay-signature']).toMatch(/^t=\d+,v1=[0-9a-f]{64}$/);
  const places = {
    signals: telemetry.receiver.bodies.join('\n'),
    analytics: JSON.stringify(analytics.events),
    log: telemetry.api.log(),
    alerts: notices.join('\n'),
  };
  for (const [place, text] of Object.entries(places)) {
    expect(text).not.toBe('');
    const found = { secrets: secrets.foundIn(text), kept: kept.foundIn(text), personal: personal.foundIn(text) };
    expect({ place, ...found }).toEqual({ place, secrets: [], kept: [], personal: [] });
  }
});

test('the metrics tell of the refresh that the provider refused', async () => {
  const { receiver } = telemetry;
  const point = await receiver.until(() => receiver.points.find(({ metric }) => metric === 'patchbay.token.refreshes'));
  expect(point).toMatchObject({ value: 1, attributes: { 'patchbay.connector': 'slack', 'patchbay.outcome': 'account_reauth' } });
});

test('no row of the database holds a secret in the clear, but those of the workflows’ own data; no event holds any', async () => {
  const found = await everyRow(telemetry.api.ownerUrl);
  const leaks = [...found].flatMap(([table, text]) => [
    ...secrets.foundIn(text).map((name) => `${table}: ${name}`),
    ...(KEPT_IN.test(table) ? [] : kept.foundIn(text).map((name) => `${table}: ${name}`)),
  ]);
  expect(leaks).toEqual([]);
  const events = [...found].filter(([table]) => /event_logs|audit_|alert_/.test(table)).map(([, text]) => text);
  expect(events.join('')).toContain('connection.created');
  expect(personal.foundIn(events.join('\n'))).toEqual([]);
});

test('no answer gives a secret back', () => {
  const leaks = answers.flatMap((answer) =>
    [...secrets.foundIn(answer), ...kept.foundIn(answer)].map((name) => `${name} ← ${answer.slice(0, 200)}`),
  );
  expect(leaks).toEqual([]);
});
