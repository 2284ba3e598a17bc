import { newId, type WorkspaceId } from '@patchbay/kernel';
import { PgDatabase, type Database } from '@patchbay/platform';
import { pino } from 'pino';
import { cloneTemplate, dropDatabase } from './template-database.js';

export interface TestDatabase {
  readonly db: Database;
  /** Signs in as the owner, who sees everything. */
  readonly ownerUrl: string;
  close(): Promise<void>;
}

/** Where scripts/jest-postgres.mjs says which database to clone. */
export const TEMPLATE_VARIABLE = 'PATCHBAY_TEST_TEMPLATE_URL';

let made = 0;

/** A fresh, migrated database of its own on the run's real server. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const template = process.env[TEMPLATE_VARIABLE];
  if (!template) throw new Error('No test server: name the suite *.db.spec.ts or *.e2e-spec.ts so that jest starts one.');
  made += 1;
  const ownerUrl = await cloneTemplate(
    template,
    `test_${process.pid}_${process.env['JEST_WORKER_ID'] ?? 0}_${Date.now().toString(36)}_${made}`,
  );
  const db = new PgDatabase({ ownerUrl, logger: pino({ level: 'silent' }), poolSize: 6 });
  return {
    db,
    ownerUrl,
    async close() {
      await db.close();
      await dropDatabase(ownerUrl);
    },
  };
}

/** A workspace row to hang things on. */
export async function createWorkspace(db: Database, name = 'Test workspace'): Promise<WorkspaceId> {
  const id = newId<WorkspaceId>();
  await db.inWorkspace(id, (tx) => tx.query('insert into workspaces (id, name) values ($1, $2)', [id, name]));
  return id;
}
