import { randomBytes } from 'node:crypto';
import { existsSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { PlatformError } from '@patchbay/kernel';
import { freePort } from './free-port.js';
import { postgresBinaries } from './postgres-binaries.js';
import { runningPostmaster, stopPostmaster, type Postmaster } from './postmaster.js';
import { readPrivateFile, writePrivateFile } from './private-file.js';
import { processStart } from './process-identity.js';
import { initialiseFolder, OWNER } from './server-folder.js';
import { ensureDatabase, waitUntilReady } from './server-probe.js';
import { launchServer } from './server-process.js';
import { serverUser } from './server-user.js';

export interface EmbeddedPostgres {
  /** Connection string of the owner role; also in `<data dir>/database-url`. */
  readonly url: string;
  stop(): Promise<void>;
}

const FOLDER = 'postgres';
const URL_FILE = 'database-url';
const LOG_FILE = 'postgres.log';
/** A server that outlived its Patchbay may still be replaying its log. */
const ATTACH_PATIENCE_MS = 10_000;

/**
 * Settings for a small machine that keeps every promise: fsync and synchronous_commit stay on. Sources: PostgreSQL 18 manual, chapter 19.
 * JIT costs more than it gives on short statements; the WAL may grow so that bursts of inserts do not force checkpoints. The log names errors
 * but neither statements nor values, which may be personal. (These binaries come without lz4.)
 */
const SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '200',
  shared_buffers: '128MB',
  effective_cache_size: '512MB',
  work_mem: '8MB',
  max_wal_size: '1GB',
  wal_compression: 'on',
  checkpoint_completion_target: '0.9',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_min_messages: 'warning',
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
  log_checkpoints: 'off',
};

/** Whether the data dir holds a database already. */
export function hasEmbeddedDatabase(dataDir: string): boolean {
  return existsSync(join(dataDir, FOLDER));
}

/** Connection string of the server that another process of ours runs in this data dir. */
export function embeddedDatabaseUrl(dataDir: string): string {
  const url = readPrivateFile(join(dataDir, URL_FILE));
  if (url === undefined)
    throw new PlatformError('config_invalid', `${join(dataDir, URL_FILE)} is missing: no server runs in this data dir.`);
  return url.trim();
}

/**
 * Starts the server of a data dir, making it at the first start, or takes over one that outlived a killed Patchbay. The caller holds the
 * data dir's lock. `settings` go over ours. Throws `config_invalid` saying what an operator can do when it does not come up.
 */
export async function startEmbeddedPostgres(dataDir: string, settings: Readonly<Record<string, string>> = {}): Promise<EmbeddedPostgres> {
  const home = realpathSync(dataDir);
  const folder = join(home, FOLDER);
  const urlFile = join(home, URL_FILE);
  const known = readPrivateFile(urlFile);
  const fresh = !existsSync(folder);
  if (!fresh && !known)
    throw new PlatformError(
      'config_invalid',
      `${urlFile} is missing, and with it the password of the database in ${folder}. Put the file back, or remove both to begin anew.`,
    );
  const running = runningPostmaster(folder);
  if (running && known) {
    const attached = await attach(running, known);
    if (attached) return handle(urlFile, attached, running.pid);
  }
  const binaries = await postgresBinaries();
  const user = serverUser(folder, binaries.postgres);
  const place = { folder, binaries, user };
  // The first start of all: a password without a folder is that of a start that was killed before it was done.
  const password = known ? new URL(known).password : randomBytes(24).toString('base64url');
  if (fresh) {
    writePrivateFile(urlFile, `${connectionString(password, 0)}\n`);
    await initialiseFolder(place, password);
  } else {
    user.own(folder);
  }
  const port = await freePort(known ? Number(new URL(known).port) : 0);
  const url = connectionString(password, port);
  const pid = await launchServer({
    ...place,
    url,
    logFile: join(home, LOG_FILE),
    settings: { ...SETTINGS, ...settings, port: String(port) },
  });
  return handle(urlFile, url, pid);
}

/** Out: the running server's connection string, or undefined after it was stopped because it did not answer. */
async function attach(running: Postmaster, known: string): Promise<string | undefined> {
  const url = connectionString(new URL(known).password, running.port);
  const startedAt = processStart(running.pid);
  const ended = (): string | undefined => (processStart(running.pid) === startedAt ? undefined : 'it ended');
  if ((await waitUntilReady(url, ended, ATTACH_PATIENCE_MS)) === undefined) return url;
  await stopPostmaster(running.pid, startedAt);
  return undefined;
}

async function handle(urlFile: string, url: string, pid: number): Promise<EmbeddedPostgres> {
  const startedAt = processStart(pid);
  await ensureDatabase(url);
  writePrivateFile(urlFile, `${url}\n`);
  return { url, stop: () => stopPostmaster(pid, startedAt) };
}

function connectionString(password: string, port: number): string {
  return `postgres://${OWNER}:${password}@127.0.0.1:${port}/${OWNER}`;
}
