import type { JsonValue } from '@patchbay/kernel';
import { SqlFilter, SqlName, SqlStatement } from '@patchbay/connector-sdk';
import { z } from 'zod';

export const statement = () =>
  new SqlStatement({
    quote: '`',
    place: () => '?',
    anyOf: (column, bind, values) => `${column} in (${values.map((value) => bind(value)).join(', ')})`,
  });

export const Table = { schema: SqlName.describe('Database; default: the one of the DSN').optional(), table: SqlName };
export const Row = z.record(z.string(), z.unknown());
export const Where = z.array(SqlFilter).max(50);
export const Max = z.int().positive().max(10_000).default(1_000).describe('Most rows to answer');
export const MaxAffected = z
  .int()
  .positive()
  .max(1_000_000)
  .default(1_000)
  .describe('Refuse, and change nothing, when more rows would be affected');
export const Sql = z.string().min(1).max(100_000);
export const Values = z.array(z.unknown()).max(1_000).default([]).describe('Bound to the question marks in order');

export const json = (value: unknown) => value as JsonValue;
export const jsonList = (values: readonly unknown[]) => values as readonly JsonValue[];
