import { decodeIdCursor, encodeCursor, idAt, type Page, type PageRequest } from '@patchbay/kernel';
import type { Tx } from '@patchbay/platform';

/**
 * Rows one page looks at. A page may therefore come back short, even empty, with a cursor that leads on: the time of a page stays the same
 * however many rows there are and however rare a match is, and no filter needs an index of its own that every insert would pay for.
 */
export const SCANNED_ROWS = 5_000;

const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/** A time range in ms since the epoch; `toMs` is not in it. */
export interface TimeRange {
  readonly fromMs?: number;
  readonly toMs?: number;
}

export interface PageQuestion {
  /** A table ranged by UUIDv7 `id`. */
  readonly table: string;
  /** Names the retention of its rows (see `kept_from` in the migrations). */
  readonly kind: 'events' | 'costs' | 'audit';
  readonly columns: string;
  /** Column → value; absent values do not narrow. */
  readonly equal: Readonly<Record<string, string | undefined>>;
  /** Columns of `equal` that an index begins with: they narrow what is scanned. */
  readonly indexed?: readonly string[];
  /** A further condition without parameters. */
  readonly also?: string;
  readonly range: TimeRange;
}

/** One page of the transaction's workspace, newest first. Throws `input_invalid` for a cursor of another list. */
export async function scannedPage<Row extends { id: string }>(tx: Tx, question: PageQuestion, page: PageRequest): Promise<Page<Row>> {
  const { text, values } = pageStatement(question, page);
  // Every range here is in the order of an index; before it has statistics of the day Postgres would rather sort.
  await tx.query('set local enable_sort = off');
  const { rows } = await tx.query<Row & { scanned_to: string | null }>(text, values);
  const found = rows.filter((row) => (row.id as string | null) !== null);
  const data = found.slice(0, page.limit);
  const next = found.length > page.limit ? data.at(-1)?.id : rows[0]?.scanned_to;
  return { data: data.map(({ scanned_to: _scanned, ...row }) => row as unknown as Row), nextCursor: next ? encodeCursor([next]) : null };
}

function pageStatement(question: PageQuestion, page: PageRequest): { text: string; values: unknown[] } {
  const { table, kind, columns, equal, indexed = [], also, range } = question;
  const after = page.cursor === undefined ? LAST_ID : decodeIdCursor(page.cursor).toLowerCase();
  const end = range.toMs === undefined ? LAST_ID : idAt(range.toMs);
  const values: unknown[] = [idAt(range.fromMs ?? 0), end < after ? end : after, page.limit + 1, SCANNED_ROWS];
  const conditionsOf = (names: readonly string[]): string[] =>
    names.flatMap((name) => (equal[name] === undefined ? [] : [`${name} = $${values.push(equal[name])}`]));
  const narrow = conditionsOf(indexed).map((condition) => ` and ${condition}`);
  const wide = [...conditionsOf(Object.keys(equal).filter((name) => !indexed.includes(name))), ...(also === undefined ? [] : [also])];
  const scanned = `select ${columns} from ${table} where id >= greatest($1::uuid, kept_from('${kind}')) and id < $2::uuid${narrow.join('')} order by id desc`;
  if (wide.length === 0) return { text: `select *, null as scanned_to from (${scanned} limit least($3::int, $4::int)) newest`, values };
  return {
    text: `with newest as materialized (${scanned} limit $4)
      select page.*, edge.scanned_to from (select case when count(*) >= $4::int then min(id::text) end as scanned_to from newest) edge
      left join lateral (select * from newest where ${wide.join(' and ')} order by id desc limit $3) page on true order by page.id desc`,
    values,
  };
}
