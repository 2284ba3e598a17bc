import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId, type WorkspaceId } from '@patchbay/kernel';
import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import pg from 'pg';
import { pino } from 'pino';
import { migrations } from '../../../../migrations/index.js';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../embedded-postgres/embedded-postgres.js';
import { freePort } from '../embedded-postgres/free-port.js';
import { DATABASE_ROLES, roleUrl } from './database-roles.js';
import { migrate } from './migrate.js';
import { PgDatabase } from './pg-database.js';

jest.setTimeout(60_000);

/** A server of its own: roles belong to the whole server, and these tests change them. */
let server: EmbeddedPostgres;
let folder: string;
let superuser: pg.Client;
let made = 0;

beforeAll(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'patchbay-migrate-')));
  server = await startEmbeddedPostgres(folder, { fsync: 'off' });
  superuser = await connected(server.url);
});
afterAll(async () => {
  await superuser.end();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(dropRoles);

async function connected(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client;
}

async function dropRoles(): Promise<void> {
  const { rows } = await superuser.query<{ name: string }>(`select datname as name from pg_database where datname like 'outside_%'`);
  for (const { name } of rows) await superuser.query(`drop database ${name} with (force)`);
  for (const role of [...DATABASE_ROLES, 'managed']) await superuser.query(`drop role if exists ${role}`);
}

/** An empty database owned by a new user with only these rights, as managed services give them. */
async function outsideDatabase(rights: string): Promise<string> {
  made += 1;
  const name = `outside_${made}`;
  await superuser.query(`create role managed login password 'managed-password' ${rights}`);
  await superuser.query(`create database ${name} owner managed`);
  const url = new URL(server.url);
  [url.username, url.password, url.pathname] = ['managed', 'managed-password', `/${name}`];
  return url.toString();
}

async function ask(url: string, text: string): Promise<unknown[]> {
  const client = await connected(url);
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

describe('an owner who is no superuser but may create roles', () => {
  test('gets a database on which everything works, signing in included', async () => {
    const url = await outsideDatabase('createrole');
    await migrate(url);
    const database = new PgDatabase({ ownerUrl: url, logger: pino({ level: 'silent' }) });
    const workspaceId = newId<WorkspaceId>();
    await database.inWorkspace(workspaceId, async (tx) => {
      await tx.query(`insert into workspaces (id, name) values ($1, 'w')`, [workspaceId]);
      await tx.query(`insert into workspace_members (workspace_id, subject, role) values ($1, 'ann', 'owner')`, [workspaceId]);
      await tx.query(
        `insert into api_keys (workspace_id, id, name, prefix, key_hash, role, created_by) values ($1, $2, 'k', 'p', '\\x01', 'owner', 'ann')`,
        [workspaceId, newId()],
      );
    });
    const found = await database.withoutWorkspace(async (tx) => [
      (await tx.query(`select workspace_id from find_api_key('\\x01')`)).rows,
      (await tx.query(`select id from workspaces_of('ann')`)).rows,
    ]);
    expect(found).toEqual([[{ workspace_id: workspaceId }], [{ id: workspaceId }]]);
    const day = await database.asSystem((tx) => tx.query(`select ensure_partitions('executions', current_date + 20, 2) as made`));
    expect(day.rows).toEqual([{ made: 2 }]);
    await database.inWorkspace(workspaceId, (tx) => tx.query('delete from workspace_members'));
    await database.close();
  });

  test('may start again after its password was changed', async () => {
    const url = new URL(await outsideDatabase('createrole'));
    await migrate(url.toString());
    await superuser.query(`alter role managed password 'another-password'`);
    url.password = 'another-password';
    await migrate(url.toString());
    for (const role of DATABASE_ROLES) expect(await ask(roleUrl(url.toString(), role), 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  test('gets roles without rights, whose passwords stand in no statement', async () => {
    const url = await outsideDatabase('createrole');
    await migrate(url);
    const { rows } = await superuser.query(
      `select rolpassword like 'SCRAM-SHA-256$4096:%' as scram, rolsuper or rolbypassrls or rolcreatedb or rolcreaterole or rolinherit as strong from pg_authid where rolname = any($1)`,
      [DATABASE_ROLES],
    );
    expect(rows).toEqual(DATABASE_ROLES.map(() => ({ scram: true, strong: false })));
  });

  test('is told which SQL to run when the roles are another user’s', async () => {
    for (const role of DATABASE_ROLES) await superuser.query(`create role ${role}`);
    const url = await outsideDatabase('createrole');
    await expect(migrate(url)).rejects.toMatchObject({
      code: 'config_invalid',
      message: expect.stringContaining('grant patchbay_app to "managed" with admin option;'),
    });
    for (const role of DATABASE_ROLES) await superuser.query(`grant ${role} to managed with admin option`);
    await migrate(url);
  });
});

test('an owner who may not create roles is told which SQL to run', async () => {
  const url = await outsideDatabase('');
  await expect(migrate(url)).rejects.toMatchObject({
    code: 'config_invalid',
    message: expect.stringContaining('alter role "managed" createrole;'),
  });
});

test('a user who may not create tables is told what is missing', async () => {
  const url = new URL(await outsideDatabase('createrole'));
  await superuser.query(`alter database ${url.pathname.slice(1)} owner to patchbay`);
  await expect(migrate(url.toString())).rejects.toMatchObject({
    code: 'config_invalid',
    message: expect.stringContaining('owner to "managed"'),
  });
});

test('roles that somebody gave more rights stop the start', async () => {
  const url = await outsideDatabase('createrole');
  await migrate(url);
  await superuser.query('alter role patchbay_app bypassrls');
  await expect(migrate(url)).rejects.toMatchObject({
    code: 'config_invalid',
    message: expect.stringContaining('alter role patchbay_app nosuperuser nobypassrls'),
  });
});

test('three processes that start at once migrate once', async () => {
  const url = await outsideDatabase('createrole');
  await Promise.all([migrate(url), migrate(url), migrate(url)]);
  expect(await ask(url, 'select count(*)::int as count from migrations')).toEqual([{ count: migrations.length }]);
});

test('a migration that fails leaves nothing of itself, and the next start goes on from there', async () => {
  const url = await outsideDatabase('createrole');
  class Fails9999999999998 {
    name = 'Fails9999999999998';
    async up(runner: { query(text: string): Promise<unknown> }): Promise<void> {
      await runner.query('create table half (id int)');
      await runner.query('select 1 / 0');
    }
    async down(): Promise<void> {}
  }
  await expect(migrate(url, [...migrations, Fails9999999999998 as never])).rejects.toMatchObject({ code: '22012' });
  expect(await ask(url, `select to_regclass('half') as half, (select count(*)::int from migrations) as count`)).toEqual([
    { half: null, count: migrations.length },
  ]);
  await migrate(url);
});

test('a database of a newer version is refused', async () => {
  const url = await outsideDatabase('createrole');
  await migrate(url);
  await ask(url, `insert into migrations (timestamp, name) values (9999999999999, 'FromTheFuture9999999999999')`);
  await expect(migrate(url)).rejects.toMatchObject({
    code: 'config_invalid',
    message: expect.stringContaining('FromTheFuture9999999999999'),
  });
});

test('a queue schema that lags behind is brought up to date', async () => {
  const url = await outsideDatabase('createrole');
  await migrate(url);
  await ask(url, 'drop schema queue cascade');
  await migrate(url);
  expect(await ask(url, `select to_regclass('queue.migration') is not null as there`)).toEqual([{ there: true }]);
});

describe('a server that cannot be used', () => {
  test('because it is not there is told by its address', async () => {
    await expect(migrate(`postgres://o:p@127.0.0.1:${await freePort()}/d`)).rejects.toMatchObject({
      code: 'config_invalid',
      message: expect.stringMatching(/^DATABASE_URL: the server at 127\.0\.0\.1:\d+ does not answer/),
    });
  });

  test('because it refuses the password is told without the password', async () => {
    const url = new URL(server.url);
    url.password = 'wr0ng-one';
    const failure = await migrate(url.toString()).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'config_invalid', message: expect.stringContaining('password authentication failed') });
    expect(String(failure)).not.toContain('wr0ng-one');
  });

  test('because it is too old is told by its version', async () => {
    const old = await oldServer();
    await expect(migrate(old.url)).rejects.toMatchObject({
      code: 'config_invalid',
      message: 'DATABASE_URL: PostgreSQL 14.9 is too old; 15 or newer is needed.',
    });
    old.close();
  });
});

/** Speaks just enough of the protocol (PostgreSQL manual, 53.7) to sign anybody in and to answer one question about its version. */
async function oldServer() {
  const message = (type: string, body: Buffer): Buffer => {
    const head = Buffer.alloc(5);
    head.write(type);
    head.writeInt32BE(body.length + 4, 1);
    return Buffer.concat([head, body]);
  };
  const column = (name: string, typeId: number): Buffer => {
    const rest = Buffer.alloc(18);
    rest.writeInt32BE(typeId, 6);
    rest.writeInt16BE(-1, 10);
    return Buffer.concat([Buffer.from(`${name}\0`), rest]);
  };
  const cell = (text: string): Buffer => Buffer.concat([Buffer.from([0, 0, 0, text.length]), Buffer.from(text)]);
  const two = Buffer.from([0, 2]);
  const ready = message('Z', Buffer.from('I'));
  const answer = [
    message('T', Buffer.concat([two, column('version', 23), column('name', 25)])),
    message('D', Buffer.concat([two, cell('140009'), cell('14.9')])),
    message('C', Buffer.from('SELECT 1\0')),
    ready,
  ];
  const sockets = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => {
      socket.write(Buffer.concat([message('R', Buffer.alloc(4)), ready]));
      socket.on('data', (data) => {
        if (data.toString('latin1', 0, 1) === 'Q') socket.write(Buffer.concat(answer));
      });
    });
  });
  const port = await freePort();
  await new Promise<void>((resolve) => {
    sockets.listen(port, '127.0.0.1', resolve);
  });
  return { url: `postgres://o:p@127.0.0.1:${port}/d`, close: () => void sockets.close() };
}
