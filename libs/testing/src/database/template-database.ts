import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { migrate } from '@patchbay/platform';
import pg from 'pg';

/** Held while a template is made or cloned: cloning needs it to be unused for a moment. */
const TEMPLATE_LOCK = 7_261_131;

/**
 * Makes the migrated database that `createTestDatabase` clones, once per server and version of the migrations. In: any database of the
 * server, and the folder of the migrations. Out: the template's connection string.
 */
export async function makeTemplateDatabase(serverUrl: string, migrationsFolder: string): Promise<string> {
  const hash = createHash('sha256');
  for (const name of readdirSync(migrationsFolder).sort()) hash.update(name).update(readFileSync(join(migrationsFolder, name)));
  const template = `patchbay_template_${hash.digest('hex').slice(0, 12)}`;
  await onServer(serverUrl, async (client) => {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [template]);
    // Made under another name: a run killed in the middle leaves nothing that looks finished.
    const draft = `${template}_new`;
    if (rowCount) return;
    await client.query(`drop database if exists ${draft}`);
    await client.query(`create database ${draft}`);
    await migrate(databaseUrl(serverUrl, draft));
    await client.query(`alter database ${draft} rename to ${template}`);
  });
  return databaseUrl(serverUrl, template);
}

/** Clones the template under a new name. Out: the clone's connection string. */
export async function cloneTemplate(templateUrl: string, name: string): Promise<string> {
  const template = new URL(templateUrl).pathname.slice(1);
  await onServer(templateUrl, (client) => client.query(`create database ${name} template ${template}`));
  return databaseUrl(templateUrl, name);
}

export async function dropDatabase(url: string): Promise<void> {
  const name = new URL(url).pathname.slice(1);
  await onServer(url, (client) => client.query(`drop database if exists ${name} with (force)`));
}

/** The server's connection string for another database. */
export function databaseUrl(serverUrl: string, database: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${database}`;
  return url.toString();
}

/** Runs something as the owner outside any of our databases; workers take turns. */
async function onServer(serverUrl: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl(serverUrl, 'postgres') });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [TEMPLATE_LOCK]);
    await work(client);
  } finally {
    await client.end();
  }
}
