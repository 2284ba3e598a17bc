import { columnsOf, defineDataAction, readSqlCursor, sqlCursor, SqlName, SqlOrder, type DataAction } from '@patchbay/connector-sdk';
import { PlatformError } from '@patchbay/kernel';
import { z } from 'zod';
import type { MysqlSession } from '../mysql-session.js';
import { json, Max, MaxAffected, Row, statement, Table, Where } from './table.js';

type Statement = ReturnType<typeof statement>;
const Written = z.object({ affected: z.int(), insertId: z.number().optional() });
const Rows = z.array(Row).min(1).max(1_000);

const find = defineDataAction<MysqlSession>()({
  key: 'rows.find',
  title: 'Find rows',
  description: 'Rows of a table or view that meet all conditions, page by page.',
  effect: 'read',
  input: z.object({
    ...Table,
    columns: z.array(SqlName).min(1).max(1_000).optional(),
    where: Where.default([]),
    orderBy: z.array(SqlOrder).max(8).default([]).describe('Needed for further pages; end with a unique column'),
    max: Max,
    cursor: z.string().max(8_192).optional(),
  }),
  output: z.object({ rows: z.array(Row), truncated: z.boolean(), nextCursor: z.string().optional() }),
  async run({ input, client, timeLeftMs }) {
    const sql = statement();
    const columns = input.columns && [...new Set([...input.columns, ...input.orderBy.map(({ column }) => column)])];
    const head = `select ${columns ? sql.names(columns) : '*'} from ${sql.name(input.schema, input.table)}`;
    // Question marks are bound in the order they are written: conditions first, then the cursor's, as `where` writes them.
    const where = sql.where(input.where);
    const after =
      input.cursor === undefined
        ? ''
        : `${where ? ' and ' : ' where '}${sql.after(input.orderBy, readSqlCursor(input.orderBy, input.cursor))}`;
    const text = `${head}${where}${after}${sql.order(input.orderBy)}`;
    const found = await client.read(timeLeftMs, input.max, () => client.rows(text, sql.values, input.max));
    const last = found.truncated ? found.rows.at(-1) : undefined;
    return { ...found, nextCursor: last && sqlCursor(input.orderBy, last) };
  },
});

const insert = defineDataAction<MysqlSession>()({
  key: 'rows.insert',
  title: 'Insert rows',
  effect: 'create',
  input: z.object({ ...Table, rows: Rows }),
  output: Written,
  async run({ input, client, timeLeftMs }) {
    const sql = statement();
    return await write(client, timeLeftMs, { sql, text: insertText(sql, input), maxAffected: Infinity });
  },
});

const upsert = defineDataAction<MysqlSession>()({
  key: 'rows.upsert',
  title: 'Insert or update rows',
  description: 'Rows that collide on any unique key are updated. MySQL counts an updated row twice.',
  effect: 'update',
  input: z.object({ ...Table, rows: Rows }),
  output: Written,
  async run({ input, client, timeLeftMs }) {
    const sql = statement();
    const set = columnsOf(input.rows)
      .map((column) => `${sql.name(column)} = values(${sql.name(column)})`)
      .join(', ');
    return await write(client, timeLeftMs, {
      sql,
      text: `${insertText(sql, input)} on duplicate key update ${set}`,
      maxAffected: Infinity,
    });
  },
});

const update = defineDataAction<MysqlSession>()({
  key: 'rows.update',
  title: 'Update rows',
  effect: 'update',
  input: z.object({ ...Table, where: Where.min(1), set: Row, maxAffected: MaxAffected }),
  output: Written,
  async run({ input, client, timeLeftMs }) {
    const sql = statement();
    const set = columnsOf([input.set])
      .map((column) => `${sql.name(column)} = ${sql.bind(json(input.set[column]))}`)
      .join(', ');
    const text = `update ${sql.name(input.schema, input.table)} set ${set}${sql.where(input.where)}`;
    return await write(client, timeLeftMs, { sql, text, maxAffected: input.maxAffected });
  },
});

const remove = defineDataAction<MysqlSession>()({
  key: 'rows.delete',
  title: 'Delete rows',
  effect: 'delete',
  input: z.object({ ...Table, where: Where.min(1), maxAffected: MaxAffected }),
  output: Written,
  async run({ input, client, timeLeftMs }) {
    const sql = statement();
    const text = `delete from ${sql.name(input.schema, input.table)}${sql.where(input.where)}`;
    return await write(client, timeLeftMs, { sql, text, maxAffected: input.maxAffected });
  },
});

function insertText(sql: Statement, input: { schema?: string | undefined; table: string; rows: Record<string, unknown>[] }): string {
  const columns = columnsOf(input.rows);
  // The protocol counts placeholders with 16 bits.
  if (columns.length * input.rows.length > 65_535)
    throw new PlatformError('input_invalid', 'At most 65,535 values fit in one statement; send fewer rows.');
  const rows = input.rows.map((row) => `(${columns.map((column) => sql.bind(json(row[column]))).join(', ')})`);
  return `insert into ${sql.name(input.schema, input.table)} (${sql.names(columns)}) values ${rows.join(', ')}`;
}

async function write(
  client: MysqlSession,
  timeLeftMs: number,
  { text, sql, maxAffected }: { text: string; sql: Statement; maxAffected: number },
) {
  return await client.write(timeLeftMs, async () => {
    const { affected, insertId } = await client.run(text, sql.values);
    if (affected > maxAffected)
      throw new PlatformError('provider_rejected', `${affected} rows would be affected, more than maxAffected; nothing was changed.`);
    return { affected, insertId };
  });
}

export const rowActions = [find, insert, update, upsert, remove] as readonly DataAction<MysqlSession>[];
