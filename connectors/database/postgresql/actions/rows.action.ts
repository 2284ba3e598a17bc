import { columnsOf, defineDataAction, readSqlCursor, sqlCursor, SqlName, SqlOrder, type DataAction } from '@patchbay/connector-sdk';
import { PlatformError } from '@patchbay/kernel';
import { z } from 'zod';
import type { PgSession } from '../pg-session.js';
import { toJson } from '../pg-values.js';
import { json, Max, MaxAffected, Row, statement, Table, Where } from './table.js';

const Written = z.object({ affected: z.int(), rows: z.array(Row).describe('The rows as stored').optional() });
const Returning = z.boolean().default(false).describe('Answer the rows as stored');
const MAX_RETURNED = 1_000;

const find = defineDataAction<PgSession>()({
  key: 'rows.find',
  title: 'Find rows',
  description: 'Rows of a table or view that meet all conditions, page by page.',
  effect: 'read',
  input: z.object({
    ...Table,
    columns: z.array(SqlName).min(1).max(1_600).optional(),
    where: Where.default([]),
    orderBy: z.array(SqlOrder).max(8).default([]).describe('Needed for further pages; end with a unique column'),
    max: Max,
    cursor: z.string().max(8_192).optional(),
  }),
  output: z.object({ rows: z.array(Row), truncated: z.boolean(), nextCursor: z.string().optional() }),
  async run({ input, client, timeLeftMs }) {
    const sql = statement();
    // The order's columns are always read: the cursor is made of them.
    const columns = input.columns && [...new Set([...input.columns, ...input.orderBy.map(({ column }) => column)])];
    const after = input.cursor === undefined ? [] : [sql.after(input.orderBy, readSqlCursor(input.orderBy, input.cursor))];
    const text = `select ${columns ? sql.names(columns) : '*'} from ${sql.name(input.schema, input.table)}${sql.where(input.where, after)}${sql.order(input.orderBy)}`;
    const found = await client.rows({ sql: text, values: sql.values }, input.max, timeLeftMs);
    const last = found.truncated ? found.rows.at(-1) : undefined;
    return { ...found, nextCursor: last && sqlCursor(input.orderBy, last) };
  },
});

const insert = defineDataAction<PgSession>()({
  key: 'rows.insert',
  title: 'Insert rows',
  effect: 'create',
  input: z.object({ ...Table, rows: z.array(Row).min(1).max(5_000), returning: Returning }),
  output: Written,
  async run({ input, client, timeLeftMs }) {
    const sql = statement();
    const text = insertText(sql, input) + (input.returning ? ' returning *' : '');
    return await write(client, timeLeftMs, { text, sql, maxAffected: input.rows.length });
  },
});

const upsert = defineDataAction<PgSession>()({
  key: 'rows.upsert',
  title: 'Insert or update rows',
  description: 'Rows that collide on the given unique columns are updated.',
  effect: 'update',
  input: z.object({ ...Table, rows: z.array(Row).min(1).max(5_000), conflict: z.array(SqlName).min(1).max(32), returning: Returning }),
  output: Written,
  async run({ input, client, timeLeftMs }) {
    const sql = statement();
    const changes = columnsOf(input.rows).filter((column) => !input.conflict.includes(column));
    const set = changes.map((column) => `${sql.name(column)} = excluded.${sql.name(column)}`).join(', ');
    const action = changes.length === 0 ? 'do nothing' : `do update set ${set}`;
    const text = `${insertText(sql, input)} on conflict (${sql.names(input.conflict)}) ${action}${input.returning ? ' returning *' : ''}`;
    return await write(client, timeLeftMs, { text, sql, maxAffected: input.rows.length });
  },
});

const update = defineDataAction<PgSession>()({
  key: 'rows.update',
  title: 'Update rows',
  effect: 'update',
  input: z.object({ ...Table, where: Where.min(1), set: Row, maxAffected: MaxAffected, returning: Returning }),
  output: Written,
  async run({ input, client, timeLeftMs }) {
    const sql = statement();
    const columns = columnsOf([input.set]);
    const table = sql.name(input.schema, input.table);
    const record = `jsonb_populate_record(null::${table}, ${sql.bind(json(input.set))}::jsonb)`;
    const set = `(${sql.names(columns)}) = (select ${sql.names(columns)} from ${record})`;
    const text = `update ${table} set ${set}${sql.where(input.where)}${input.returning ? ' returning *' : ''}`;
    return await write(client, timeLeftMs, { text, sql, maxAffected: input.maxAffected });
  },
});

const remove = defineDataAction<PgSession>()({
  key: 'rows.delete',
  title: 'Delete rows',
  effect: 'delete',
  input: z.object({ ...Table, where: Where.min(1), maxAffected: MaxAffected }),
  output: Written,
  async run({ input, client, timeLeftMs }) {
    const sql = statement();
    const text = `delete from ${sql.name(input.schema, input.table)}${sql.where(input.where)}`;
    return await write(client, timeLeftMs, { text, sql, maxAffected: input.maxAffected });
  },
});

/** Postgres itself reads the JSON into the columns' types, so that arrays, dates and JSON columns need no rules of ours. */
function insertText(
  sql: ReturnType<typeof statement>,
  input: { schema?: string | undefined; table: string; rows: Record<string, unknown>[] },
): string {
  const columns = sql.names(columnsOf(input.rows));
  const table = sql.name(input.schema, input.table);
  const rows = sql.bind(JSON.stringify(input.rows));
  return `insert into ${table} (${columns}) select ${columns} from jsonb_populate_recordset(null::${table}, ${rows}::jsonb)`;
}

interface Write {
  readonly text: string;
  readonly sql: ReturnType<typeof statement>;
  readonly maxAffected: number;
}

async function write(client: PgSession, timeLeftMs: number, { text, sql, maxAffected }: Write) {
  return await client.write(timeLeftMs, async () => {
    const { rowCount, rows, fields } = await client.run({ sql: text, values: sql.values });
    const affected = rowCount ?? 0;
    if (affected > maxAffected)
      throw new PlatformError('provider_rejected', `${affected} rows would be affected, more than maxAffected; nothing was changed.`);
    return { affected, rows: fields.length > 0 ? (toJson(rows.slice(0, MAX_RETURNED)) as Record<string, unknown>[]) : undefined };
  });
}

export const rowActions = [find, insert, update, upsert, remove] as readonly DataAction<PgSession>[];
