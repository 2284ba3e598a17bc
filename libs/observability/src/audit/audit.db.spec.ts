import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { newId, type WorkspaceId } from '@patchbay/kernel';
import { roleUrl, type DatabaseRole } from '@patchbay/platform';
import { createTestDatabase, createWorkspace, type TestDatabase } from '@patchbay/testing';
import pg from 'pg';
import type { AuditAct } from './audit.js';
import { AuditService } from './audit.service.js';
import { AuditStore } from './audit.store.js';

let testing: TestDatabase;
let audit: AuditService;
let workspaceId: WorkspaceId;
beforeAll(async () => {
  testing = await createTestDatabase();
  audit = new AuditService(testing.db, new AuditStore());
  workspaceId = await createWorkspace(testing.db);
});
afterAll(() => testing.close());

const act = (change: Partial<AuditAct> = {}): AuditAct => ({
  actor: 'user:ada',
  act: 'createApiKeys',
  method: 'POST',
  path: '/api/v1/api-keys',
  fields: ['name'],
  address: '127.0.0.1',
  traceId: 'trace',
  ...change,
});

test('an act is shown with how it ended; one that was cut short is shown without', async () => {
  const ended = await audit.begin(workspaceId, act());
  await audit.end(workspaceId, ended, { status: 403, code: 'forbidden' });
  const cut = await audit.begin(workspaceId, act({ actor: 'user:grace' }));
  const { data } = await audit.list(workspaceId, {}, { limit: 10 });
  expect(data.map(({ id, outcome }) => [id, outcome])).toEqual([
    [cut, null],
    [ended, { status: 403, code: 'forbidden', endedAt: expect.any(String) }],
  ]);
  expect((await audit.list(workspaceId, { actor: 'user:grace' }, { limit: 10 })).data).toEqual([data[0]]);
  expect((await audit.list(await createWorkspace(testing.db), {}, { limit: 10 })).data).toEqual([]);
});

test('no role of the product can change or delete what is written, end an act twice, or empty the tables', async () => {
  const id = await audit.begin(workspaceId, act());
  await audit.end(workspaceId, id, { status: 200 });
  await expect(audit.end(workspaceId, id, { status: 500 })).rejects.toMatchObject({ code: '23505' });
  for (const role of ['patchbay_app', 'patchbay_system', 'patchbay_recorder'] satisfies DatabaseRole[]) {
    const client = new pg.Client({ connectionString: roleUrl(testing.ownerUrl, role) });
    await client.connect();
    await client.query(`select set_config('app.workspace_id', $1, false)`, [workspaceId]);
    for (const table of ['audit_logs', 'audit_outcomes'])
      for (const statement of [
        `update ${table} set id = id`,
        `delete from ${table}`,
        `truncate ${table}`,
        `alter table ${table} disable row level security`,
      ])
        await expect(client.query(statement).catch((error: { code: string }) => [role, statement, error.code])).resolves.toEqual([
          role,
          statement,
          '42501',
        ]);
    await client.end();
  }
  expect((await audit.list(workspaceId, {}, { limit: 1 })).data[0]).toMatchObject({ id, outcome: { status: 200, code: null } });
});

test('an act cannot be written into another workspace', async () => {
  const other = await createWorkspace(testing.db);
  const forged = testing.db.inWorkspace(workspaceId, (tx) =>
    tx.query(`insert into audit_outcomes (workspace_id, id, status) values ($1, $2, 200)`, [other, newId()]),
  );
  await expect(forged).rejects.toMatchObject({ code: '42501' });
});
