import type { Tx } from '@patchbay/platform';

/** Buckets kept for each run that ended: five minutes, an hour, a day. In seconds, finest first. */
export const GRAINS_SECONDS = [300, 3_600, 86_400] as const;
export type GrainSeconds = (typeof GRAINS_SECONDS)[number];

/** How many days the buckets of a grain are kept: fine ones for as long as somebody looks that closely. */
export const GRAIN_KEPT_DAYS: Readonly<Record<GrainSeconds, number>> = { 300: 3, 3600: 40, 86400: 800 };

const KEY = 'workspace_id, grain, bucket, connector_key, action, mode, status';

/*
 * Takes ends out of their table and adds them to the counts in one statement: whatever dies, an end is in exactly one of the two. First
 * one row for each slot of a histogram, then one for each bucket.
 */
const FOLD = `
  with taken as (
    delete from execution_ends where ctid = any(array(select ctid from execution_ends limit $1)) returning *
  ), slotted as (
    select workspace_id, grain, date_bin(make_interval(secs => grain), ended_at, 'epoch') as bucket, connector_key, action, mode, status,
      case when runs > 0 then duration_slot(duration_ms) end as slot, sum(runs) as runs, coalesce(sum(duration_ms), 0) as duration_ms,
      sum(bytes) as bytes, coalesce(sum(usd), 0) as usd, sum(unpriced) as unpriced
    from taken cross join unnest($2::int[]) as grains (grain) group by ${KEY}, slot
  ), counted as (
    insert into execution_rollups as r (${KEY}, runs, duration_ms, bytes, usd, unpriced, histogram)
    select ${KEY}, sum(runs), sum(duration_ms), sum(bytes), sum(usd), sum(unpriced),
      coalesce(string_agg(slot || ':' || runs, ',' order by slot) filter (where slot is not null), '')
    from slotted group by ${KEY}
    on conflict (${KEY}) do update set
      runs = r.runs + excluded.runs, duration_ms = r.duration_ms + excluded.duration_ms, bytes = r.bytes + excluded.bytes,
      usd = r.usd + excluded.usd, unpriced = r.unpriced + excluded.unpriced,
      histogram = merge_histogram(r.histogram, excluded.histogram)
  )
  select count(*)::int as folded from taken`;

/** Counts of ended executions, over all workspaces: to be used with `asSystem`. */
export class RollupStore {
  /** Adds up to `limit` ends to the counts. Out: how many. */
  async fold(tx: Tx, limit: number): Promise<number> {
    const { rows } = await tx.query<{ folded: number }>(FOLD, [limit, [...GRAINS_SECONDS]]);
    return rows[0]?.folded ?? 0;
  }

  /** Deletes up to `limit` buckets of a grain that are kept no longer. Out: how many. */
  async forget(tx: Tx, { grain, nowMs, limit }: { grain: GrainSeconds; nowMs: number; limit: number }): Promise<number> {
    const { rowCount } = await tx.query(
      `delete from execution_rollups where ctid = any(array(
         select ctid from execution_rollups where grain = $1 and bucket < $2 limit $3))`,
      [grain, new Date(nowMs - GRAIN_KEPT_DAYS[grain] * 86_400_000).toISOString(), limit],
    );
    return rowCount;
  }
}
