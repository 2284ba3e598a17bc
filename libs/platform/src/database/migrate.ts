import { PlatformError } from '@patchbay/kernel';
import { LATEST_SCHEMA_VERSION as QUEUE_VERSION } from 'bullmq';
import pg from 'pg';
import { migrations as shipped } from '../../../../migrations/index.js';
import { migrateQueueSchema, QUEUE_SCHEMA } from '../queue/bullmq-connection.js';
import { sqlState } from './database.js';
import { ensureRoles, rolesReady } from './database-roles.js';

const OLDEST_SERVER = 150_000;
const TABLE = 'migrations';
/** Any constant: one process at a time creates roles and migrates a database. */
const BOOT_LOCK = 7_261_130;
const INSUFFICIENT_PRIVILEGE = '42501';

/** Migration classes in order; the shipped ones unless a test brings its own. */
export type Migrations = typeof shipped;

/**
 * Brings an outside or embedded database up to this version: roles, our tables, the queue's tables. One process at a time does it; an
 * up-to-date database costs a few short queries. Throws `config_invalid` for a server below 15, a database newer than this code, or an
 * owner without the rights; `database_unavailable` when there is no server.
 */
export async function migrate(ownerUrl: string, migrations: Migrations = shipped): Promise<void> {
  const owner = await connectOwner(ownerUrl);
  try {
    await checkServer(owner);
    if (!(await isPending(owner, migrations)) && (await rolesReady(owner, ownerUrl))) return;
    await owner.query('select pg_advisory_lock($1)', [BOOT_LOCK]);
    if (!(await rolesReady(owner, ownerUrl))) await ensureRoles(owner, ownerUrl);
    if (await isPending(owner, migrations)) await runMigrations(ownerUrl, migrations);
    // Also when only a role was missing: it gives the roles their rights.
    await migrateQueueSchema(owner);
  } catch (error) {
    if (sqlState(error) !== INSUFFICIENT_PRIVILEGE) throw error;
    const user = `"${decodeURIComponent(new URL(ownerUrl).username)}"`;
    throw new PlatformError(
      'config_invalid',
      `DATABASE_URL: its user may not create what the product needs. Let it own the database: alter database … owner to ${user};`,
      {},
      { cause: error },
    );
  } finally {
    await owner.end();
  }
}

/** Whether the database is on this version, without changing it. Throws as `migrate` does. */
export async function isMigrated(ownerUrl: string): Promise<boolean> {
  const owner = await connectOwner(ownerUrl);
  try {
    await checkServer(owner);
    return !(await isPending(owner, shipped)) && (await rolesReady(owner, ownerUrl));
  } finally {
    await owner.end();
  }
}

async function connectOwner(ownerUrl: string): Promise<pg.Client> {
  const owner = new pg.Client({ connectionString: ownerUrl, application_name: 'patchbay_migrate', connectionTimeoutMillis: 10_000 });
  owner.on('error', () => undefined);
  try {
    await owner.connect();
    return owner;
  } catch (error) {
    const { hostname, port } = new URL(ownerUrl);
    const reason = sqlState(error) === undefined ? 'does not answer' : `refuses us: ${error instanceof Error ? error.message : ''}`;
    throw new PlatformError('config_invalid', `DATABASE_URL: the server at ${hostname}:${port || '5432'} ${reason}`, {}, { cause: error });
  }
}

async function checkServer(owner: pg.Client): Promise<void> {
  const { rows } = await owner.query<{ version: number; name: string }>(
    `select current_setting('server_version_num')::int as version, current_setting('server_version') as name`,
  );
  const server = rows[0];
  if (!server || server.version < OLDEST_SERVER) {
    throw new PlatformError('config_invalid', `DATABASE_URL: PostgreSQL ${server?.name ?? ''} is too old; 15 or newer is needed.`);
  }
}

/** Whether the database lacks a migration of ours or of the queue. */
async function isPending(owner: pg.Client, migrations: Migrations): Promise<boolean> {
  const { rows: found } = await owner.query<{ ours: boolean; queues: boolean }>(
    `select to_regclass('public.${TABLE}') is not null as ours, to_regclass('${QUEUE_SCHEMA}.migration') is not null as queues`,
  );
  if (!found[0]?.ours) return true;
  const { rows } = await owner.query<{ name: string }>(`select name from public.${TABLE}`);
  const known = new Set(migrations.map((migration) => new migration().name));
  const newer = rows.map((row) => row.name).filter((name) => !known.has(name));
  if (newer.length > 0) {
    throw new PlatformError(
      'config_invalid',
      `The database was migrated by a newer Patchbay (${newer.join(', ')}). Start that version, or restore a backup.`,
    );
  }
  if (rows.length < known.size || !found[0].queues) return true;
  const { rows: queue } = await owner.query<{ version: number }>(
    `select coalesce(max(version), 0)::int as version from ${QUEUE_SCHEMA}.migration`,
  );
  return (queue[0]?.version ?? 0) < QUEUE_VERSION;
}

const ignore = (): void => undefined;
/** TypeORM prints failures to the console by itself; they are thrown to us as well. */
const SILENT = { logQuery: ignore, logQueryError: ignore, logQuerySlow: ignore, logSchemaBuild: ignore, logMigration: ignore, log: ignore };

async function runMigrations(ownerUrl: string, migrations: Migrations): Promise<void> {
  // TypeORM costs a third of a second to load: only a start that migrates pays it.
  const { DataSource } = await import('typeorm');
  const source = new DataSource({
    type: 'postgres',
    url: ownerUrl,
    migrations,
    migrationsTableName: TABLE,
    migrationsTransactionMode: 'each',
    logger: SILENT,
  });
  await source.initialize();
  try {
    await source.runMigrations();
  } finally {
    await source.destroy();
  }
}
