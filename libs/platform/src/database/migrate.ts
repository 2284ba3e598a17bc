import { PlatformError } from '@patchbay/kernel';
import pg from 'pg';
import { migrations } from '../../../../migrations/index.js';
import { migrateQueueSchema } from '../queue/bullmq-connection.js';
import { BOOT_LOCK, ensureRoles } from './database-roles.js';

const OLDEST_SERVER = 150_000;
const TABLE = 'migrations';

/**
 * Brings an outside or embedded database up to this version: roles, our tables, the queue's tables. One process at a time does it; an
 * up-to-date database costs two short queries. Throws `config_invalid` for a server below 15 or a database newer than this code.
 */
export async function migrate(ownerUrl: string): Promise<void> {
  const owner = new pg.Client({ connectionString: ownerUrl, application_name: 'patchbay_migrate', connectionTimeoutMillis: 10_000 });
  owner.on('error', () => undefined);
  await owner.connect();
  try {
    await checkServer(owner);
    if ((await pending(owner)) === 0 && (await rolesKnown(owner))) return;
    await owner.query('select pg_advisory_lock($1)', [BOOT_LOCK]);
    await ensureRoles(owner, ownerUrl);
    if ((await pending(owner)) > 0) {
      await runMigrations(ownerUrl);
      await migrateQueueSchema(owner);
    }
  } finally {
    await owner.end();
  }
}

async function checkServer(owner: pg.Client): Promise<void> {
  const { rows } = await owner.query<{ version: number; name: string }>(`select current_setting('server_version_num')::int as version, current_setting('server_version') as name`);
  const server = rows[0];
  if (!server || server.version < OLDEST_SERVER) {
    throw new PlatformError('config_invalid', `DATABASE_URL: PostgreSQL ${server?.name ?? ''} is too old; 15 or newer is needed.`);
  }
}

/** How many of our migrations the database lacks. */
async function pending(owner: pg.Client): Promise<number> {
  const { rows: found } = await owner.query<{ there: boolean }>(`select to_regclass('public.${TABLE}') is not null as there`);
  if (!found[0]?.there) return migrations.length;
  const { rows } = await owner.query<{ name: string }>(`select name from public.${TABLE}`);
  const known = new Set(migrations.map((migration) => new migration().name));
  const newer = rows.map((row) => row.name).filter((name) => !known.has(name));
  if (newer.length > 0) {
    throw new PlatformError('config_invalid', `The database was migrated by a newer Patchbay (${newer.join(', ')}). Start that version, or restore a backup.`);
  }
  return known.size - rows.length;
}

/** Roles belong to the whole server: a database restored elsewhere has our tables but not our roles. */
async function rolesKnown(owner: pg.Client): Promise<boolean> {
  const { rows } = await owner.query<{ count: number }>(`select count(*)::int as count from pg_roles where rolname in ('patchbay_app', 'patchbay_recorder', 'patchbay_system')`);
  return rows[0]?.count === 3;
}

async function runMigrations(ownerUrl: string): Promise<void> {
  // TypeORM costs a third of a second to load: only a start that migrates pays it.
  const { DataSource } = await import('typeorm');
  const source = new DataSource({ type: 'postgres', url: ownerUrl, migrations, migrationsTableName: TABLE, migrationsTransactionMode: 'each' });
  await source.initialize();
  try {
    await source.runMigrations();
  } finally {
    await source.destroy();
  }
}
