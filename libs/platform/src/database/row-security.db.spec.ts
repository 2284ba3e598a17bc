import { newId, type WorkspaceId } from '@patchbay/kernel';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createTestDatabase, createWorkspace, type TestDatabase } from '@patchbay/testing';
import pg from 'pg';
import { DATABASE_ROLES, roleUrl } from './database-roles.js';
import { sqlState } from './database.js';

const INSUFFICIENT_PRIVILEGE = '42501';

let testing: TestDatabase;
let owner: pg.Client;
let mine: WorkspaceId;
let theirs: WorkspaceId;

beforeAll(async () => {
  testing = await createTestDatabase();
  owner = new pg.Client({ connectionString: testing.ownerUrl });
  await owner.connect();
  mine = await createWorkspace(testing.db, 'mine');
  theirs = await createWorkspace(testing.db, 'theirs');
});
afterAll(async () => {
  await owner.end();
  await testing.close();
});

async function column(sql: string, values: unknown[] = []): Promise<unknown[]> {
  const { rows } = await owner.query<unknown[]>({ text: sql, values, rowMode: 'array' });
  return rows.map(([value]) => value);
}

/** Tables of ours that hold a workspace's rows; partitions are reached through their parent. */
const WORKSPACE_TABLES = `
  select c.oid, c.relname, c.relrowsecurity, c.relforcerowsecurity from pg_class c
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
    and (c.relname = 'workspaces' or exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'workspace_id' and not a.attisdropped))`;

describe('the catalogue', () => {
  test('knows workspace tables, or the tests below prove nothing', async () => {
    const names = await column(`select relname from (${WORKSPACE_TABLES}) t`);
    expect(names).toEqual(
      expect.arrayContaining(['workspaces', 'api_keys', 'credentials', 'contacts', 'connectors', 'executions', 'event_logs']),
    );
  });

  test('forces row security on every table of workspaces', async () => {
    expect(await column(`select relname from (${WORKSPACE_TABLES}) t where not (relrowsecurity and relforcerowsecurity)`)).toEqual([]);
  });

  test('has a policy for every table of workspaces, and each for the app role compares the workspace for reading and for writing', async () => {
    const policies = `select p.polrelid, pg_get_expr(p.polqual, p.polrelid) as using, pg_get_expr(p.polwithcheck, p.polrelid) as checked, p.polcmd
      from pg_policy p where 'patchbay_app'::regrole = any(p.polroles) or p.polroles = '{0}'`;
    expect(
      await column(`select relname from (${WORKSPACE_TABLES}) t where not exists (select from (${policies}) p where p.polrelid = t.oid)`),
    ).toEqual([]);
    const loose = `select t.relname from (${WORKSPACE_TABLES}) t join (${policies}) p on p.polrelid = t.oid
      where coalesce(p.using, 'current_workspace()') not like '%current_workspace()%' or coalesce(p.checked, p.using) not like '%current_workspace()%'`;
    expect(await column(loose)).toEqual([]);
  });

  test('has no policy of the app role, or of everybody, that is simply true', async () => {
    const open = `select polrelid::regclass::text from pg_policy p
      where ('patchbay_app'::regrole = any(p.polroles) or p.polroles = '{0}')
        and ('true' in (pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid)))`;
    expect(await column(open)).toEqual([]);
  });

  test('gives the roles of the product nothing to own and no way past row security', async () => {
    expect(
      await column(
        `select rolname from pg_roles where rolname like 'patchbay\\_%' and (rolsuper or rolbypassrls or rolcreatedb or rolcreaterole or rolreplication)`,
      ),
    ).toEqual([]);
    expect(
      await column(`select c.oid::regclass::text from pg_class c join pg_roles r on r.oid = c.relowner where r.rolname = any($1)`, [
        DATABASE_ROLES,
      ]),
    ).toEqual([]);
    expect(
      await column(`select p.proname from pg_proc p join pg_roles r on r.oid = p.proowner where r.rolname = any($1)`, [DATABASE_ROLES]),
    ).toEqual([]);
    expect(
      await column(`select r.rolname from pg_auth_members m join pg_roles r on r.oid = m.member where r.rolname = any($1)`, [
        DATABASE_ROLES,
      ]),
    ).toEqual([]);
  });

  test('lets no role of the product touch a partition but through its parent', async () => {
    const reachable = `select c.oid::regclass::text from pg_class c, unnest($1::text[]) role
      where c.relispartition and c.relnamespace = 'public'::regnamespace and has_table_privilege(role, c.oid, 'select, insert, update, delete, truncate')`;
    expect(await column(reachable, [DATABASE_ROLES])).toEqual([]);
  });

  test('lets no role of the product truncate, make triggers or references, or create anything in public', async () => {
    const strong = `select c.relname from pg_class c, unnest($1::text[]) role
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and has_table_privilege(role, c.oid, 'truncate, references, trigger')`;
    expect(await column(strong, [DATABASE_ROLES])).toEqual([]);
    expect(
      await column(`select role from unnest($1::text[]) role where has_schema_privilege(role, 'public', 'create')`, [DATABASE_ROLES]),
    ).toEqual([]);
  });

  test('keeps functions with the rights of the owner from everybody, and their search path fixed', async () => {
    const definers = `select p.oid, p.proname, p.proacl, p.proconfig from pg_proc p where p.pronamespace = 'public'::regnamespace and p.prosecdef`;
    expect(
      await column(
        `select proname from (${definers}) p where proacl is null or exists (select from aclexplode(proacl) a where a.grantee = 0)`,
      ),
    ).toEqual([]);
    expect(
      await column(`select proname from (${definers}) p where not coalesce('search_path=public, pg_temp' = any(proconfig), false)`),
    ).toEqual([]);
  });
});

describe('the app role', () => {
  test('sees the rows of its workspace and no other', async () => {
    const { rows } = await testing.db.inWorkspace(mine, (tx) => tx.query<{ id: string }>('select id from workspaces'));
    expect(rows).toEqual([{ id: mine }]);
  });

  test('sees nothing without a workspace', async () => {
    const tables = await column(`select relname from (${WORKSPACE_TABLES}) t where has_table_privilege('patchbay_app', t.oid, 'select')`);
    for (const table of tables) {
      const { rows } = await testing.db.withoutWorkspace((tx) => tx.query(`select from ${String(table)} limit 1`));
      expect([table, rows.length]).toEqual([table, 0]);
    }
  });

  test('cannot write a row into another workspace, move one there, or change one of it', async () => {
    const insert = testing.db.inWorkspace(mine, (tx) =>
      tx.query(`insert into credentials (workspace_id, id, name, vault_path) values ($1, $2, 'stolen', 'x')`, [theirs, newId()]),
    );
    await expect(insert).rejects.toMatchObject({ code: INSUFFICIENT_PRIVILEGE });
    await testing.db.inWorkspace(mine, (tx) =>
      tx.query(`insert into credentials (workspace_id, id, name, vault_path) values ($1, $2, 'own', 'x')`, [mine, newId()]),
    );
    const move = testing.db.inWorkspace(mine, (tx) => tx.query('update credentials set workspace_id = $1', [theirs]));
    await expect(move).rejects.toMatchObject({ code: INSUFFICIENT_PRIVILEGE });
    const change = await testing.db.inWorkspace(mine, (tx) => tx.query(`update workspaces set name = 'taken' where id = $1`, [theirs]));
    expect(change.rowCount).toBe(0);
  });

  test('sees nothing after a transaction of a workspace, whether it was committed or rolled back', async () => {
    const client = new pg.Client({ connectionString: roleUrl(testing.ownerUrl, 'patchbay_app') });
    await client.connect();
    const countNow = async (): Promise<number> => (await client.query('select from workspaces')).rows.length;
    for (const end of ['commit', 'rollback']) {
      await client.query(`begin; select set_config('app.workspace_id', '${mine}', true)`);
      expect(await countNow()).toBe(1);
      await client.query(end);
      expect(await countNow()).toBe(0);
    }
    await client.end();
  });

  test('cannot become another role, switch row security off, or read passwords', async () => {
    for (const statement of [
      'set role patchbay_system',
      `set role ${new URL(testing.ownerUrl).username}`,
      'set session authorization patchbay_system',
      'select * from pg_authid',
    ]) {
      const refusal = await testing.db.inWorkspace(mine, (tx) => tx.query(statement)).then(() => undefined, sqlState);
      expect([statement, refusal]).toEqual([statement, INSUFFICIENT_PRIVILEGE]);
    }
    const unguarded = testing.db.inWorkspace(mine, async (tx) => {
      await tx.query('set local row_security = off');
      return tx.query('select from workspaces');
    });
    await expect(unguarded).rejects.toMatchObject({ code: INSUFFICIENT_PRIVILEGE });
  });
});

test('the recorder writes executions of any workspace and reads no contacts, keys or credentials beyond its work', async () => {
  for (const table of ['credentials', 'api_keys', 'workspace_members', 'connectors']) {
    await expect(testing.db.record({ name: `read-${table}`, text: `select from ${table}`, values: [] })).rejects.toMatchObject({
      code: INSUFFICIENT_PRIVILEGE,
    });
  }
});
