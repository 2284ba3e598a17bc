import type { TimeRange } from '../paging/scanned-page.js';

/** What one model call cost. Money in US dollars, prices per million tokens; null: the price is unknown. */
export interface ModelCost {
  readonly id: string;
  readonly executionId: string;
  readonly traceId: string;
  readonly connector: string;
  readonly action: string | null;
  readonly connectionId: string | null;
  readonly provider: string;
  readonly model: string;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cachedTokens: number;
  readonly usd: number | null;
  /** The list the price was read from. */
  readonly price: {
    readonly input: number | null;
    readonly output: number | null;
    readonly cached: number | null;
    readonly source: string;
    readonly asOf: string | null;
  } | null;
  /** ISO-8601 UTC. */
  readonly at: string;
}

export interface CostFilter extends TimeRange {
  readonly provider?: string;
  readonly model?: string;
  readonly connector?: string;
  readonly executionId?: string;
  readonly traceId?: string;
}

/** What costs can be told apart by. `model` names its provider too. */
export const COST_DIMENSIONS = ['provider', 'model', 'connector', 'day'] as const;
export type CostDimension = (typeof COST_DIMENSIONS)[number];

export interface CostFigures {
  readonly calls: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cachedTokens: number;
  /** Of the calls of known price. */
  readonly usd: number;
  /** Calls of unknown price: with any, `usd` is a lower bound. */
  readonly unpricedCalls: number;
}

export interface CostTotals {
  readonly total: CostFigures;
  /** The newest day first, else the dearest first; at most 1,000. */
  readonly groups: readonly (CostFigures & { readonly key: Readonly<Record<string, string>> })[];
}
