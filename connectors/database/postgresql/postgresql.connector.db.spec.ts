import { expect, it } from '@jest/globals';
import { createTestDatabase, describeDataConnector } from '@patchbay/testing';
import pg from 'pg';
import postgresql from './postgresql.connector.js';

const SETUP = `create schema shop; create type shop.mood as enum ('good', 'bad');
  create table shop."odd ""name" (id int primary key, note text);
  create table shop.items (id int primary key, name text unique not null, price numeric(10,2), tags text[] not null default '{}', meta jsonb, made timestamptz, big bigint, mood shop.mood);
  create table shop.many as select n as id, repeat('x', 1000) as filler from generate_series(1, 30000) n`;

async function start() {
  const database = await createTestDatabase();
  const owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  await owner.query(SETUP);
  await owner.end();
  const wrong = new URL(database.ownerUrl);
  wrong.password = 'SECRETwrong%2F1';
  return { dsn: database.ownerUrl, wrongDsn: wrong.toString(), close: () => database.close() };
}

const items = { schema: 'shop', table: 'items' };
const pen = {
  id: 1,
  name: 'pen',
  price: '1.50',
  tags: ['a', 'b'],
  meta: { list: [1, 'x'] },
  made: '2026-01-02T03:04:05.678Z',
  big: '9007199254740993',
  mood: 'good',
};
const cup = { ...pen, id: 2, name: "cup'; drop table shop.items; --", meta: null };
const columns = { schema: 'shop', table: 'many', columns: ['id'] };

describeDataConnector(postgresql, import.meta.dirname, {
  start,
  calls: [
    {
      title: 'inserts rows and answers them as stored, every type',
      action: 'rows.insert',
      input: { ...items, rows: [pen, cup], returning: true },
      output: { affected: 2, rows: [pen, cup] },
    },
    { title: 'reports a broken constraint by its name', action: 'rows.insert', input: { ...items, rows: [pen] }, error: 'conflict' },
    {
      title: 'takes hostile text as a value',
      action: 'rows.find',
      input: { ...items, where: [{ column: 'name', op: 'eq', value: cup.name }], columns: ['id'] },
      output: { rows: [{ id: 2 }], truncated: false },
    },
    {
      title: 'quotes names, whatever is in them',
      action: 'rows.insert',
      input: { schema: 'shop', table: 'odd "name', rows: [{ id: 1, note: 'x' }] },
      output: { affected: 1 },
    },
    {
      title: 'takes a name as a name, not as SQL',
      action: 'rows.find',
      input: { table: 'items; drop table shop.items' },
      error: 'provider_not_found',
    },
    {
      title: 'filters by a list and orders',
      action: 'rows.find',
      input: {
        ...items,
        where: [{ column: 'id', op: 'in', value: [1, 2] }],
        orderBy: [{ column: 'id', descending: true }],
        columns: ['id'],
      },
      output: { rows: [{ id: 2 }, { id: 1 }], truncated: false },
    },
    {
      title: 'updates',
      action: 'rows.update',
      input: { ...items, where: [{ column: 'id', op: 'eq', value: 1 }], set: { price: 2, tags: ['c'] } },
      output: { affected: 1 },
    },
    {
      title: 'upserts',
      action: 'rows.upsert',
      input: { ...items, rows: [{ ...pen, name: 'pencil' }], conflict: ['id'], returning: true },
      output: { affected: 1, rows: [{ ...pen, name: 'pencil' }] },
    },
    {
      title: 'changes nothing when more rows are affected than allowed',
      action: 'rows.delete',
      input: { ...items, where: [{ column: 'id', op: 'gt', value: 0 }], maxAffected: 1 },
      error: 'provider_rejected',
    },
    {
      title: 'queries with bound values',
      action: 'sql.query',
      input: { sql: 'select id, name from shop.items where id >= $1 order by id', values: [1] },
      output: {
        rows: [
          { id: 1, name: 'pencil' },
          { id: 2, name: cup.name },
        ],
        truncated: false,
      },
    },
    {
      title: 'runs a statement',
      action: 'sql.execute',
      input: { sql: 'update shop.items set price = $1 where id = $2', values: [3, 1] },
      output: { affected: 1, rows: [], truncated: false },
    },
    {
      title: 'runs several statements as one',
      action: 'transaction.run',
      input: {
        statements: [{ sql: 'delete from shop.items where id = $1', values: [2] }, { sql: 'select count(*)::int as n from shop.items' }],
      },
      output: {
        results: [
          { affected: 1, rows: [], truncated: false },
          { affected: 1, rows: [{ n: 1 }], truncated: false },
        ],
      },
    },
    {
      title: 'deletes',
      action: 'rows.delete',
      input: { ...items, where: [{ column: 'id', op: 'eq', value: 1 }] },
      output: { affected: 1 },
    },
    {
      title: 'lists tables',
      action: 'table.list',
      input: { schema: 'shop' },
      output: ['items', 'many', 'odd "name'].map((name) => ({ schema: 'shop', name, kind: 'table' })),
    },
    {
      title: 'describes a table',
      action: 'table.describe',
      input: { schema: 'shop', table: 'odd "name' },
      output: {
        columns: [
          { name: 'id', type: 'integer', nullable: false, default: null, primaryKey: true, comment: null },
          { name: 'note', type: 'text', nullable: true, default: null, primaryKey: false, comment: null },
        ],
        indexes: [{ name: 'odd "name_pkey', unique: true, definition: expect.stringContaining('UNIQUE') }],
      },
    },
  ],
  more: ({ call, failure, pool }) => {
    it.each([
      ['delete from shop.many', 'provider_rejected'],
      ['with gone as (delete from shop.many returning *) select * from gone', 'provider_rejected'],
      ['select 1; delete from shop.many', 'provider_rejected'],
      ['select 1; commit; delete from shop.many', 'provider_rejected'],
      ["select set_config('transaction_read_only', 'off', false)", 'provider_rejected'],
      ["select nextval('shop.seq')", 'provider_not_found'],
    ])('writes nothing in a query: %s', async (sql, code) => {
      expect((await failure('sql.query', { sql })).code).toBe(code);
      expect(await call('sql.query', { sql: 'select count(*)::int as n from shop.many' })).toMatchObject({ rows: [{ n: 30_000 }] });
    });

    it('refuses transaction control inside a transaction, behind a comment too', async () => {
      for (const sql of ['commit', '/* x */ rollback', '-- y\nEND'])
        expect((await failure('transaction.run', { statements: [{ sql }] })).code).toBe('input_invalid');
    });

    it('rolls back all of a transaction when one statement fails', async () => {
      await failure('transaction.run', { statements: [{ sql: 'delete from shop.many' }, { sql: 'select 1/0' }] });
      expect(await call('sql.query', { sql: 'select count(*)::int as n from shop.many' })).toMatchObject({ rows: [{ n: 30_000 }] });
    });

    it('goes from page to page by a cursor and stops at max', async () => {
      const first = (await call('rows.find', { ...columns, orderBy: [{ column: 'id' }], max: 2 })) as { rows: unknown; nextCursor: string };
      expect(first).toMatchObject({ rows: [{ id: 1 }, { id: 2 }], truncated: true });
      const next = await call('rows.find', { ...columns, orderBy: [{ column: 'id' }], max: 2, cursor: first.nextCursor });
      expect(next).toMatchObject({ rows: [{ id: 3 }, { id: 4 }], truncated: true });
      expect((await failure('rows.find', { ...columns, orderBy: [{ column: 'id' }], cursor: 'bm8' })).code).toBe('input_invalid');
    });

    it('cuts an answer at the size cap', async () => {
      const { rows, truncated } = (await call('sql.query', { sql: 'select * from shop.many', max: 10_000 })) as {
        rows: unknown[];
        truncated: boolean;
      };
      expect(truncated).toBe(true);
      expect(JSON.stringify(rows).length).toBeLessThan(8.5 * 1024 * 1024);
    });

    it('breaks off when one value alone is over the cap', async () => {
      expect((await failure('sql.query', { sql: "select repeat('x', 60000000) as much" })).code).toBe('response_too_large');
    });

    it('leaves no setting of one call to the next', async () => {
      await call('sql.execute', { sql: "select set_config('search_path', 'shop', false), pg_advisory_lock(7)" });
      expect(await call('sql.query', { sql: "select current_setting('search_path') as path" })).toMatchObject({
        rows: [{ path: '"$user", public' }],
      });
    });

    it('never opens more clients than the cap, and uses them again', async () => {
      await Promise.all(Array.from({ length: 12 }, () => call('sql.query', { sql: 'select pg_sleep(0.01)' })));
      expect(pool().size).toBe(2);
    });
  },
});
