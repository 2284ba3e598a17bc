import type { Tx } from '@patchbay/platform';
import type { SummaryAsk, SummaryDimension } from './summary.js';
import type { Tile } from './time-tiles.js';

export interface SummaryRow {
  /** Values of the dimensions in the order asked for, joined by KEY_SEPARATOR; times in ms since the epoch. */
  readonly key: string;
  readonly runs: number;
  readonly succeeded: number;
  readonly failed: number;
  readonly cancelled: number;
  readonly timed_out: number;
  readonly unknown: number;
  readonly duration_ms: number;
  readonly bytes: number;
  readonly usd: number;
  readonly unpriced: number;
  /** Texts of histograms, joined by commas. */
  readonly histogram: string | null;
}

/** Unit separator: keys and names hold no control characters. */
export const KEY_SEPARATOR = '\u001f';

/** SQL of a dimension as text. `bucket`: the row's moment at the buckets' size. */
const DIMENSION: Readonly<Record<Exclude<SummaryDimension, 'action'>, string>> = {
  connector: 'connector_key',
  status: 'status',
  mode: 'mode',
  workspace: 'workspace_id::text',
  time: '(extract(epoch from bucket) * 1000)::bigint::text',
};

/** Columns that tell groups apart: an action is known by its connector and its own key. */
export function columnsOf(groupBy: readonly SummaryDimension[]): { readonly name: string; readonly sql: string }[] {
  const columns = groupBy.flatMap((dimension) =>
    dimension === 'action'
      ? [
          { name: 'connector', sql: DIMENSION.connector },
          { name: 'action', sql: 'action' },
        ]
      : [{ name: dimension, sql: DIMENSION[dimension] }],
  );
  return columns.filter((column, index) => columns.findIndex(({ name }) => name === column.name) === index);
}

const FIGURES = 'runs::float8, bytes::float8, unpriced::float8';

/** The statement of a summary: counts of whole buckets, and what has ended since they were brought up to date. */
export function summaryStatement(
  ask: SummaryAsk,
  tiles: readonly Tile[],
  seriesSeconds: number | undefined,
): { text: string; values: unknown[] } {
  const values: unknown[] = [];
  const bind = (value: unknown, type: string): string => `$${values.push(value)}::${type}`;
  const time = (ms: number): string => bind(new Date(ms).toISOString(), 'timestamptz');
  const columns = columnsOf(ask.groupBy);
  const key = `${columns.length === 0 ? `''` : columns.map(({ sql }) => sql).join(` || E'\\x1f' || `)} as key`;
  const conditions = [`mode <> 'test'`];
  if (ask.connector !== undefined) conditions.push(`connector_key = ${bind(ask.connector, 'text')}`);
  if (ask.action !== undefined) conditions.push(`action = ${bind(ask.action, 'text')}`);
  if (ask.status !== undefined) conditions.push(`status = ${bind(ask.status, 'text')}`);
  const where = conditions.join(' and ');
  const parts = tiles.map(
    ({ grain, fromMs, toMs }) => `
      select ${key}, status, ${FIGURES}, duration_ms, usd::float8, histogram from execution_rollups
      where grain = ${grain} and bucket >= ${time(fromMs)} and bucket < ${time(toMs)} and ${where}`,
  );
  const [first, last] = [tiles[0], tiles.at(-1)];
  parts.push(`
      select ${key}, status, ${FIGURES}, coalesce(duration_ms, 0), coalesce(usd, 0)::float8,
        coalesce(duration_slot(duration_ms) || ':1', '')
      from (select *, date_bin('${seriesSeconds ?? 300} seconds', ended_at, 'epoch') as bucket from execution_ends) fresh
      where ended_at >= ${time(first?.fromMs ?? 0)} and ended_at < ${time(last?.toMs ?? 0)} and ${where}`);
  return {
    text: `select key, sum(runs) as runs, ${['succeeded', 'failed', 'cancelled', 'timed_out', 'unknown']
      .map((status) => `coalesce(sum(runs) filter (where status = '${status}'), 0) as "${status}"`)
      .join(', ')},
      sum(duration_ms) as duration_ms, sum(bytes) as bytes, sum(usd) as usd, sum(unpriced) as unpriced, string_agg(histogram, ',') as histogram
    from (${parts.join(' union all ')}) part group by key`,
    values,
  };
}

/** Sums over the counts of executions: of the transaction's workspace, or with `asSystem` of all. */
export class SummaryStore {
  async read(tx: Tx, ask: SummaryAsk, tiles: readonly Tile[], seriesSeconds: number | undefined): Promise<SummaryRow[]> {
    const { text, values } = summaryStatement(ask, tiles, seriesSeconds);
    // A few thousand rows: starting workers would cost more than they do.
    await tx.query('set local max_parallel_workers_per_gather = 0');
    const { rows } = await tx.query<SummaryRow>(text, values);
    return rows;
  }
}
