import { defineDataAction, type DataAction } from '@patchbay/connector-sdk';
import { z } from 'zod';
import type { PgSession } from '../pg-session.js';
import { Max, Table } from './table.js';
import { SqlName } from '@patchbay/connector-sdk';

const List = z.object({ schema: z.string(), name: z.string(), kind: z.string() });
const Described = z.object({
  columns: z.array(
    z.object({
      name: z.string(),
      type: z.string(),
      nullable: z.boolean(),
      default: z.string().nullable(),
      primaryKey: z.boolean(),
      comment: z.string().nullable(),
    }),
  ),
  indexes: z.array(z.object({ name: z.string(), unique: z.boolean(), definition: z.string() })),
});

const LIST = `select n.nspname as schema, c.relname as name,
  case c.relkind when 'v' then 'view' when 'm' then 'materialized view' when 'f' then 'foreign table' else 'table' end as kind
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p', 'v', 'm', 'f') and n.nspname not like 'pg\\_%' and n.nspname <> 'information_schema'
    and ($1::text is null or n.nspname = $1) and has_schema_privilege(n.oid, 'usage') order by 1, 2`;

const COLUMNS = `select a.attname as name, format_type(a.atttypid, a.atttypmod) as type, not a.attnotnull as nullable,
  pg_get_expr(d.adbin, d.adrelid) as default, coalesce(a.attnum = any (i.indkey), false) as "primaryKey", col_description(a.attrelid, a.attnum) as comment
  from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
  left join pg_index i on i.indrelid = a.attrelid and i.indisprimary
  where a.attrelid = $1::regclass and a.attnum > 0 and not a.attisdropped order by a.attnum`;

const INDEXES = `select c.relname as name, i.indisunique as unique, pg_get_indexdef(i.indexrelid) as definition
  from pg_index i join pg_class c on c.oid = i.indexrelid where i.indrelid = $1::regclass order by 1`;

const list = defineDataAction<PgSession>()({
  key: 'table.list',
  title: 'List tables and views',
  effect: 'read',
  input: z.object({ schema: SqlName.optional(), max: Max }),
  output: z.array(List),
  async run({ input, client, timeLeftMs }) {
    const { rows } = await client.rows({ sql: LIST, values: [input.schema ?? null] }, input.max, timeLeftMs);
    return rows as z.output<typeof List>[];
  },
});

const describe = defineDataAction<PgSession>()({
  key: 'table.describe',
  title: 'Describe a table',
  effect: 'read',
  input: z.object(Table),
  output: Described,
  async run({ input, client, timeLeftMs }) {
    return await client.read(timeLeftMs, async () => {
      // As the name would be written in SQL, so that regclass reads it by the same rules as a statement does.
      const { rows: named } = await client.run({
        sql: `select case when $1::text is null then quote_ident($2) else quote_ident($1) || '.' || quote_ident($2) end as name`,
        values: [input.schema ?? null, input.table],
      });
      const values = [String(named[0]?.['name'])];
      const columns = await client.run({ sql: COLUMNS, values });
      const indexes = await client.run({ sql: INDEXES, values });
      return { columns: columns.rows, indexes: indexes.rows } as z.output<typeof Described>;
    });
  },
});

export const tableActions = [list, describe] as readonly DataAction<PgSession>[];
