import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, openSync, closeSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { PlatformError } from '@patchbay/kernel';
import pg from 'pg';
import { postgresBinaries, type PostgresBinaries } from './postgres-binaries.js';
import { runningPostmaster, stopPostmaster } from './postmaster.js';
import { serverUser, type ServerUser } from './server-user.js';

export interface EmbeddedPostgres {
  /** Connection string of the owner role; also in `<data dir>/database-url`. */
  readonly url: string;
  stop(): Promise<void>;
}

const OWNER = 'patchbay';
const URL_FILE = 'database-url';
const START_PATIENCE_MS = 60_000;

/**
 * Settings for a small machine that keeps every promise: fsync and synchronous_commit stay on. Sources: PostgreSQL 18 manual, chapter 19.
 * JIT costs more than it gives on short statements; the WAL may grow so that bursts of inserts do not force checkpoints.
 */
const SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '200',
  shared_buffers: '128MB',
  effective_cache_size: '512MB',
  work_mem: '8MB',
  max_wal_size: '2GB',
  wal_compression: 'on',
  checkpoint_completion_target: '0.9',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_min_messages: 'warning',
  log_checkpoints: 'off',
};

/**
 * Starts the server of a data dir, making it at the first start, or takes over one that outlived a killed Patchbay. The caller holds the
 * data dir's lock. `settings` go over ours. Throws `config_invalid` with the end of the server's log when it does not come up.
 */
export async function startEmbeddedPostgres(dataDir: string, settings: Readonly<Record<string, string>> = {}): Promise<EmbeddedPostgres> {
  const folder = join(dataDir, 'postgres');
  const known = readUrl(dataDir);
  const running = runningPostmaster(folder);
  if (running && known) {
    const url = withPort(known, running.port);
    if (await answers(url)) return handle(dataDir, url, running.pid);
    await stopPostmaster(running.pid);
  }
  const binaries = await postgresBinaries();
  const user = serverUser([folder, binaries.postgres]);
  const fresh = !existsSync(folder);
  if (!fresh && !known) throw new PlatformError('config_invalid', `${join(dataDir, URL_FILE)} is missing, and with it the password of the database in ${folder}. Put the file back, or remove both to begin anew.`);
  const password = known && !fresh ? new URL(known).password : randomBytes(24).toString('base64url');
  if (fresh) {
    // The password is kept before the folder gets its name: a kill in between must not lose it.
    writeUrl(dataDir, connectionString(password, 1));
    await initialise({ folder, password, binaries, user });
  }
  const port = await freePort(known ? Number(new URL(known).port) : 0);
  const url = connectionString(password, port);
  const pid = await launch({ folder, port, url, binaries, user, settings });
  if (!(await answers(url))) await createDatabase(url);
  writeUrl(dataDir, url);
  return handle(dataDir, url, pid);
}

function handle(dataDir: string, url: string, pid: number): EmbeddedPostgres {
  writeUrl(dataDir, url);
  return { url, stop: () => stopPostmaster(pid) };
}

interface Place {
  readonly folder: string;
  readonly binaries: PostgresBinaries;
  readonly user: ServerUser;
}

async function initialise({ folder, password, binaries, user }: Place & { password: string }): Promise<void> {
  // Made beside its place and renamed when complete: a start killed in the middle leaves nothing that looks like a database.
  const draft = `${folder}.new`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(join(draft, 'data'), { recursive: true, mode: 0o700 });
  const passwordFile = join(draft, 'password');
  writeFileSync(passwordFile, password, { mode: 0o600 });
  user.own(draft);
  const data = join(draft, 'data');
  await run(user, binaries.initdb, ['-D', data, '-U', OWNER, '--pwfile', passwordFile, '-A', 'scram-sha-256', '--encoding=UTF8', '--locale=C', '--no-instructions']);
  renameSync(data, folder);
  rmSync(draft, { recursive: true, force: true });
}

function run(user: ServerUser, program: string, args: readonly string[]): Promise<void> {
  const { file, args: all, ...as } = user.command(program, args);
  return new Promise((resolve, reject) => {
    const child = spawn(file, all, { ...as, cwd: dirname(program), stdio: ['ignore', 'pipe', 'pipe'], env: serverEnvironment() });
    let said = '';
    const keep = (chunk: Buffer): void => { said = (said + chunk.toString()).slice(-2_000); };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.once('error', reject);
    child.once('close', (code) => (code === 0 ? resolve() : reject(new PlatformError('config_invalid', `Postgres could not be set up: ${said.trim()}`))));
  });
}

interface Launch extends Place {
  readonly port: number;
  readonly url: string;
  readonly settings: Readonly<Record<string, string>>;
}

async function launch({ folder, port, url, binaries, user, settings }: Launch): Promise<number> {
  const logFile = join(folder, '..', 'postgres.log');
  const options = Object.entries({ ...SETTINGS, ...settings, port: String(port) }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const { file, args, ...as } = user.command(binaries.postgres, ['-D', folder, ...options]);
  const log = openSync(logFile, 'a', 0o600);
  // A process group of its own: Ctrl-C in the terminal reaches Patchbay, which then stops its server in order.
  const child = spawn(file, args, { ...as, cwd: dirname(binaries.postgres), detached: true, stdio: ['ignore', log, log], env: serverEnvironment() });
  closeSync(log);
  child.unref();
  let ended: string | undefined;
  child.once('error', (error) => { ended = error.message; });
  child.once('exit', (code, signal) => { ended = `it ended with ${signal ?? code}`; });
  for (let waitedMs = 0; waitedMs < START_PATIENCE_MS; waitedMs += 25) {
    if (await answers(url, FIRST_DATABASE)) return child.pid ?? 0;
    if (ended !== undefined) throw new PlatformError('config_invalid', `The embedded Postgres did not start: ${ended}. ${logTail(logFile)}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new PlatformError('config_invalid', `The embedded Postgres did not answer within ${START_PATIENCE_MS / 1000} s. ${logTail(logFile)}`);
}

/** Exists from the first moment on; ours is created after the first start. */
const FIRST_DATABASE = 'postgres';

/** Whether the server answers a query; by default in our own database. */
async function answers(url: string, database?: string): Promise<boolean> {
  const target = new URL(url);
  if (database) target.pathname = `/${database}`;
  const client = new pg.Client({ connectionString: target.toString(), connectionTimeoutMillis: 2_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('select 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function createDatabase(url: string): Promise<void> {
  const target = new URL(url);
  target.pathname = '/postgres';
  const client = new pg.Client({ connectionString: target.toString() });
  await client.connect();
  try {
    await client.query(`create database ${OWNER}`);
  } finally {
    await client.end();
  }
}

function connectionString(password: string, port: number): string {
  return `postgres://${OWNER}:${password}@127.0.0.1:${port}/${OWNER}`;
}

function withPort(url: string, port: number): string {
  const parsed = new URL(url);
  parsed.port = String(port);
  return parsed.toString();
}

function readUrl(dataDir: string): string | undefined {
  try {
    return readFileSync(join(dataDir, URL_FILE), 'utf8').trim() || undefined;
  } catch {
    return undefined;
  }
}

function writeUrl(dataDir: string, url: string): void {
  const file = join(dataDir, URL_FILE);
  writeFileSync(file, `${url}\n`, { mode: 0o600 });
  chmodSync(file, 0o600);
}

/** Locale settings of whoever starts us must not reach the server's messages or its sort order. */
function serverEnvironment(): NodeJS.ProcessEnv {
  return { LC_ALL: 'C', TZ: 'UTC', PATH: '/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin' };
}

function logTail(file: string): string {
  try {
    return `Its log ends: ${readFileSync(file, 'utf8').slice(-500).trim()}`;
  } catch {
    return '';
  }
}

/** A free port on loopback: the wanted one, else one below the ephemeral range, where outgoing connections could take it. */
export async function freePort(wanted: number): Promise<number> {
  if (wanted > 1 && (await isFree(wanted))) return wanted;
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 12_000);
    if (await isFree(port)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}
