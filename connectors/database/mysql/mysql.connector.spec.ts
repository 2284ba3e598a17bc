import { describe, expect, it } from '@jest/globals';
import { describeDataConnector, mariadbAvailable, startMariadb } from '@patchbay/testing';
import { createConnection } from 'mysql2/promise';
import mysql from './mysql.connector.js';

async function start() {
  const server = await startMariadb();
  const owner = await createConnection(server.url);
  await owner.query(
    'create table items (id int primary key, name varchar(200) unique not null, price decimal(10,2), meta json, made datetime(3), big bigint)',
  );
  await owner.query('create table many as select seq as id, repeat("x", 1000) as filler from seq_1_to_30000');
  await owner.end();
  return { dsn: server.url, wrongDsn: server.url.replace('SECRETapp01', 'SECRETwrong%2F1'), close: () => server.close() };
}

const table = { table: 'items' };
const pen = { id: 1, name: 'pen', price: '1.50', meta: { list: [1, 'x'] }, made: '2026-01-02 03:04:05.678', big: '9007199254740993' };
const cup = { ...pen, id: 2, name: "cup'; drop table items; --", meta: null };

if (!mariadbAvailable) describe('mysql connector', () => it.skip('needs mariadbd, which is not on this machine', () => {}));
else
  describeDataConnector(mysql, import.meta.dirname, {
    start,
    calls: [
      { title: 'inserts rows', action: 'rows.insert', input: { ...table, rows: [pen, cup] }, output: { affected: 2 } },
      { title: 'reports a key that is there', action: 'rows.insert', input: { ...table, rows: [pen] }, error: 'conflict' },
      {
        title: 'finds every type by a hostile text as value',
        action: 'rows.find',
        input: { ...table, where: [{ column: 'name', op: 'eq', value: cup.name }] },
        output: { rows: [cup], truncated: false },
      },
      {
        title: 'takes a name as a name, not as SQL',
        action: 'rows.find',
        input: { table: 'items`; drop table items' },
        error: 'provider_not_found',
      },
      {
        title: 'updates',
        action: 'rows.update',
        input: { ...table, where: [{ column: 'id', op: 'in', value: [1] }], set: { price: 2 } },
        output: { affected: 1 },
      },
      { title: 'upserts', action: 'rows.upsert', input: { ...table, rows: [{ ...pen, name: 'pencil' }] }, output: { affected: 2 } },
      {
        title: 'changes nothing when more rows are affected than allowed',
        action: 'rows.delete',
        input: { ...table, where: [{ column: 'id', op: 'gt', value: 0 }], maxAffected: 1 },
        error: 'provider_rejected',
      },
      {
        title: 'queries with bound values',
        action: 'sql.query',
        input: { sql: 'select id, name from items where id >= ? order by id', values: [1] },
        output: {
          rows: [
            { id: 1, name: 'pencil' },
            { id: 2, name: cup.name },
          ],
          truncated: false,
        },
      },
      {
        title: 'runs several statements as one',
        action: 'transaction.run',
        input: { statements: [{ sql: 'delete from items where id = ?', values: [2] }] },
        output: { results: [{ affected: 1, rows: [], truncated: false }] },
      },
      {
        title: 'deletes',
        action: 'rows.delete',
        input: { ...table, where: [{ column: 'id', op: 'eq', value: 1 }] },
        output: { affected: 1 },
      },
      {
        title: 'lists tables',
        action: 'table.list',
        input: {},
        output: ['items', 'many'].map((name) => ({ schema: 'app', name, kind: 'table' })),
      },
      {
        title: 'describes a table',
        action: 'table.describe',
        input: { table: 'items' },
        output: { columns: expect.arrayContaining([expect.objectContaining({ name: 'id', primaryKey: true, nullable: false })]) },
      },
    ],
    more: ({ call, failure }) => {
      it.each([
        'delete from many',
        'select 1; delete from many',
        'set autocommit = 1',
        "select 1 into outfile '/tmp/x'",
        'select 1 /*! into outfile */',
        'with x as (select 1) delete from many',
      ])('writes nothing in a query: %s', async (sql) => {
        expect(['input_invalid', 'provider_rejected']).toContain((await failure('sql.query', { sql })).code);
        expect(await call('sql.query', { sql: 'select count(*) as n from many' })).toMatchObject({ rows: [{ n: 30_000 }] });
      });

      it('goes from page to page by a cursor and stops at max', async () => {
        const ask = { table: 'many', columns: ['id'], orderBy: [{ column: 'id' }], where: [{ column: 'id', op: 'gt', value: 5 }], max: 2 };
        const first = (await call('rows.find', ask)) as { rows: unknown; nextCursor: string };
        expect(first).toMatchObject({ rows: [{ id: 6 }, { id: 7 }], truncated: true });
        expect(await call('rows.find', { ...ask, cursor: first.nextCursor })).toMatchObject({
          rows: [{ id: 8 }, { id: 9 }],
          truncated: true,
        });
      });

      it('rolls back all of a transaction when one statement fails', async () => {
        await failure('transaction.run', { statements: [{ sql: 'delete from many' }, { sql: 'select * from nowhere' }] });
        expect(await call('sql.query', { sql: 'select count(*) as n from many' })).toMatchObject({ rows: [{ n: 30_000 }] });
      });
    },
  });
