import { defineDataAction, refuseTransactionControl, type DataAction } from '@patchbay/connector-sdk';
import { z } from 'zod';
import type { PgSession } from '../pg-session.js';
import { toJson } from '../pg-values.js';
import { jsonList, Max, Row, Sql, Values } from './table.js';

const query = defineDataAction<PgSession>()({
  key: 'sql.query',
  title: 'Query with SQL',
  description: 'One SELECT in a read-only transaction, streamed up to the row and size caps.',
  effect: 'read',
  input: z.object({ sql: Sql, values: Values, max: Max }),
  output: z.object({ rows: z.array(Row), truncated: z.boolean() }),
  run: ({ input, client, timeLeftMs }) => client.rows({ sql: input.sql, values: jsonList(input.values) }, input.max, timeLeftMs),
});

const Result = z.object({ affected: z.int(), rows: z.array(Row), truncated: z.boolean() });
const MAX_ROWS = 1_000;

const execute = defineDataAction<PgSession>()({
  key: 'sql.execute',
  title: 'Run SQL',
  description: 'One statement of any kind, in a transaction of its own.',
  effect: 'create',
  input: z.object({ sql: Sql, values: Values }),
  output: Result,
  run: async ({ input, client, timeLeftMs }) =>
    (await together(client, timeLeftMs, [input]))[0] ?? { affected: 0, rows: [], truncated: false },
});

const transaction = defineDataAction<PgSession>()({
  key: 'transaction.run',
  title: 'Run statements in one transaction',
  description: 'All of them take effect, or none.',
  effect: 'create',
  input: z.object({
    statements: z
      .array(z.strictObject({ sql: Sql, values: Values }))
      .min(1)
      .max(50),
  }),
  output: z.object({ results: z.array(Result) }),
  run: async ({ input, client, timeLeftMs }) => ({ results: await together(client, timeLeftMs, input.statements) }),
});

async function together(client: PgSession, timeLeftMs: number, statements: readonly { sql: string; values: unknown[] }[]) {
  for (const { sql } of statements) refuseTransactionControl(sql);
  const results = await client.write(timeLeftMs, async () => {
    const list: z.output<typeof Result>[] = [];
    for (const { sql, values } of statements) {
      const { rowCount, rows } = await client.run({ sql, values: jsonList(values) });
      list.push({
        affected: rowCount ?? 0,
        rows: toJson(rows.slice(0, MAX_ROWS)) as Record<string, unknown>[],
        truncated: rows.length > MAX_ROWS,
      });
    }
    return list;
  });
  await client.reset();
  return results;
}

export const sqlActions = [query, execute, transaction] as readonly DataAction<PgSession>[];
