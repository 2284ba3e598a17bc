import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { ENVIRONMENT } from '../libs/platform/src/config/environment.schema.js';

const ROOT = join(import.meta.dirname, '..');
const FILE = join(ROOT, 'docker', 'compose.yaml');
const PROFILES = ['--profile', 'nango', '--profile', 'signoz'];
jest.setTimeout(120_000);

interface Service {
  readonly image: string;
  readonly environment: Readonly<Record<string, string | null>>;
  readonly networks: Readonly<Record<string, unknown>>;
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly healthcheck?: object;
  readonly profiles?: readonly string[];
  readonly ports?: readonly unknown[];
}
interface Composed {
  readonly services: Readonly<Record<string, Service>>;
  readonly networks: Readonly<Record<string, { readonly internal?: boolean }>>;
}

const said = (command: string, ...args: string[]): string => spawnSync(command, args, { encoding: 'utf8' }).stdout ?? '';
/** Debian's docker-compose 1.29 speaks YAML only, and brings Python's reader of it; the engine's plugin speaks JSON. */
const OLD = said('docker-compose', 'version', '--short').startsWith('1.');
const NEW = !OLD && /v\d+\./.test(said('docker', 'compose', 'version'));
const withCompose = OLD || NEW ? describe : describe.skip;
const TO_JSON = 'import json, sys, yaml; json.dump(yaml.safe_load(sys.stdin), sys.stdout)';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'patchbay-compose-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** `config` with these settings in the place of docker/.env. */
function config(settings: Readonly<Record<string, string>>): { composed: Composed; complaint: string } {
  const env = join(folder, 'env');
  const lines = Object.entries(settings).map(([name, value]) => `${name}=${value}`);
  writeFileSync(env, lines.join('\n'));
  const [command, ...first] = OLD ? ['docker-compose'] : ['docker', 'compose'];
  const format = OLD ? [] : ['--format', 'json'];
  const { stdout, stderr, status } = spawnSync(command ?? '', [...first, '--env-file', env, '-f', FILE, ...PROFILES, 'config', ...format], {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'] },
  });
  if (status !== 0) return { composed: { services: {}, networks: {} }, complaint: stderr };
  const json = OLD ? spawnSync('python3', ['-c', TO_JSON], { input: stdout, encoding: 'utf8' }).stdout : stdout;
  return { composed: JSON.parse(json) as Composed, complaint: '' };
}

const example = readFileSync(join(ROOT, 'docker', '.env.example'), 'utf8');
const names = example.split('\n').flatMap((line) => /^([A-Z][A-Z0-9_]+)=/.exec(line)?.[1] ?? []);
const needed = { POSTGRES_PASSWORD: 'of-postgres', PATCHBAY_ENCRYPTION_KEYS: 'k1:of-patchbay' };

withCompose('docker/compose.yaml', () => {
  let composed: Composed;
  let service: (name: string) => Service;
  beforeAll(() => {
    const all = config({
      ...Object.fromEntries([...Object.keys(ENVIRONMENT.shape), ...names].map((name) => [name, `set-${name.toLowerCase()}`])),
      PUBLISH_ADDRESS: '127.0.0.1',
      PUBLISH_PORT: '3100',
      ...needed,
    });
    if (all.complaint !== '') throw new Error(all.complaint);
    composed = all.composed;
    service = (name) => composed.services[name] as Service;
  });

  test('has Patchbay in both roles, what it stands on, Nango and SigNoz', () => {
    const inProfile = (profile?: string): string[] =>
      Object.keys(composed.services)
        .filter((name) => (profile ? service(name).profiles?.includes(profile) : !service(name).profiles))
        .sort();
    expect(inProfile()).toEqual(['api', 'postgres', 'redis', 'worker']);
    expect(inProfile('nango')).toEqual(['nango', 'nango-database']);
    expect(inProfile('signoz')).toEqual(
      ['clickhouse', 'collector', 'signoz', 'signoz-collector', 'signoz-functions', 'signoz-migrate'].sort(),
    );
    expect(service('api').environment['PATCHBAY_ROLE']).toBe('api');
    expect(service('worker').environment['PATCHBAY_ROLE']).toBe('worker');
    for (const { image } of Object.values(composed.services)) expect(image).toMatch(/:[\w.-]+$/);
  });

  test('hands every setting of Patchbay on to both roles, except those that the image decides', () => {
    const ofTheImage = ['HOST', 'PORT', 'PATCHBAY_DATA_DIR'];
    const wanted = Object.keys(ENVIRONMENT.shape).filter((name) => !ofTheImage.includes(name));
    for (const name of ['api', 'worker']) expect(Object.keys(service(name).environment).sort()).toEqual(wanted.sort());
    expect(service('api').environment).toMatchObject({
      DATABASE_URL: 'postgres://patchbay:of-postgres@postgres:5432/patchbay',
      NANGO_SECRET_KEY: 'set-nango_secret_key',
      OTEL_EXPORTER_OTLP_ENDPOINT: 'set-otel_exporter_otlp_endpoint',
    });
  });

  test('starts nothing before what it needs is healthy, and waits for no telemetry', () => {
    const healthy = { condition: 'service_healthy' };
    for (const name of ['api', 'worker']) expect(service(name).depends_on).toMatchObject({ postgres: healthy, redis: healthy });
    expect(Object.keys(service('api').depends_on ?? {}).sort()).toEqual(['postgres', 'redis']);
    expect(service('nango').depends_on).toMatchObject({ 'nango-database': { condition: 'service_completed_successfully' } });
    const awaited = Object.values(composed.services).flatMap(({ depends_on: on = {} }) =>
      Object.keys(on).filter((name) => on[name]?.condition === 'service_healthy'),
    );
    expect(awaited.filter((name) => !service(name).healthcheck)).toEqual([]);
  });

  test('lets Nango reach the API by a private network, which its guard has to allow, because it refuses loopback', () => {
    expect(Object.keys(service('nango').networks)).toContain('broker');
    expect(Object.keys(service('api').networks)).toContain('broker');
    expect(composed.networks['broker']?.internal).toBe(true);
    expect(JSON.parse(service('nango').environment['NANGO_OUTBOUND_URL_POLICY'] ?? '')).toEqual({ blockPrivateIps: false });
    expect(example).toContain('http://api:3000/api/v1/webhooks/nango');
  });

  test('keeps databases on networks without a way out, apart from those who do not need them, and publishes none', () => {
    const networksOf = (name: string): string[] => Object.keys(service(name).networks);
    for (const name of ['postgres', 'redis', 'clickhouse']) {
      expect(networksOf(name).filter((network) => !composed.networks[network]?.internal)).toEqual([]);
      expect(service(name).ports ?? []).toEqual([]);
    }
    const meet = (a: string, b: string): string[] => networksOf(a).filter((network) => networksOf(b).includes(network));
    expect(meet('nango', 'redis')).toEqual([]);
    expect(meet('collector', 'postgres')).toEqual([]);
    expect(meet('api', 'clickhouse')).toEqual([]);
    expect(meet('api', 'collector')).toContain('telemetry');
    expect(meet('collector', 'signoz-collector')).toEqual(['telemetry']);
  });

  test('reads every variable of .env.example, and a missing one that is needed is named', () => {
    const text = readFileSync(FILE, 'utf8');
    const read = new Set([...text.matchAll(/\$\{([A-Z0-9_]+)|^ +([A-Z0-9_]+):$/gm)].map(([, a, b]) => a ?? b));
    expect(names.filter((name) => name !== 'COMPOSE_PROFILES' && !read.has(name))).toEqual([]);
    const { POSTGRES_PASSWORD: _, ...rest } = needed;
    expect(config(rest).complaint).toContain('POSTGRES_PASSWORD');
  });

  test('holds no secret: without settings there is none in it', () => {
    const bare = config(needed).composed;
    const secret = /SECRET|PASSWORD|_KEY|TOKEN/;
    const values = Object.values(bare.services).flatMap(({ environment = {} }) =>
      Object.entries(environment).filter(([name, value]) => secret.test(name) && value),
    );
    expect(new Set(values.map(([, value]) => value))).toEqual(new Set(Object.values(needed)));
  });
});
