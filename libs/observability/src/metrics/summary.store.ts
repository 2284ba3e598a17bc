import type { Tx } from '@patchbay/platform';
import type { SummaryAsk, SummaryDimension } from './summary.js';
import type { Tile } from './time-tiles.js';

export interface SummaryRow {
  /** Values of the dimensions in the order asked for; times in ms since the epoch. */
  readonly keys: readonly string[];
  readonly runs: number;
  readonly succeeded: number;
  readonly failed: number;
  readonly cancelled: number;
  readonly timed_out: number;
  readonly unknown: number;
  readonly timed: number;
  readonly duration_ms: number;
  readonly bytes: number;
  readonly usd: number;
  readonly unpriced: number;
  readonly slots: readonly number[] | null;
  readonly counts: readonly number[] | null;
}

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

const FIGURES = 'runs::bigint, bytes::bigint, unpriced::bigint';

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
  const keys = `array[${columns.map(({ sql }) => sql).join(', ')}]::text[] as keys`;
  const conditions = [`mode <> 'test'`];
  if (ask.connector !== undefined) conditions.push(`connector_key = ${bind(ask.connector, 'text')}`);
  if (ask.action !== undefined) conditions.push(`action = ${bind(ask.action, 'text')}`);
  if (ask.status !== undefined) conditions.push(`status = ${bind(ask.status, 'text')}`);
  const where = conditions.join(' and ');
  const parts = tiles.map(
    ({ grain, fromMs, toMs }) => `
      select ${keys}, status, ${FIGURES}, duration_ms, usd, slots, counts from execution_rollups
      where grain = ${grain} and bucket >= ${time(fromMs)} and bucket < ${time(toMs)} and ${where}`,
  );
  const [first, last] = [tiles[0], tiles.at(-1)];
  parts.push(`
      select ${keys}, status, ${FIGURES}, coalesce(duration_ms, 0), coalesce(usd, 0),
        case when duration_ms is null then '{}' else array[duration_slot(duration_ms)] end, case when duration_ms is null then '{}' else array[1::bigint] end
      from (select *, date_bin('${seriesSeconds ?? 300} seconds', ended_at, 'epoch') as bucket from execution_ends) fresh
      where ended_at >= ${time(first?.fromMs ?? 0)} and ended_at < ${time(last?.toMs ?? 0)} and ${where}`);
  return {
    text: `with part as materialized (${parts.join(' union all ')}
    ), sums as (
      select keys, sum(runs)::float8 as runs, ${['succeeded', 'failed', 'cancelled', 'timed_out', 'unknown']
        .map((status) => `coalesce(sum(runs) filter (where status = '${status}'), 0)::float8 as "${status}"`)
        .join(', ')},
        sum(duration_ms)::float8 as duration_ms, sum(bytes)::float8 as bytes, sum(usd)::float8 as usd, sum(unpriced)::float8 as unpriced
      from part group by keys
    ), histograms as (
      select keys, array_agg(slot order by slot) as slots, array_agg(n order by slot) as counts, sum(n) as timed from (
        select keys, slot, sum(n)::float8 as n from part, unnest(slots, counts) as h (slot, n) group by keys, slot
      ) slotted group by keys
    )
    select sums.*, slots, counts, coalesce(timed, 0)::float8 as timed from sums left join histograms using (keys)`,
    values,
  };
}

/** Sums over the counts of executions: of the transaction's workspace, or with `asSystem` of all. */
export class SummaryStore {
  async read(tx: Tx, ask: SummaryAsk, tiles: readonly Tile[], seriesSeconds: number | undefined): Promise<SummaryRow[]> {
    const { text, values } = summaryStatement(ask, tiles, seriesSeconds);
    const { rows } = await tx.query<SummaryRow>(text, values);
    return rows;
  }
}
