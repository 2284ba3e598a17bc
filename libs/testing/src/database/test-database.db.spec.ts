import { expect, test } from '@jest/globals';
import { migrate } from '@patchbay/platform';
import pg from 'pg';
import { createTestDatabase, createWorkspace } from './test-database.js';

test('two databases made at once know nothing of each other, and are gone when closed', async () => {
  const [one, other] = await Promise.all([createTestDatabase(), createTestDatabase()]);
  const workspaceId = await createWorkspace(one.db, 'only here');
  const count = async (where: typeof one): Promise<number> =>
    (await where.db.inWorkspace(workspaceId, (tx) => tx.query('select from workspaces'))).rows.length;
  expect([await count(one), await count(other)]).toEqual([1, 0]);
  await one.close();
  await other.close();
  await expect(new pg.Client({ connectionString: one.ownerUrl }).connect()).rejects.toMatchObject({ code: '3D000' });
});

test('a clone is up to date, so that an app may start on it', async () => {
  const database = await createTestDatabase();
  await migrate(database.ownerUrl);
  await database.close();
});
