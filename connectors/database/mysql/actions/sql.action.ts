import { defineDataAction, refuseTransactionControl, SqlName, type DataAction } from '@patchbay/connector-sdk';
import { PlatformError } from '@patchbay/kernel';
import { z } from 'zod';
import type { MysqlSession } from '../mysql-session.js';
import { jsonList, Max, Row, Sql, Table, Values } from './table.js';

/** SET, and files on the server, are not stopped by a read-only transaction; executable comments could hide either. */
const READS = /^\s*\(*\s*(select|with|show|explain|describe|desc|table|values)\b/i;
const BEYOND = /\/\*M?!|\b(outfile|dumpfile)\b|:=|\b(get_lock|load_file)\b/i;

const query = defineDataAction<MysqlSession>()({
  key: 'sql.query',
  title: 'Query with SQL',
  description: 'One SELECT or SHOW in a read-only transaction, up to the row and size caps.',
  effect: 'read',
  input: z.object({ sql: Sql, values: Values, max: Max }),
  output: z.object({ rows: z.array(Row), truncated: z.boolean() }),
  run: ({ input, client, timeLeftMs }) => {
    if (!READS.test(input.sql) || BEYOND.test(input.sql))
      throw new PlatformError(
        'input_invalid',
        'Only a SELECT, SHOW, EXPLAIN, TABLE or VALUES without files, locks and executable comments is a query.',
      );
    return client.read(timeLeftMs, input.max, () => client.rows(input.sql, jsonList(input.values), input.max));
  },
});

const Result = z.object({ affected: z.int(), insertId: z.number().optional(), rows: z.array(Row), truncated: z.boolean() });

const transaction = defineDataAction<MysqlSession>()({
  key: 'transaction.run',
  title: 'Run statements in one transaction',
  description: "All of them take effect, or none. MySQL commits by itself at each change of a table's definition.",
  effect: 'create',
  input: z.object({
    statements: z
      .array(z.strictObject({ sql: Sql, values: Values }))
      .min(1)
      .max(50),
  }),
  output: z.object({ results: z.array(Result) }),
  async run({ input, client, timeLeftMs }) {
    for (const { sql } of input.statements) {
      if (/\/\*M?!/.test(sql)) throw new PlatformError('input_invalid', 'Executable comments are not allowed.');
      refuseTransactionControl(sql);
    }
    const results = await client.write(timeLeftMs, async () => {
      const list: z.output<typeof Result>[] = [];
      for (const { sql, values } of input.statements) list.push(await client.run(sql, jsonList(values)));
      return list;
    });
    await client.reset();
    return { results };
  },
});

const Listed = z.object({ schema: z.string(), name: z.string(), kind: z.string() });
const list = defineDataAction<MysqlSession>()({
  key: 'table.list',
  title: 'List tables and views',
  effect: 'read',
  input: z.object({ schema: SqlName.optional(), max: Max }),
  output: z.array(Listed),
  async run({ input, client, timeLeftMs }) {
    const sql = `select table_schema as \`schema\`, table_name as name, case table_type when 'BASE TABLE' then 'table' else lower(table_type) end as kind
      from information_schema.tables where table_schema = coalesce(?, database()) order by 1, 2`;
    const { rows } = await client.read(timeLeftMs, input.max, () => client.rows(sql, [input.schema ?? null], input.max));
    return rows as z.output<typeof Listed>[];
  },
});

const Column = z.object({
  name: z.string(),
  type: z.string(),
  nullable: z.boolean(),
  default: z.string().nullable(),
  primaryKey: z.boolean(),
});
const describe = defineDataAction<MysqlSession>()({
  key: 'table.describe',
  title: 'Describe a table',
  effect: 'read',
  input: z.object(Table),
  output: z.object({ columns: z.array(Column) }),
  async run({ input, client, timeLeftMs }) {
    const sql = `select column_name as name, column_type as type, is_nullable as nullable, column_default as \`default\`, column_key as \`key\`
      from information_schema.columns where table_schema = coalesce(?, database()) and table_name = ? order by ordinal_position`;
    const { rows } = await client.read(timeLeftMs, 10_000, () => client.rows(sql, [input.schema ?? null, input.table], 10_000));
    if (rows.length === 0) throw new PlatformError('provider_not_found', 'The table does not exist.');
    const columns = rows.map(({ key, nullable, ...column }) => ({ ...column, nullable: nullable === 'YES', primaryKey: key === 'PRI' }));
    return { columns: columns as z.output<typeof Column>[] };
  },
});

export const sqlActions = [query, transaction, list, describe] as readonly DataAction<MysqlSession>[];
