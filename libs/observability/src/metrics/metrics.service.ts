import { Injectable } from '@nestjs/common';
import { invalidInput, type Page } from '@patchbay/kernel';
import { Database } from '@patchbay/platform';
import { figuresOf, SummaryGroupRow } from './summary-figures.js';
import { SUMMARY_INTERVALS, type Summary, type SummaryAsk, type SummaryInterval } from './summary.js';
import { columnsOf, SummaryStore, type SummaryRow } from './summary.store.js';
import { tilesOf } from './time-tiles.js';
import type { ActivityQuery, WorkspaceActivity } from './workspace-activity.js';
import { WorkspaceActivityStore } from './workspace-activity.store.js';

/** Points of a series: more than a chart can show cost more than they tell. */
const MAX_POINTS = 400;
const MAX_GROUPS = 2_000;
const MAX_RANGE_MS = 800 * 86_400_000;

/** Sums of what ran: counts, times, costs. Read from counts that are kept up to date, never from the executions themselves. */
@Injectable()
export class MetricsService {
  constructor(
    private readonly db: Database,
    private readonly store: SummaryStore,
    private readonly activity: WorkspaceActivityStore,
  ) {}

  /** Every workspace with what it did in a range: the operator's view, the edge has checked that. Throws `input_invalid` for an empty or too long range. */
  async workspaces(query: ActivityQuery, nowMs = Date.now()): Promise<Page<WorkspaceActivity>> {
    checkRange(query);
    const tiles = tilesOf({ fromMs: query.fromMs, toMs: query.toMs, nowMs });
    return this.db.asSystem((tx) => this.activity.list(tx, query, tiles));
  }

  /** Throws `input_invalid` for an empty or too long range, and for more points in time than 400. */
  async summary(ask: SummaryAsk, nowMs = Date.now()): Promise<Summary> {
    checkRange(ask);
    const interval = ask.groupBy.includes('time') ? intervalOf(ask) : null;
    const grain = interval === null ? undefined : SUMMARY_INTERVALS[interval];
    const tiles = tilesOf({ fromMs: ask.fromMs, toMs: ask.toMs, nowMs, ...(grain === undefined ? {} : { grain }) });
    const read = (tx: Parameters<SummaryStore['read']>[0]): Promise<SummaryRow[]> => this.store.read(tx, ask, tiles, grain);
    // Over all workspaces only for the operator: the edge has checked that.
    const rows = await (ask.workspace === 'all' ? this.db.asSystem(read) : this.db.inWorkspace(ask.workspace, read));
    const names = columnsOf(ask.groupBy).map(({ name }) => name);
    const timed = rows.map((row) => new SummaryGroupRow(row));
    const timeAt = names.indexOf('time');
    timed.sort(
      (a, b) =>
        (timeAt < 0 ? 0 : Number(a.keys[timeAt]) - Number(b.keys[timeAt])) || b.row.runs - a.row.runs || (a.row.key < b.row.key ? -1 : 1),
    );
    return {
      from: new Date(tiles[0]?.fromMs ?? ask.fromMs).toISOString(),
      to: new Date(tiles.at(-1)?.toMs ?? ask.toMs).toISOString(),
      interval,
      total: figuresOf(timed),
      groups:
        ask.groupBy.length === 0
          ? []
          : timed.slice(0, MAX_GROUPS).map((group) => ({ key: keyOf(names, group.keys), ...figuresOf([group]) })),
      truncated: rows.length > MAX_GROUPS,
    };
  }
}

function checkRange({ fromMs, toMs }: { fromMs: number; toMs: number }): void {
  if (toMs <= fromMs) throw invalidInput([{ path: 'to', message: 'must be after `from`' }]);
  if (toMs - fromMs > MAX_RANGE_MS) throw invalidInput([{ path: 'from', message: 'must be at most 800 days before `to`' }]);
}

function intervalOf({ fromMs, toMs, interval }: SummaryAsk): SummaryInterval {
  const points = (size: SummaryInterval): number => (toMs - fromMs) / (SUMMARY_INTERVALS[size] * 1_000);
  if (interval !== undefined) {
    if (points(interval) > MAX_POINTS)
      throw invalidInput([{ path: 'interval', message: `gives more than ${MAX_POINTS} points; take a longer one or a shorter range` }]);
    return interval;
  }
  return (['5m', '1h'] as const).find((size) => points(size) <= MAX_POINTS / 2) ?? '1d';
}

function keyOf(names: readonly string[], keys: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    names.map((name, index) => {
      const value = keys[index] ?? '';
      return [name, name === 'time' ? new Date(Number(value)).toISOString() : value];
    }),
  );
}
