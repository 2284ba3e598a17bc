import { SqlFilter, SqlName, SqlOrder, type Http, type Query, type SafePath } from '@patchbay/connector-sdk';
import { z } from 'zod';

export const Table = SqlName.describe('Table or view');
export const Row = z.record(z.string(), z.unknown());
export const Rows = z.array(Row).min(1).max(5_000);
export const Where = z.array(SqlFilter).max(50).describe('All have to hold');
export const Columns = z.array(SqlName).min(1).max(1_000);
export const Order = z.array(SqlOrder).max(8);
export const Schema = SqlName.describe('Default: the first that the project exposes').optional();
export const Returning = z.boolean().default(false).describe('Answer the rows as stored');
export const Written = z.object({ affected: z.int().optional(), rows: z.array(Row).optional() });

const OPERATORS = { eq: 'eq', ne: 'neq', lt: 'lt', lte: 'lte', gt: 'gt', gte: 'gte', like: 'like' } as const;

/** Names and values in double quotes hold any character: https://docs.postgrest.org/en/v13/references/api/url_grammar.html#reserved-characters */
export const quoted = (value: string | number | boolean): string => `"${String(value).replace(/[\\"]/g, '\\$&')}"`;
export const quotedList = (names: readonly string[]): string => names.map(quoted).join(',');

/**
 * All conditions in the one parameter `and`: a column named like one of PostgREST's own parameters, or with odd characters, cannot become a parameter.
 * https://docs.postgrest.org/en/v13/references/api/tables_views.html#logical-operators
 */
export function whereQuery(filters: readonly SqlFilter[]): Query {
  return filters.length === 0 ? {} : { and: `(${filters.map(condition).join(',')})` };
}

function condition(filter: SqlFilter): string {
  const column = quoted(filter.column);
  if (filter.op === 'is_null') return `${column}.is.null`;
  if (filter.op === 'not_null') return `${column}.not.is.null`;
  if (filter.op === 'in') return `${column}.in.(${filter.value.map(quoted).join(',')})`;
  return `${column}.${OPERATORS[filter.op]}.${quoted(filter.value)}`;
}

export function orderQuery(orders: z.output<typeof Order>): Query {
  if (orders.length === 0) return {};
  return { order: orders.map(({ column, descending }) => `${quoted(column)}.${descending ? 'desc' : 'asc'}`).join(',') };
}

/** Rows may lack columns that others have: https://docs.postgrest.org/en/v13/references/api/tables_views.html#specifying-columns */
export function columnsQuery(rows: readonly Readonly<Record<string, unknown>>[]): Query {
  return { columns: quotedList([...new Set(rows.flatMap((row) => Object.keys(row)))]) };
}

interface Write {
  readonly method: 'POST' | 'PATCH' | 'DELETE';
  readonly query: Query;
  readonly json?: unknown;
  readonly schema: string | undefined;
  /** https://docs.postgrest.org/en/v13/references/api/preferences.html */
  readonly prefer: readonly string[];
  readonly returning: boolean;
}

/** Sends a write; how many rows it touched is told by the rows themselves or by `Content-Range: …/N`. */
export async function write(http: Http, target: SafePath, { method, query, json, schema, prefer, returning }: Write) {
  const wanted = [...prefer, returning ? 'return=representation' : 'return=minimal', 'count=exact'].join(',');
  const options = { query, ...(json === undefined ? {} : { json }), headers: { prefer: wanted, 'content-profile': schema } };
  const verb = ({ POST: 'post', PATCH: 'patch', DELETE: 'delete' } as const)[method];
  if (returning) {
    // https://docs.postgrest.org/en/v13/references/api/tables_views.html#insert
    const rows = await http[verb](target, { ...options, expect: z.array(Row) });
    return { affected: rows.length, rows };
  }
  // https://docs.postgrest.org/en/v13/references/api/tables_views.html#insert
  const { headers } = await http.send(method, target, options);
  const total = /\/(\d+)$/.exec(headers['content-range'] ?? '')?.[1];
  return { affected: total === undefined ? undefined : Number(total) };
}
