import type { Clock } from '../ports/clock.js';
import type { TokenGrant, TokenStore } from './token-store.js';

export interface BucketRule {
  readonly key: string;
  readonly allowed: number;
  readonly windowMs: number;
}

export type Seat = { readonly kind: 'taken'; readonly waitedMs: number } | { readonly kind: 'wait'; readonly retryAfterMs: number };

interface Waiter {
  readonly sinceMs: number;
  readonly untilMs: number;
  settled: boolean;
  readonly settle: (seat: Seat) => void;
  readonly fail: (error: unknown) => void;
}

/**
 * Requests on the wire arrive late by different delays: the provider's window is made a little longer than it says, so that a token granted at its very
 * end is not one too many over there.
 */
const MARGIN_SHARE = 0.005;
const MARGIN_MS = 20;
/** Tokens taken ahead are used or lost within this share of the window; counted when taken, they can only be used too late by as much. */
const LEASE_SHARE = 0.005;
const LEASE_MOST_MS = 500;
const PREFETCH_SHARE = 0.02;

const NEVER = new AbortController().signal;

/** This process's end of one shared bucket: callers wait in line, one round trip serves all who wait. */
export class TokenBucket {
  private readonly waiters: Waiter[] = [];
  private tokens = 0;
  private leaseEndsMs = 0;
  private usedInLease = 0;
  private pumping = false;
  private emptyUntilMs = 0;

  constructor(
    private readonly rule: BucketRule,
    private readonly store: TokenStore,
    private readonly clock: Clock,
  ) {}

  /** A token, or how long until there may be one when that is later than the caller can wait. */
  take(maxWaitMs: number, signal: AbortSignal): Promise<Seat> {
    const nowMs = this.clock.monotonicMs();
    if (this.waiters.length === 0 && this.tokens > 0 && nowMs < this.leaseEndsMs) {
      this.tokens -= 1;
      this.usedInLease += 1;
      return Promise.resolve({ kind: 'taken', waitedMs: 0 });
    }
    // Known to be empty for longer than this caller can wait: said at once.
    if (nowMs + maxWaitMs < this.emptyUntilMs) return Promise.resolve({ kind: 'wait', retryAfterMs: Math.ceil(this.emptyUntilMs - nowMs) });
    return new Promise((resolve, reject) => {
      const waiter: Waiter = { sinceMs: nowMs, untilMs: nowMs + maxWaitMs, settled: false, settle: resolve, fail: reject };
      this.waiters.push(waiter);
      const leave = (): void => {
        waiter.settled = true;
        reject(signal.reason as Error);
      };
      if (signal.aborted) return leave();
      signal.addEventListener('abort', leave, { once: true });
      void this.pump();
    });
  }

  /** A token that was taken but not used after all. */
  giveBack(): void {
    if (this.clock.monotonicMs() < this.leaseEndsMs) this.tokens += 1;
  }

  private async pump(): Promise<void> {
    if (this.pumping) return;
    this.pumping = true;
    try {
      for (this.dropSettled(); this.waiters.length > 0; this.dropSettled()) {
        const grant = await this.fetch();
        this.serve();
        if (this.waiters.length === 0) break;
        this.turnAway(grant.waitMs);
        this.dropSettled();
        if (this.waiters.length === 0 || grant.waitMs === 0) continue;
        this.emptyUntilMs = this.clock.monotonicMs() + grant.waitMs;
        await this.clock.sleep(grant.waitMs, NEVER);
      }
    } catch (error) {
      for (const waiter of this.waiters.splice(0)) waiter.fail(error);
    } finally {
      this.pumping = false;
    }
  }

  private async fetch(): Promise<TokenGrant> {
    const { key, allowed, windowMs } = this.rule;
    const ahead = Math.min(Math.floor(allowed * PREFETCH_SHARE), this.usedInLease);
    const grant = await this.store.take({
      key,
      allowed,
      windowMs: windowMs * (1 + MARGIN_SHARE) + MARGIN_MS,
      want: Math.min(this.waiters.length + ahead, allowed),
    });
    this.tokens = grant.granted;
    this.usedInLease = 0;
    this.leaseEndsMs = this.clock.monotonicMs() + Math.min(LEASE_MOST_MS, windowMs * LEASE_SHARE);
    return grant;
  }

  private serve(): void {
    const nowMs = this.clock.monotonicMs();
    while (this.tokens > 0) {
      const waiter = this.waiters.shift();
      if (!waiter) return;
      if (waiter.settled) continue;
      this.tokens -= 1;
      this.usedInLease += 1;
      waiter.settled = true;
      waiter.settle({ kind: 'taken', waitedMs: nowMs - waiter.sinceMs });
    }
  }

  /** Those who cannot wait until their turn are told when it would be, at once rather than at their deadline. */
  private turnAway(waitMs: number): void {
    const { allowed, windowMs } = this.rule;
    const nowMs = this.clock.monotonicMs();
    this.waiters.forEach((waiter, place) => {
      const turnMs = nowMs + waitMs + Math.floor(place / allowed) * windowMs;
      if (waiter.settled || turnMs <= waiter.untilMs) return;
      waiter.settled = true;
      waiter.settle({ kind: 'wait', retryAfterMs: Math.ceil(turnMs - nowMs) });
    });
  }

  private dropSettled(): void {
    for (let place = this.waiters.length - 1; place >= 0; place -= 1) if (this.waiters[place]?.settled) this.waiters.splice(place, 1);
  }
}
