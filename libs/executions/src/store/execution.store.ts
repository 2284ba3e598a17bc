import { decodeIdCursor, encodeCursor, type Page, type PageRequest } from '@patchbay/kernel';
import type { Tx } from '@patchbay/platform';
import { idBounds, idRangeOfPrefix, type ExecutionFilter } from './execution-filter.js';
import { SUMMARY_COLUMNS, toSummary, toView, VIEW_COLUMNS, type SummaryRow, type ViewRow } from './execution-rows.js';
import type { ExecutionSummary, ExecutionView } from './execution-view.js';

/**
 * Rows one page looks at when a filter has no index of its own. A page may therefore come back short, even empty, with a cursor that leads on: the time
 * of a page stays the same however many rows there are and however rare a match is.
 */
export const SCANNED_ROWS = 5_000;

/**
 * Before it has statistics of the day's partition, Postgres takes any filter for a rare one, fetches every match and sorts them. Every index here gives
 * the order already, so sorting is ruled out for the statement.
 */
export const KEEP_INDEX_ORDER = 'set local enable_sort = off';

const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/** A workspace's executions, newest first. Reads only; the recorder writes. */
export class ExecutionStore {
  /** The execution, or undefined when this workspace has none of that id. */
  async get(tx: Tx, id: string): Promise<ExecutionView | undefined> {
    const { rows } = await tx.query<ViewRow>(`select ${VIEW_COLUMNS} from executions where id = $1`, [id]);
    return rows[0] && toView(rows[0]);
  }

  /** One page. Throws `input_invalid` for a cursor of another list. */
  async list(tx: Tx, filter: ExecutionFilter, page: PageRequest): Promise<Page<ExecutionSummary>> {
    const after = page.cursor === undefined ? undefined : decodeIdCursor(page.cursor).toLowerCase();
    if (filter.q !== undefined) {
      const range = idRangeOfPrefix(filter.q);
      const found = range && (await this.readRange(tx, { ...range, after, limit: page.limit }));
      if (found && found.data.length > 0) return found;
    }
    await tx.query(KEEP_INDEX_ORDER);
    const statement = listStatement({ filter, after, limit: page.limit });
    const { rows } = await tx.query<SummaryRow & { scanned_to: string | null }>(statement.text, statement.values);
    return toWindowPage(rows, page.limit);
  }

  private async readRange(
    tx: Tx,
    range: { low: string; high: string; after: string | undefined; limit: number },
  ): Promise<Page<ExecutionSummary>> {
    const { rows } = await tx.query<SummaryRow>(
      `select ${SUMMARY_COLUMNS} from executions where id between $1 and $2 and id < $3 order by id desc limit $4`,
      [range.low, range.high, range.after ?? LAST_ID, range.limit + 1],
    );
    return toWindowPage(
      rows.map((row) => ({ ...row, scanned_to: null })),
      range.limit,
    );
  }
}

/**
 * The statement of one page. Inner part: the newest rows of the index that fits (connection, connector, not-succeeded statuses, or all), at most SCANNED_ROWS. Outer
 * part: the other conditions. `scanned_to`: the last row looked at, when the inner part was cut off there.
 */
export function listStatement({ filter, after, limit }: { filter: ExecutionFilter; after: string | undefined; limit: number }): {
  text: string;
  values: unknown[];
} {
  const { low, high } = idBounds(filter);
  const values: unknown[] = [low, high !== undefined && high < (after ?? LAST_ID) ? high : (after ?? LAST_ID), limit + 1, SCANNED_ROWS];
  const bind = (value: unknown): string => `$${values.push(value)}`;
  const range = 'id >= $1 and id < $2';
  const conditions: string[] = [];
  const statuses = filter.statuses;
  let inner = `select * from executions where ${range}`;
  if (filter.connectionId !== undefined) {
    inner += ` and connection_id = ${bind(filter.connectionId)}`;
    if (filter.connector !== undefined) conditions.push(`connector_key = ${bind(filter.connector)}`);
    if (statuses) conditions.push(`status = any(${bind(statuses)})`);
    inner += ' order by id desc limit $4';
  } else if (filter.connector !== undefined) {
    inner += ` and connector_key = ${bind(filter.connector)}`;
    if (statuses) conditions.push(`status = any(${bind(statuses)})`);
    inner += ' order by id desc limit $4';
  } else if (statuses && !statuses.includes('succeeded')) {
    // One index range per status, merged; a single "= any" would have to sort every match.
    const one = `select * from executions where ${range} and status <> 'succeeded' and status = wanted.status order by id desc limit $4`;
    inner = `select found.* from unnest(${bind(statuses)}::text[]) wanted (status) cross join lateral (${one}) found order by id desc limit $4`;
  } else {
    if (statuses) conditions.push(`status = any(${bind(statuses)})`);
    inner += ' order by id desc limit $4';
  }
  if (filter.q !== undefined) {
    const q = bind(filter.q);
    conditions.push(
      `(${['id::text', 'lower(trace_id)', 'lower(connector_name)', 'lower(action)', 'error_code'].map((column) => `starts_with(${column}, ${q})`).join(' or ')})`,
    );
  }
  const where = conditions.length > 0 ? `where ${conditions.join(' and ')}` : '';
  return {
    text:
      conditions.length === 0
        ? `select ${SUMMARY_COLUMNS}, null as scanned_to from (${inner.replaceAll('limit $4', 'limit least($3::int, $4::int)')}) newest`
        : `with newest as materialized (select ${SUMMARY_COLUMNS} from (${inner}) whole)
         select page.*, edge.scanned_to from (select case when count(*) >= $4::int then min(id::text) end as scanned_to from newest) edge
         left join lateral (select * from newest ${where} order by id desc limit $3) page on true order by page.id desc`,
    values,
  };
}

function toWindowPage(
  rows: readonly (Omit<SummaryRow, 'id'> & { id: string | null; scanned_to: string | null })[],
  limit: number,
): Page<ExecutionSummary> {
  const found = rows.filter((row): row is SummaryRow & { scanned_to: string | null } => row.id !== null);
  const data = found.slice(0, limit).map(toSummary);
  const lastShown = data.at(-1)?.id;
  const next = found.length > limit ? lastShown : rows[0]?.scanned_to;
  return { data, nextCursor: next ? encodeCursor([next]) : null };
}
