import { newId, type WorkspaceId } from '@patchbay/kernel';
import { PgDatabase, type Database } from '@patchbay/platform';
import { pino } from 'pino';
import { databaseUrl, onServer, TEMPLATE } from './template-database.js';

export interface TestDatabase {
  readonly db: Database;
  /** Signs in as the owner, who sees everything. */
  readonly ownerUrl: string;
  close(): Promise<void>;
}

let made = 0;

/** A fresh, migrated database of its own on the run's real server. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const server = process.env['PATCHBAY_TEST_POSTGRES_URL'];
  if (!server) throw new Error('No test server: name the suite *.db.spec.ts or *.e2e-spec.ts so that jest starts one.');
  made += 1;
  const name = `test_${process.pid}_${process.env['JEST_WORKER_ID'] ?? 0}_${Date.now().toString(36)}_${made}`;
  await onServer(server, async (client) => {
    // Cloning needs the template to be unused for a moment; other workers clone it too.
    await client.query('select pg_advisory_lock(7261131)');
    await client.query(`create database ${name} template ${TEMPLATE}`);
  });
  const ownerUrl = databaseUrl(server, name);
  const db = new PgDatabase({ ownerUrl, logger: pino({ level: 'silent' }), poolSize: 6 });
  return {
    db,
    ownerUrl,
    async close() {
      await db.close();
      await onServer(server, async (client) => {
        await client.query(`drop database if exists ${name} with (force)`);
      });
    },
  };
}

/** A workspace row to hang things on. */
export async function createWorkspace(db: Database, name = 'Test workspace'): Promise<WorkspaceId> {
  const id = newId<WorkspaceId>();
  await db.inWorkspace(id, (tx) => tx.query('insert into workspaces (id, name) values ($1, $2)', [id, name]));
  return id;
}
