import { defineAction, path, SqlName } from '@patchbay/connector-sdk';
import { z } from 'zod';
import {
  Columns,
  columnsQuery,
  Order,
  orderQuery,
  quotedList,
  Returning,
  Row,
  Rows,
  Schema,
  Table,
  Where,
  whereQuery,
  write,
  Written,
} from './rest-query.js';

const select = defineAction({
  key: 'rows.select',
  title: 'Select rows',
  effect: 'read',
  input: z.object({
    table: Table,
    schema: Schema,
    columns: Columns.optional(),
    where: Where.default([]),
    orderBy: Order.default([]).describe('Needed for more than 1,000 rows; end with a unique column'),
    max: z.int().positive().max(10_000).default(100).describe('At most this many are read'),
  }),
  output: z.array(Row),
  async run({ input, http }) {
    const columns: { select?: string } = input.columns ? { select: quotedList(input.columns) } : {};
    // https://docs.postgrest.org/en/v13/references/api/tables_views.html#read
    return http.all(path`/rest/v1/${input.table}`, {
      query: { ...columns, ...whereQuery(input.where), ...orderQuery(input.orderBy) },
      headers: { 'accept-profile': input.schema },
      pageSize: { param: 'limit', max: 1_000 },
      expect: z.array(Row),
      items: (page) => page,
      // A project may have set its own, smaller limit for pages, so that only an empty one is the end.
      next: (page, { total }) => page.length > 0 && { offset: total },
      max: input.max,
    });
  },
});

const insert = defineAction({
  key: 'rows.insert',
  title: 'Insert rows',
  effect: 'create',
  input: z.object({ table: Table, schema: Schema, rows: Rows, returning: Returning }),
  output: Written,
  async run({ input: { table, schema, rows, returning }, http }) {
    return write(http, path`/rest/v1/${table}`, {
      method: 'POST',
      query: columnsQuery(rows),
      json: rows,
      schema,
      prefer: ['missing=default'],
      returning,
    });
  },
});

const upsert = defineAction({
  key: 'rows.upsert',
  title: 'Insert or update rows',
  effect: 'update',
  input: z.object({
    table: Table,
    schema: Schema,
    rows: Rows,
    conflict: z.array(SqlName).min(1).max(32).describe('Unique columns; default: the primary key').optional(),
    onConflict: z.enum(['update', 'ignore']).default('update'),
    returning: Returning,
  }),
  output: Written,
  async run({ input: { table, schema, rows, conflict, onConflict, returning }, http }) {
    const query = { ...columnsQuery(rows), ...(conflict ? { on_conflict: quotedList(conflict) } : {}) };
    const prefer = [`resolution=${onConflict === 'update' ? 'merge' : 'ignore'}-duplicates`, 'missing=default'];
    return write(http, path`/rest/v1/${table}`, { method: 'POST', query, json: rows, schema, prefer, returning });
  },
});

const MaxAffected = z.int().positive().max(1_000_000).describe('Refuse, and change nothing, when more rows would be affected').optional();
const strict = (maxAffected: number | undefined): string[] =>
  maxAffected === undefined ? [] : ['handling=strict', `max-affected=${maxAffected}`];

const update = defineAction({
  key: 'rows.update',
  title: 'Update rows',
  effect: 'update',
  input: z.object({ table: Table, schema: Schema, where: Where.min(1), set: Row, maxAffected: MaxAffected, returning: Returning }),
  output: Written,
  async run({ input: { table, schema, where, set, maxAffected, returning }, http }) {
    const prefer = strict(maxAffected);
    return write(http, path`/rest/v1/${table}`, { method: 'PATCH', query: whereQuery(where), json: set, schema, prefer, returning });
  },
});

const remove = defineAction({
  key: 'rows.delete',
  title: 'Delete rows',
  effect: 'delete',
  input: z.object({ table: Table, schema: Schema, where: Where.min(1), maxAffected: MaxAffected, returning: Returning }),
  output: Written,
  async run({ input: { table, schema, where, maxAffected, returning }, http }) {
    const prefer = strict(maxAffected);
    return write(http, path`/rest/v1/${table}`, { method: 'DELETE', query: whereQuery(where), schema, prefer, returning });
  },
});

export const rowActions = [select, insert, upsert, update, remove];
