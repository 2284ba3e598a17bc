import { PlatformError } from '@patchbay/kernel';
import pg from 'pg';
import { sqlState } from '../database/database.js';
import { OWNER } from './server-folder.js';

/** Exists from the first moment on; ours is created after the first start. */
const FIRST_DATABASE = 'postgres';
const WRONG_PASSWORD = '28P01';
const DUPLICATE_DATABASE = '42P04';
const POLL_MS = 25;

/** What waits for a server knows of its process: a sentence once it ended, undefined as long as it lives. */
export type HowItEnded = () => string | undefined;

/**
 * Waits until the server takes queries. Out: undefined when it does, else why not: it ended, or the time is over. Throws `config_invalid`
 * when it answers but refuses our password.
 */
export async function waitUntilReady(url: string, ended: HowItEnded, patienceMs: number): Promise<string | undefined> {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    const state = await signIn(url, FIRST_DATABASE, async () => undefined);
    if (state === undefined) return undefined;
    if (state === WRONG_PASSWORD)
      throw new PlatformError(
        'config_invalid',
        'The embedded Postgres refuses the password in the data dir\'s file "database-url". Put the right file back.',
      );
    const end = ended();
    if (end !== undefined) return end;
    if (performance.now() > deadline) return `it did not answer within ${patienceMs / 1000} s`;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

/** Makes our database on a server that has none yet. */
export async function ensureDatabase(url: string): Promise<void> {
  if ((await signIn(url, OWNER, async () => undefined)) === undefined) return;
  await signIn(url, FIRST_DATABASE, async (client) => {
    await client.query(`create database ${OWNER}`).catch((error: unknown) => {
      if (sqlState(error) !== DUPLICATE_DATABASE) throw error;
    });
  });
}

/** Out: undefined when the work is done, else the SQLSTATE or 'unreachable' of a server that does not let us in. */
async function signIn(url: string, database: string, work: (client: pg.Client) => Promise<void>): Promise<string | undefined> {
  const target = new URL(url);
  target.pathname = `/${database}`;
  const client = new pg.Client({ connectionString: target.toString(), connectionTimeoutMillis: 2_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (error) {
    return sqlState(error) ?? 'unreachable';
  }
  try {
    await work(client);
    return undefined;
  } finally {
    await client.end().catch(() => undefined);
  }
}
