import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { formatSealingKeys, freePort, generateSealingKey } from '@patchbay/platform';
import { startProvider, type Provider } from '@patchbay/testing';
import { debianPostgresAvailable, startDebianPostgres, type OutsidePostgres } from './support/debian-postgres.js';

// What docs/operations.md says of backups, done as it says it.
const ROOT = resolve(import.meta.dirname, '../../..');
const KEY = 'the-key-of-the-backup-suite';
const ROLES = ['patchbay_app', 'patchbay_recorder', 'patchbay_system', 'patchbay_queue'];
jest.setTimeout(240_000);

let folder: string;
let provider: Provider;
let running: ChildProcess | undefined;
let servers: OutsidePostgres[];
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'patchbay-backup-'));
  chmodSync(folder, 0o755);
  provider = await startProvider(() => ({ status: 200, body: { name: 'Ada' } }));
  servers = [];
});
afterEach(async () => {
  await stop();
  for (const server of servers) server.close();
  await provider.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Patchbay {
  call<Body>(method: string, path: string, body?: unknown): Promise<Body>;
}

function launch(environment: Record<string, string>): ChildProcess {
  running = spawn(process.execPath, ['--import', './scripts/ts-sources.mjs', 'apps/api/src/main.ts'], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: {
      PATH: process.env['PATH'],
      LOG_LEVEL: 'fatal',
      PATCHBAY_EGRESS_ALLOW: '127.0.0.0/8',
      PATCHBAY_BOOTSTRAP_API_KEY: KEY,
      ...environment,
    },
  });
  return running;
}

async function start(environment: Record<string, string>): Promise<Patchbay> {
  const port = await freePort(0);
  const child = launch({ ...environment, PORT: String(port) });
  let said = '';
  child.stderr?.on('data', (chunk) => (said += String(chunk)));
  for await (const chunk of child.stdout ?? []) if ((said += String(chunk)).includes(' is ready at ')) break;
  if (!said.includes(' is ready at ')) throw new Error(`it did not start: ${said}`);
  return {
    call: async <Body>(method: string, path: string, body?: unknown): Promise<Body> => {
      const answer = await fetch(`http://127.0.0.1:${port}/api/v1${path}`, {
        method,
        headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
      return (answer.status === 204 ? undefined : await answer.json()) as Body;
    },
  };
}

async function stop(): Promise<void> {
  const child = running;
  running = undefined;
  if (!child || child.exitCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}

interface Kept {
  readonly connector: string;
  readonly execution: { readonly id: string };
}

/** A secret, a connector that needs it, and a call that was made. */
async function fill(patchbay: Patchbay): Promise<Kept> {
  await patchbay.call('PUT', '/credentials/backup_key', { value: 'sealed-before-the-backup' });
  const { id: connector } = await patchbay.call<{ id: string }>('POST', '/connectors', {
    name: 'Backed up',
    category: 'enrichment',
    type: 'single-step',
    config: { method: 'GET', url: `${provider.url}/people`, headers: [{ key: 'X-Api-Key', value: '{{workspace.backup_key}}' }] },
    fieldMappings: [],
  });
  const { executionId } = await patchbay.call<{ executionId: string }>('POST', `/connectors/${connector}/execute`, {});
  return { connector, execution: await patchbay.call<{ id: string }>('GET', `/executions/${executionId}`) };
}

/** The call can be read as it was, and the secret still opens: a further call carries it. */
async function expectRestored(patchbay: Patchbay, { connector, execution }: Kept): Promise<void> {
  expect(await patchbay.call('GET', `/executions/${execution.id}`)).toEqual(execution);
  const before = provider.requests.length;
  await patchbay.call('POST', `/connectors/${connector}/execute`, {});
  expect(provider.requests.slice(before).map(({ headers }) => headers['x-api-key'])).toEqual(['sealed-before-the-backup']);
}

test('a copy of the stopped data dir is a backup: executions are read and secrets open; without its keys nothing starts', async () => {
  const [first, copy] = [join(folder, 'first'), join(folder, 'copy')];
  const kept = await fill(await start({ PATCHBAY_DATA_DIR: first }));
  await stop();
  expect(spawnSync('cp', ['-a', first, copy]).status).toBe(0);
  rmSync(first, { recursive: true });

  await expectRestored(await start({ PATCHBAY_DATA_DIR: copy }), kept);
  await stop();

  rmSync(join(copy, 'encryption-keys'));
  const child = launch({ PATCHBAY_DATA_DIR: copy, PORT: '0' });
  const [complaint] = await Promise.all([text(child.stderr ?? new ReadableStream()), once(child, 'exit')]);
  expect(child.exitCode).toBe(1);
  expect(complaint).toContain('encryption-keys is missing');
});

(debianPostgresAvailable ? test : test.skip)(
  'a dump of an outside Postgres is restored on a new server, where the roles are made first',
  async () => {
    const keys = { PATCHBAY_ENCRYPTION_KEYS: formatSealingKeys([generateSealingKey('k1')]), PATCHBAY_DATA_DIR: join(folder, 'state') };
    const old = await startDebianPostgres();
    servers.push(old);
    const kept = await fill(await start({ ...keys, DATABASE_URL: old.url }));
    // While it runs: a dump is one moment's state.
    const dump = join(mkdtempSync(join(folder, 'dump-')), 'patchbay.dump');
    chmodSync(resolve(dump, '..'), 0o777);
    old.run('pg_dump', '-Fc', '-f', dump, old.url);
    await stop();

    const fresh = await startDebianPostgres();
    servers.push(fresh);
    fresh.run('psql', '-q', '-v', 'ON_ERROR_STOP=1', '-c', ROLES.map((role) => `create role ${role};`).join(' '), fresh.url);
    fresh.run('pg_restore', '--exit-on-error', '-d', fresh.url, dump);
    await expectRestored(await start({ ...keys, DATABASE_URL: fresh.url }), kept);
  },
);
