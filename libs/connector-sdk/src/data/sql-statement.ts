import { PlatformError, type JsonValue } from '@patchbay/kernel';
import { z } from 'zod';

/** How one database writes names and parameters. */
export interface SqlDialect {
  /** Quotation mark of identifiers; doubled inside. */
  readonly quote: '"' | '`';
  place(index: number): string;
  /** `column in (list)` with the list bound. */
  anyOf(column: string, bind: (value: JsonValue) => string, values: readonly JsonValue[]): string;
}

export const SqlName = z
  .string()
  .min(1)
  .max(128)
  .regex(/^[^\u0000]+$/, 'A name cannot hold a zero byte');
const Scalar = z.union([z.string(), z.number(), z.boolean()]);

export const SqlFilter = z.union([
  z.strictObject({ column: SqlName, op: z.enum(['eq', 'ne', 'lt', 'lte', 'gt', 'gte', 'like']), value: Scalar }),
  z.strictObject({ column: SqlName, op: z.literal('in'), value: z.array(Scalar).min(1).max(1_000) }),
  z.strictObject({ column: SqlName, op: z.literal('is_null') }),
  z.strictObject({ column: SqlName, op: z.literal('not_null') }),
]);
export type SqlFilter = z.output<typeof SqlFilter>;

export const SqlOrder = z.strictObject({ column: SqlName, descending: z.boolean().default(false) });
export type SqlOrder = z.output<typeof SqlOrder>;

const OPERATORS = { eq: '=', ne: '<>', lt: '<', lte: '<=', gt: '>', gte: '>=', like: 'like' } as const;

/** Builds one statement: names quoted, every value bound. Never takes text of a user any other way. */
export class SqlStatement {
  readonly values: JsonValue[] = [];

  constructor(private readonly dialect: SqlDialect) {}

  name(...parts: readonly (string | undefined)[]): string {
    const { quote } = this.dialect;
    return parts.flatMap((part) => (part === undefined ? [] : [`${quote}${part.replaceAll(quote, quote + quote)}${quote}`])).join('.');
  }

  names(list: readonly string[]): string {
    return list.map((one) => this.name(one)).join(', ');
  }

  readonly bind = (value: JsonValue): string => this.dialect.place(this.values.push(value));

  /** ` where …`, or nothing. */
  where(filters: readonly SqlFilter[], more: readonly string[] = []): string {
    const all = [...filters.map((filter) => this.filter(filter)), ...more];
    return all.length === 0 ? '' : ` where ${all.join(' and ')}`;
  }

  order(orders: readonly SqlOrder[]): string {
    return orders.length === 0
      ? ''
      : ` order by ${orders.map((one) => `${this.name(one.column)}${one.descending ? ' desc' : ''}`).join(', ')}`;
  }

  /** Rows behind the one with these values of the order's columns (keyset paging: steady while rows are added). */
  after(orders: readonly SqlOrder[], last: readonly JsonValue[]): string {
    const ways = orders.map((order, i) => {
      const same = orders.slice(0, i).map((one, j) => `${this.name(one.column)} = ${this.bind(last[j] ?? null)}`);
      return [...same, `${this.name(order.column)} ${order.descending ? '<' : '>'} ${this.bind(last[i] ?? null)}`].join(' and ');
    });
    return `(${ways.map((way) => `(${way})`).join(' or ')})`;
  }

  private filter(filter: SqlFilter): string {
    const column = this.name(filter.column);
    if (filter.op === 'is_null' || filter.op === 'not_null') return `${column} is ${filter.op === 'is_null' ? '' : 'not '}null`;
    if (filter.op === 'in') return this.dialect.anyOf(column, this.bind, filter.value);
    return `${column} ${OPERATORS[filter.op]} ${this.bind(filter.value)}`;
  }
}

/** Cursor of a page: the last row's values of the order's columns. Undefined when one is null, for which no order holds. */
export function sqlCursor(orders: readonly SqlOrder[], row: Readonly<Record<string, unknown>>): string | undefined {
  const last = orders.map(({ column }) => row[column]);
  if (last.length === 0 || last.some((value) => value === null || value === undefined || typeof value === 'object')) return undefined;
  return Buffer.from(JSON.stringify(last)).toString('base64url');
}

/** Throws `input_invalid` for text that `sqlCursor` did not make for this order. */
export function readSqlCursor(orders: readonly SqlOrder[], cursor: string): JsonValue[] {
  try {
    const last: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (z.array(Scalar).length(Math.max(1, orders.length)).safeParse(last).success) return last as JsonValue[];
  } catch {
    // Falls through: not ours.
  }
  throw new PlatformError('input_invalid', 'The cursor does not belong to this order.');
}

/** The columns of rows to write. Throws `input_invalid` unless all rows have the same. */
export function columnsOf(rows: readonly Readonly<Record<string, unknown>>[]): string[] {
  const columns = Object.keys(rows[0] ?? {}).sort();
  if (columns.length === 0) throw new PlatformError('input_invalid', 'A row needs at least one column.');
  if (columns.some((name) => !SqlName.safeParse(name).success)) throw new PlatformError('input_invalid', 'A column name is not valid.');
  const wanted = columns.join('\u0000');
  if (rows.some((row) => Object.keys(row).sort().join('\u0000') !== wanted))
    throw new PlatformError('input_invalid', 'All rows need the same columns.');
  return columns;
}

const CONTROL =
  /^(?:\s|--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/|;|\()*(begin|start|commit|end|rollback|abort|savepoint|release|prepare|set\s+transaction|set\s+autocommit|xa|lock|unlock)\b/i;

/** Statements that would end or change the transaction they run in. Throws `input_invalid`. */
export function refuseTransactionControl(sql: string): void {
  if (CONTROL.test(sql)) throw new PlatformError('input_invalid', 'Transaction control is not allowed in statements; use transaction.run.');
}
