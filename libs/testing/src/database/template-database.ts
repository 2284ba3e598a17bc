import { migrate } from '@patchbay/platform';
import pg from 'pg';

export const TEMPLATE = 'patchbay_template';

/** Makes the migrated database that `createTestDatabase` clones. To be called once per test server. */
export async function makeTemplateDatabase(serverUrl: string): Promise<void> {
  await onServer(serverUrl, async (client) => {
    await client.query(`create database ${TEMPLATE}`);
  });
  await migrate(databaseUrl(serverUrl, TEMPLATE));
}

/** The server's connection string for another database. */
export function databaseUrl(serverUrl: string, database: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${database}`;
  return url.toString();
}

/** Runs something as the owner outside any of our databases. */
export async function onServer(serverUrl: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl(serverUrl, 'postgres') });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
