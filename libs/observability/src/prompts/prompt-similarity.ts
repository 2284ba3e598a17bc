import type { TimeRange } from '../paging/scanned-page.js';

/** A prompt that was sent to a model, and the nearest one of the seven days before it. Texts are not kept. */
export interface PromptSimilarity {
  readonly id: string;
  readonly executionId: string;
  readonly traceId: string;
  readonly provider: string;
  readonly model: string;
  /** Equal for equal texts of the workspace. */
  readonly hash: string;
  readonly chars: number;
  /** `score`: share of the texts' pieces that are the same, 0.7 to 1 (the same text); null: nothing near was seen. */
  readonly neighbour: { readonly id: string; readonly executionId: string; readonly score: number } | null;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly usd: number | null;
  /** Tokens that an answer kept for the neighbour would have saved; 0 without one. */
  readonly savedTokens: number;
  /** ISO-8601 UTC. */
  readonly at: string;
}

export interface PromptFilter extends TimeRange {
  readonly provider?: string;
  readonly model?: string;
  readonly executionId?: string;
  /** From 0.7 to 1; absent: also prompts without a neighbour. */
  readonly minScore?: number;
}

export interface PromptTotals {
  readonly provider: string;
  readonly model: string;
  readonly prompts: number;
  /** Those with a neighbour of the score asked for. */
  readonly repeated: number;
  readonly savedTokens: number;
  /** Of those of known price. */
  readonly savedUsd: number;
}
