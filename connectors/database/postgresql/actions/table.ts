import type { JsonValue } from '@patchbay/kernel';
import { SqlFilter, SqlName, SqlStatement, type SqlDialect } from '@patchbay/connector-sdk';
import { z } from 'zod';

const postgres: SqlDialect = {
  quote: '"',
  place: (index) => `$${index}`,
  anyOf: (column, bind, values) => `${column} in (${values.map((value) => bind(value)).join(', ')})`,
};
export const statement = () => new SqlStatement(postgres);

export const Table = { schema: SqlName.describe('Default: the first of the search path').optional(), table: SqlName };
export const Row = z.record(z.string(), z.unknown());
export const Where = z.array(SqlFilter).max(50);
export const Max = z.int().positive().max(10_000).default(1_000).describe('Most rows to answer');
export const MaxAffected = z
  .int()
  .positive()
  .max(1_000_000)
  .default(1_000)
  .describe('Refuse, and change nothing, when more rows would be affected');
export const Values = z.array(z.unknown()).max(1_000).default([]).describe('Bound to $1, $2, … in order');
export const Sql = z.string().min(1).max(100_000);

/** Zod reads JSON as unknown; what comes in through the router is JSON. */
export const json = (value: unknown) => value as JsonValue;
export const jsonList = (values: readonly unknown[]) => values as readonly JsonValue[];
