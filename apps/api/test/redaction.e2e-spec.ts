import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { startAnalyticsReceiver, type AnalyticsReceiver, type ReceivedRequest } from '@patchbay/testing';
import { everyRow } from './support/every-row.js';
import { Seeds } from './support/seeds.js';
import { startTelemetryWorld, type TelemetryWorld } from './support/telemetry-world.js';

// What is exported is waited for; on a busy machine that takes a while.
jest.setTimeout(60_000);

/*
 * Secrets and personal data are planted in every place a user can put them; then everything that Patchbay keeps and tells is searched.
 * Secrets may be nowhere. Personal data is the workspace's own in its contacts, executions and answers, and may be in no signal.
 */
const secrets = new Seeds();
const personal = new Seeds();
const answers: string[] = [];
let telemetry: TelemetryWorld;
let analytics: AnalyticsReceiver;

beforeAll(async () => {
  analytics = await startAnalyticsReceiver();
  telemetry = await startTelemetryWorld({
    OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
    POSTHOG_API_KEY: secrets.plant('PostHog key of the operator'),
    POSTHOG_HOST: analytics.url,
    RUDDERSTACK_WRITE_KEY: secrets.plant('RudderStack key of the operator'),
    RUDDERSTACK_DATA_PLANE_URL: analytics.url,
    PATCHBAY_ANALYTICS_SAMPLE: '1',
    OTEL_EXPORTER_OTLP_HEADERS: `x-ingestion-key=${secrets.plant('key of the telemetry backend')}`,
  });
  secrets.note('API key of the caller', telemetry.world.key);
  secrets.note('bootstrap key', telemetry.api.adminKey);
  await useEverything();
}, 90_000);
afterAll(async () => {
  await telemetry.close();
  await analytics.close();
});

async function ask<Body = { id: string }>(
  method: string,
  path: string,
  body?: unknown,
  more: { headers?: Record<string, string>; raw?: string } = {},
): Promise<Body> {
  const answer = await telemetry.world.call<Body>(method, `/api/v1${path}`, { ...(body === undefined ? {} : { body }), ...more });
  answers.push(`${method} ${path.split('?')[0]}: ${answer.text}`);
  return answer.body;
}

/** Answers with all that it was sent: a provider that tells too much. */
const echo = (status: number) => (request: ReceivedRequest) => ({
  status,
  headers: {
    'x-echo': String(request.headers.authorization ?? 'none'),
    'set-cookie': `session=${String(request.headers['x-api-key'] ?? '')}`,
  },
  body: { message: `refused: ${JSON.stringify(request.headers)} ${request.url}`, sent: request.body },
});

async function useEverything(): Promise<void> {
  const { provider } = telemetry.world;
  provider.on('POST /echo', echo(200)).on('POST /refuse', echo(422)).on('GET /broken', echo(500)).on('GET /api/v1/users/me', echo(401));
  await useWorkspaceSecrets();
  await useWrittenOutSecrets();
  await useConnections();
  await makeMistakes();
}

async function useWorkspaceSecrets(): Promise<void> {
  const { world } = telemetry;
  for (const place of ['header', 'query', 'body', 'auth', 'path'])
    await ask('PUT', `/credentials/in_${place}`, { value: secrets.plant(`workspace secret in ${place}`) });
  const definition = (path: string): object => ({
    name: `Echo ${path}`,
    config: {
      method: 'POST',
      url: `${world.provider.url}/${path}?token={{workspace.in_query}}&who={{input.email}}`,
      headers: [{ key: 'X-Api-Key', value: '{{workspace.in_header}}' }],
      body: { secret: '{{workspace.in_body}}', note: '{{input.note}}', name: '{{contact.firstname}}' },
      auth: { type: 'bearer', token: '{{workspace.in_auth}}' },
    },
    maxRetries: 0,
  });
  const input = { email: personal.plant('e-mail in input', (core) => `${core}@example.com`), note: personal.plant('note in input') };
  const contact = { firstname: personal.plant('first name of a contact') };
  for (const path of ['echo', 'refuse']) {
    const { id } = await ask('POST', '/connectors', definition(path));
    await ask('POST', `/connectors/${id}/test`, { input, contact });
    for (const mode of ['sync', 'async']) {
      const { executionId } = await ask<{ executionId: string }>(
        'POST',
        `/connectors/${id}/execute?mode=${mode}`,
        { input, contact },
        {
          headers: {
            'idempotency-key': personal.plant(`idempotency key ${path} ${mode}`),
            cookie: `session=${secrets.plant(`cookie ${path} ${mode}`)}`,
          },
        },
      );
      await ask('GET', `/executions/${executionId}`);
    }
    await ask('GET', `/connectors/${id}`);
  }
}

async function useWrittenOutSecrets(): Promise<void> {
  const { world } = telemetry;
  const { host } = new URL(world.provider.url);
  const config = (path: string, user = ''): object => ({
    method: 'POST',
    url: `http://${user}${host}/${path}?api_key=${secrets.plant(`key in the URL of ${path}`)}`,
    headers: [{ key: 'Authorization', value: `Bearer ${secrets.plant(`token in a header of ${path}`)}` }],
    queryParams: [{ key: 'access_token', value: secrets.plant(`token in the query of ${path}`) }],
    body: { password: secrets.plant(`password in the body of ${path}`) },
    auth: { type: 'api_key', in: 'header', name: 'X-Api-Key', value: secrets.plant(`API key of ${path}`) },
  });
  for (const path of ['echo', 'refuse']) {
    const { id } = await ask('POST', '/connectors', { name: `Written out ${path}`, config: config(path), maxRetries: 0 });
    await ask('POST', `/connectors/${id}/execute`, { input: {} });
    for (const read of ['', '/versions', '/export']) await ask('GET', `/connectors/${id}${read}`);
    await ask('POST', '/connector-templates', { name: `From ${path}`, connectorId: id });
  }
  // Refused; the refusal must not repeat it.
  await ask('POST', '/connectors', {
    name: 'With a user',
    config: config('a URL with a user', `user:${secrets.plant('password in a URL')}@`),
  });
  await ask('POST', '/connector-templates', {
    name: 'With a secret',
    definition: { name: 'x', category: 'other', type: 'single-step', config: config('template') },
  });
}

async function useConnections(): Promise<void> {
  const { world } = telemetry;
  const metadata = { api_domain: world.provider.url };
  const auths = [
    ['pipedrive', { type: 'oauth2', accessToken: secrets.plant('access token'), refreshToken: secrets.plant('refresh token'), metadata }],
    ['pipedrive', { type: 'api_key', apiKey: secrets.plant('API key of a connection') }],
    ['postgresql', { type: 'database', dsn: `postgres://app:${secrets.plant('DSN password')}@127.0.0.1:9/app` }],
    ['slack', { type: 'bearer', token: secrets.plant('bearer token of a connection') }],
    [
      'jira',
      {
        type: 'basic',
        site: 'acme',
        username: personal.plant('user name', (core) => `${core}@example.com`),
        password: secrets.plant('basic password'),
      },
    ],
  ] as const;
  for (const [index, [connector, auth]] of auths.entries()) {
    const { id } = await ask('POST', '/connections', { connector, name: `account ${index}`, auth, test: false });
    await ask('POST', `/connections/${id}/test`, {});
    await ask('GET', `/connections/${id}`);
  }
  await ask('PUT', '/oauth/apps/slack', { clientId: 'app', clientSecret: secrets.plant('client secret') });
  await ask('POST', '/connectors/pipedrive/execute', { action: 'person.search', input: { term: personal.plant('search term') } });
  await ask('GET', '/connections');
  await ask('GET', '/credentials');
}

/** What is refused, mistyped or put in the wrong place. */
async function makeMistakes(): Promise<void> {
  const wrong = (name: string): string => secrets.plant(name);
  await ask('POST', '/connectors', { name: 'x', config: {}, unknown: wrong('in an unknown field') });
  await ask('POST', '/connections', { connector: 'slack', auth: { type: wrong('as a kind of sign-in') } });
  await ask('PUT', '/credentials/broken', undefined, { raw: `{"value": "${wrong('in a body that is no JSON')}` });
  await ask('GET', `/executions?q=${personal.plant('in a search')}`);
  const lost = await telemetry.world.call('GET', `/api/v1/no/such/route/${wrong('in a path')}?token=${wrong('in a query')}`);
  expect(lost.status).toBe(404);
  await telemetry.api.call('GET', '/api/v1/me', { key: wrong('as an unknown API key') });
  await ask('POST', '/contacts', {
    firstname: personal.plant('name of a contact'),
    email: personal.plant('e-mail of a contact', (core) => `${core}@example.com`),
  });
  await ask('GET', '/events?limit=200');
}

/** Waits until the last of what was done has been told. */
async function told(): Promise<void> {
  const { receiver, world } = telemetry;
  const connector = await world.connectorTo('/people');
  const { body } = await world.call<{ traceId: string }>('POST', `/api/v1/connectors/${connector}/execute`, { body: {} });
  await receiver.until(() => receiver.spans.some((span) => span.traceId === body.traceId && span.kind === 'server'));
  await receiver.until(() => receiver.logs.some((log) => log.traceId === body.traceId));
  await receiver.until(() => receiver.points.some((point) => point.metric === 'patchbay.executions'));
  await analytics.until(() =>
    analytics.events.some((event) => event.name === 'execution.finished' && event.properties['status'] === 'succeeded'),
  );
}

test('the seeds were planted where it matters: the provider received them', () => {
  const received = telemetry.world.provider.requests
    .map((request) => `${JSON.stringify(request.headers)} ${request.url} ${request.body}`)
    .join('\n');
  expect(secrets.foundIn(received)).toEqual(
    expect.arrayContaining([
      'workspace secret in header',
      'workspace secret in query',
      'workspace secret in body',
      'workspace secret in auth',
      'access token',
      'API key of echo',
      'password in the body of refuse',
      'token in the query of echo',
    ]),
  );
  expect(personal.foundIn(received)).toEqual(expect.arrayContaining(['e-mail in input', 'first name of a contact']));
});

test('no span, metric, log record, product event or line of the log holds a secret or personal data', async () => {
  await told();
  const places = {
    signals: telemetry.receiver.bodies.join('\n'),
    // The services' own keys are how they know us.
    analytics: JSON.stringify(analytics.events),
    log: telemetry.api.log(),
  };
  for (const [place, text] of Object.entries(places)) {
    expect(text).not.toBe('');
    expect({ place, secrets: secrets.foundIn(text), personal: personal.foundIn(text) }).toEqual({ place, secrets: [], personal: [] });
  }
});

test('no row of the database holds a secret in the clear, and no event holds personal data', async () => {
  const found = await everyRow(telemetry.api.ownerUrl);
  expect(found.size).toBeGreaterThan(20);
  const leaks = [...found].flatMap(([table, text]) => secrets.foundIn(text).map((name) => `${table}: ${name}`));
  expect(leaks).toEqual([]);
  const events = [...found].filter(([table]) => /event_logs/.test(table)).map(([, text]) => text);
  expect(personal.foundIn(events.join('\n'))).toEqual([]);
});

test('no answer gives a secret back', () => {
  const leaks = answers.flatMap((answer) => secrets.foundIn(answer).map((name) => `${name} ← ${answer.slice(0, 160)}`));
  expect(leaks).toEqual([]);
});
