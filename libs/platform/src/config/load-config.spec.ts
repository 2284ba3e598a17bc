import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { formatSealingKeys, generateSealingKey } from '../sealing/sealing-keys.js';
import { ConfigError } from './config-problem.js';
import { loadConfig } from './load-config.js';

const KEYS = formatSealingKeys([generateSealingKey('new'), generateSealingKey('old')]);
const DATABASE = 'postgres://owner:secret@db.example.com:5432/patchbay';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'patchbay-config-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function problemsOf(environment: Record<string, string | undefined>): readonly string[] {
  try {
    loadConfig(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

test('an empty environment starts everything in one process on the embedded database', () => {
  const config = loadConfig({});
  expect(config).toMatchObject({
    role: 'all',
    http: { host: '0.0.0.0', port: 3000, processes: 1 },
    dataDir: resolve('.patchbay'),
    egressAllow: [],
    logLevel: 'info',
    analytics: { on: true, executionShare: 0.01 },
  });
  for (const absent of ['telemetry', 'databaseUrl', 'redisUrl', 'encryptionKeys', 'jwt', 'nango', 'vault', 'publicUrl'])
    expect(config).not.toHaveProperty(absent);
  expect(Object.isFrozen(config)).toBe(true);
});

test('an empty variable counts as absent', () => {
  expect(loadConfig({ PORT: '', DATABASE_URL: '', PATCHBAY_ROLE: '', NANGO_HOST: '', PATCHBAY_OAUTH_SLACK_CLIENT_ID: '' })).toMatchObject({
    http: { port: 3000 },
    role: 'all',
  });
});

test('a full environment becomes typed values', () => {
  const config = loadConfig({
    HOST: '127.0.0.1',
    PORT: '8080',
    PATCHBAY_PUBLIC_URL: 'https://patchbay.example.com/',
    PATCHBAY_ROLE: 'worker',
    PATCHBAY_PROCESSES: '4',
    PATCHBAY_DATA_DIR: 'some/where',
    DATABASE_URL: DATABASE,
    REDIS_URL: 'rediss://cache:6380/1',
    PATCHBAY_ENCRYPTION_KEYS: KEYS,
    PATCHBAY_BOOTSTRAP_API_KEY: 'a-first-owner-key',
    PATCHBAY_JWT_SECRET: 'x'.repeat(32),
    PATCHBAY_JWT_ISSUER: 'us',
    PATCHBAY_EGRESS_ALLOW: '10.0.0.0/8, ::1/128,',
    PATCHBAY_CONNECTORS: 'one, @acme/two',
    PATCHBAY_TRACE_URL_TEMPLATE: 'https://signoz/trace/{traceId}',
    LOG_LEVEL: 'debug',
    NANGO_HOST: 'https://nango',
    NANGO_SECRET_KEY: 'n',
    NANGO_WEBHOOK_SIGNING_KEY: 'w',
    VAULT_ADDR: 'https://vault',
    VAULT_PATHS: 'kv/data/patchbay/{workspaceId}, kv/data/shared',
    VAULT_ROLE_ID: 'r',
    VAULT_SECRET_ID: 's',
    POSTHOG_API_KEY: 'p',
    RUDDERSTACK_WRITE_KEY: 'k',
    RUDDERSTACK_DATA_PLANE_URL: 'https://rudder',
    OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318',
  });
  expect(config).toMatchObject({
    http: { host: '127.0.0.1', port: 8080, processes: 4 },
    publicUrl: 'https://patchbay.example.com',
    role: 'worker',
    dataDir: resolve('some/where'),
    databaseUrl: DATABASE,
    redisUrl: 'rediss://cache:6380/1',
    bootstrapApiKey: 'a-first-owner-key',
    jwt: { secret: 'x'.repeat(32), issuer: 'us' },
    egressAllow: ['10.0.0.0/8', '::1/128'],
    connectorPackages: ['one', '@acme/two'],
    traceUrlTemplate: 'https://signoz/trace/{traceId}',
    logLevel: 'debug',
    nango: { host: 'https://nango', secretKey: 'n', webhookSigningKey: 'w' },
    vault: {
      address: 'https://vault',
      paths: ['kv/data/patchbay/{workspaceId}', 'kv/data/shared'],
      appRole: { roleId: 'r', secretId: 's' },
    },
    posthog: { apiKey: 'p' },
    rudderstack: { writeKey: 'k', dataPlaneUrl: 'https://rudder' },
    telemetry: { serviceName: 'patchbay', traces: true, metrics: true, logs: true },
  });
  expect(config.encryptionKeys?.map((key) => key.id)).toEqual(['new', 'old']);
});

test('every problem is told at once, one line each, naming its variable', () => {
  const problems = problemsOf({
    PORT: '70000',
    PATCHBAY_ROLE: 'boss',
    DATABASE_URL: 'mysql://x',
    PATCHBAY_EGRESS_ALLOW: '10.0.0.0/99',
    LOG_LEVEL: 'loud',
    PATCHBAY_JWT_SECRET: 'short',
    NANGO_SECRET_KEY: 'n',
    PATCHBAY_ENCRYPTION_KEYS: 'not-a-key',
    PATCHBAY_OAUTH_HUBSPOT_CLIENT_ID: 'only-half',
    PATCHBAY_PROVIDER_OVERRIDES: join(folder, 'nowhere.json'),
  });
  for (const variable of [
    'PORT',
    'PATCHBAY_ROLE',
    'DATABASE_URL',
    'PATCHBAY_EGRESS_ALLOW',
    'LOG_LEVEL',
    'PATCHBAY_JWT_SECRET',
    'NANGO_HOST',
    'PATCHBAY_ENCRYPTION_KEYS',
    'PATCHBAY_OAUTH_HUBSPOT_CLIENT_SECRET',
    'PATCHBAY_PROVIDER_OVERRIDES',
  ]) {
    expect(problems.filter((line) => line.startsWith(`${variable}: `))).toHaveLength(1);
  }
  expect(problems.every((line) => !line.includes('\n'))).toBe(true);
  expect(problems).toHaveLength(10);
});

test('Vault needs an address and a token, and no word on whose paths are whose', () => {
  const { vault } = loadConfig({ VAULT_ADDR: 'https://vault', VAULT_TOKEN: 't' });
  expect(vault).toMatchObject({ address: 'https://vault', token: 't', paths: [] });
});

test('no problem repeats a secret', () => {
  const problems = problemsOf({
    PATCHBAY_JWT_SECRET: 'tooshort',
    PATCHBAY_ENCRYPTION_KEYS: 'c2VjcmV0LW9mLW91cnM=',
    DATABASE_URL: 'postgres://o:sup3r@/x y',
  }).join('\n');
  for (const secret of ['tooshort', 'c2VjcmV0', 'sup3r']) expect(problems).not.toContain(secret);
});

test.each([['-1'], ['3000.5'], ['0x10'], ['1e3'], [' 3000'], ['99999999999']])('PORT=%s is refused', (PORT) => {
  expect(problemsOf({ PORT })).toEqual(['PORT: must be a whole number from 0 to 65535']);
});

describe('an outside database', () => {
  test('refuses to start without encryption keys and says how to make one', () => {
    expect(problemsOf({ DATABASE_URL: DATABASE })).toEqual([
      expect.stringMatching(/^PATCHBAY_ENCRYPTION_KEYS: .*DATABASE_URL.*keys generate/),
    ]);
  });

  test.each([['postgres://db/patchbay'], ['postgres://owner@db/patchbay'], ['postgres://owner:secret@db']])(
    '%s lacks a user, a password or a database',
    (DATABASE_URL) => {
      expect(problemsOf({ DATABASE_URL, PATCHBAY_ENCRYPTION_KEYS: KEYS })).toEqual([
        expect.stringMatching(/^DATABASE_URL: must name a user, a password and a database/),
      ]);
    },
  );
});

describe('OAuth clients', () => {
  const config = loadConfig({ PATCHBAY_OAUTH_GOOGLE_CALENDAR_CLIENT_ID: 'id', PATCHBAY_OAUTH_GOOGLE_CALENDAR_CLIENT_SECRET: 'secret' });

  test('are found by the connector key', () => {
    expect(config.oauthClient('google-calendar')).toEqual({ clientId: 'id', clientSecret: 'secret' });
    expect(config.oauthClient('slack')).toBeUndefined();
  });
});

describe('provider overrides', () => {
  test('are read from their file', () => {
    const PATCHBAY_PROVIDER_OVERRIDES = file(
      'good.json',
      '{ "slack": { "baseUrl": "http://127.0.0.1:9", "tokenUrl": "http://127.0.0.1:9/token" } }',
    );
    expect(loadConfig({ PATCHBAY_PROVIDER_OVERRIDES }).providerOverrides).toEqual({
      slack: { baseUrl: 'http://127.0.0.1:9', tokenUrl: 'http://127.0.0.1:9/token' },
    });
  });

  test.each([
    ['what is not JSON', '{', /does not hold JSON/],
    ['an unknown member', '{ "slack": { "baseURL": "http://x" } }', /slack/],
    ['another scheme', '{ "slack": { "baseUrl": "file:///etc/passwd" } }', /slack\.baseUrl/],
  ])('refuse %s', (name, text, expected) => {
    const [line] = problemsOf({ PATCHBAY_PROVIDER_OVERRIDES: file(`${name}.json`, text) });
    expect(line).toMatch(/^PATCHBAY_PROVIDER_OVERRIDES: /);
    expect(line).toMatch(expected);
  });

  test('tell each problem of the file on a line of its own', () => {
    const PATCHBAY_PROVIDER_OVERRIDES = file('two.json', '{ "slack": { "baseUrl": "x" }, "asana": { "tokenUrl": "y" } }');
    expect(problemsOf({ PATCHBAY_PROVIDER_OVERRIDES })).toEqual([
      expect.stringContaining('slack.baseUrl'),
      expect.stringContaining('asana.tokenUrl'),
    ]);
  });
});

test('the simulator is for one process that does everything', () => {
  expect(loadConfig({ PATCHBAY_SIMULATOR: 'true' }).simulator).toBe(true);
  expect(loadConfig({ PATCHBAY_SIMULATOR: 'false' }).simulator).toBe(false);
  for (const more of [{ PATCHBAY_PROCESSES: '2' }, { PATCHBAY_ROLE: 'worker' }] as const) {
    const [line] = problemsOf({ PATCHBAY_SIMULATOR: 'true', ...more });
    expect(line).toMatch(/^PATCHBAY_SIMULATOR: is for one process.*npx patchbay simulate/);
  }
});
