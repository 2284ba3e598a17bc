import type { OutboundResponse, Runnable, WorkspaceId } from '@patchbay/kernel';

/** Whose limits are meant: one bucket per workspace, connector and connection (and rule), shared by all replicas. */
export interface LimitScope {
  readonly workspaceId: WorkspaceId;
  readonly runnable: Runnable;
  readonly connectionId: string | undefined;
}

export interface LimitAsk extends LimitScope {
  /** Service-level bucket the request takes from; absent: the runnable's own rules. */
  readonly bucket?: string | undefined;
  /** How long this caller may be held back. */
  readonly maxWaitMs: number;
  readonly signal: AbortSignal;
}

/**
 * `free`: no limit applies. `taken`: there was room, maybe after waiting. `wait`: room comes later than the caller can wait (strategy `queue`).
 * `refused`: strategy `fail`. `reason` is a sentence for people.
 */
export type LimitVerdict =
  | { readonly kind: 'free'; readonly reason: string }
  | { readonly kind: 'taken'; readonly reason: string; readonly waitedMs: number }
  | { readonly kind: 'wait' | 'refused'; readonly reason: string; readonly retryAfterMs: number };

export abstract class RateLimiter {
  /** Takes one request's worth of every bucket that applies. */
  abstract take(ask: LimitAsk): LimitVerdict | Promise<LimitVerdict>;
  /** Tells what the provider answered, so that buckets can follow its own headers and 429s. */
  abstract observe(scope: LimitScope, response: OutboundResponse): void;
}

const FREE: LimitVerdict = { kind: 'free', reason: 'No limit is configured.' };
const NOT_ENFORCED: LimitVerdict = { kind: 'free', reason: 'A limit is configured, but this server enforces none.' };

/** Says honestly that nothing is limited. */
export class NoRateLimits extends RateLimiter {
  take(ask: LimitAsk): LimitVerdict {
    return ask.runnable.rateLimits.length === 0 ? FREE : NOT_ENFORCED;
  }

  observe(): void {}
}
