import type { WorkspaceId } from '@patchbay/kernel';
import type { GrainSeconds } from './rollup.store.js';

/** What executions can be told apart by. `action` names its connector too. */
export const SUMMARY_DIMENSIONS = ['connector', 'action', 'status', 'mode', 'workspace', 'time'] as const;
export type SummaryDimension = (typeof SUMMARY_DIMENSIONS)[number];

/** Sizes of buckets over time, and their seconds. */
export const SUMMARY_INTERVALS = { '5m': 300, '1h': 3_600, '1d': 86_400 } as const satisfies Record<string, GrainSeconds>;
export type SummaryInterval = keyof typeof SUMMARY_INTERVALS;

export interface SummaryAsk {
  /** Milliseconds since the epoch; the range is widened to whole buckets. */
  readonly fromMs: number;
  readonly toMs: number;
  readonly groupBy: readonly SummaryDimension[];
  /** Size of the buckets over time; chosen by the range when absent. */
  readonly interval?: SummaryInterval;
  readonly connector?: string;
  readonly action?: string;
  readonly status?: string;
  /** `all`: the operator's view over every workspace. */
  readonly workspace: WorkspaceId | 'all';
}

/** Counts and times of the executions of one group. Tests of connectors are not among them. */
export interface SummaryFigures {
  readonly runs: number;
  readonly succeeded: number;
  readonly failed: number;
  readonly cancelled: number;
  readonly timedOut: number;
  readonly unknown: number;
  /** Succeeded among all that were not cancelled, 0 to 1; null when there are none. */
  readonly successRate: number | null;
  /** Milliseconds; percentiles are at most 4.4 % off. */
  readonly durationMs: {
    readonly mean: number | null;
    readonly p50: number | null;
    readonly p95: number | null;
    readonly p99: number | null;
  };
  /** To and from providers. */
  readonly bytes: number;
  /** What model calls of known price cost, in US dollars. */
  readonly usd: number;
  /** Model calls of unknown price: with any, `usd` is a lower bound. */
  readonly unpricedCalls: number;
}

export interface SummaryGroup extends SummaryFigures {
  /** Values of the dimensions asked for. */
  readonly key: Readonly<Record<string, string>>;
}

export interface Summary {
  /** The range that was summed up: the one asked for, widened to whole buckets. ISO-8601 UTC. */
  readonly from: string;
  readonly to: string;
  readonly interval: SummaryInterval | null;
  readonly total: SummaryFigures;
  /** By time first when asked for, else the most executions first. */
  readonly groups: readonly SummaryGroup[];
  /** There are more groups than are told; the total still counts all. */
  readonly truncated: boolean;
}
