import { DurationHistogram } from './duration-histogram.js';
import type { SummaryFigures } from './summary.js';
import { KEY_SEPARATOR, type SummaryRow } from './summary.store.js';

/** A row with its key and its histogram taken apart. */
export class SummaryGroupRow {
  readonly keys: readonly string[];
  readonly histogram = new DurationHistogram();

  constructor(readonly row: SummaryRow) {
    this.keys = row.key.split(KEY_SEPARATOR);
    if (row.histogram !== null) this.histogram.add(row.histogram);
  }
}

/** What groups come to together. */
export function figuresOf(groups: readonly SummaryGroupRow[]): SummaryFigures {
  const sum = (of: (row: SummaryRow) => number): number => groups.reduce((total, { row }) => total + of(row), 0);
  const [runs, succeeded, cancelled] = [sum((r) => r.runs), sum((r) => r.succeeded), sum((r) => r.cancelled)];
  const histogram = groups.length === 1 ? (groups[0] as SummaryGroupRow).histogram : new DurationHistogram();
  if (groups.length > 1) for (const group of groups) histogram.merge(group.histogram);
  const [p50 = null, p95 = null, p99 = null] = histogram.percentiles([0.5, 0.95, 0.99]);
  const judged = runs - cancelled;
  return {
    runs,
    succeeded,
    failed: sum((r) => r.failed),
    cancelled,
    timedOut: sum((r) => r.timed_out),
    unknown: sum((r) => r.unknown),
    successRate: judged > 0 ? succeeded / judged : null,
    durationMs: {
      mean: histogram.size > 0 ? Math.round((sum((r) => r.duration_ms) / histogram.size) * 1_000) / 1_000 : null,
      p50,
      p95,
      p99,
    },
    bytes: sum((r) => r.bytes),
    usd: Number(sum((r) => r.usd).toFixed(10)),
    unpricedCalls: sum((r) => r.unpriced),
  };
}
