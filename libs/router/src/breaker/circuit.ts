export type CircuitState = 'closed' | 'open' | 'half-open';

/** When a circuit opens and closes. */
export interface CircuitPolicy {
  /** Outcomes older than this do not count. */
  readonly windowMs: number;
  /** Fewer outcomes than this say nothing. */
  readonly minimum: number;
  /** Share of failures from which on it opens. */
  readonly failureShare: number;
  /** First pause; doubled each time the probe fails, up to `longestPauseMs`. */
  readonly pauseMs: number;
  readonly longestPauseMs: number;
}

export const CIRCUIT_POLICY: CircuitPolicy = { windowMs: 30_000, minimum: 8, failureShare: 0.5, pauseMs: 5_000, longestPauseMs: 60_000 };

const BUCKETS = 10;

/**
 * One circuit breaker. Closed: all pass, outcomes are counted in a rolling window. Open: none pass until the pause is over. Half-open: one request at a
 * time probes; a success closes it, a failure opens it for longer.
 */
export class Circuit {
  private readonly counts = Array.from({ length: BUCKETS }, () => ({ slot: -1, passed: 0, failed: 0 }));
  private openUntilMs = 0;
  private pauses = 0;
  private probing = false;

  constructor(private readonly policy: CircuitPolicy = CIRCUIT_POLICY) {}

  state(nowMs: number): CircuitState {
    if (this.pauses === 0) return 'closed';
    return nowMs < this.openUntilMs ? 'open' : 'half-open';
  }

  /** Milliseconds until a request may pass; 0 = now. Takes the probe's place when it is half-open and `enter` is set. */
  waitMs(nowMs: number, enter: boolean): number {
    const state = this.state(nowMs);
    if (state === 'closed') return 0;
    if (state === 'open') return this.openUntilMs - nowMs;
    if (this.probing) return this.policy.pauseMs;
    this.probing = enter;
    return 0;
  }

  /** Notes how a request that passed ended. Out: whether the circuit opened or closed by it. */
  note(failed: boolean, nowMs: number): 'opened' | 'closed' | undefined {
    if (this.pauses > 0) {
      this.probing = false;
      // A straggler from before it opened says nothing new.
      if (nowMs < this.openUntilMs) return undefined;
      if (failed) return this.open(nowMs);
      this.pauses = 0;
      for (const bucket of this.counts) bucket.slot = -1;
      return 'closed';
    }
    this.count(failed, nowMs);
    const { passed, failed: failures } = this.totals(nowMs);
    const { minimum, failureShare } = this.policy;
    return failed && passed + failures >= minimum && failures / (passed + failures) >= failureShare ? this.open(nowMs) : undefined;
  }

  /** Another replica found the provider down. */
  openFor(forMs: number, nowMs: number): void {
    this.pauses = Math.max(1, this.pauses);
    this.openUntilMs = Math.max(this.openUntilMs, nowMs + forMs);
  }

  private open(nowMs: number): 'opened' {
    this.openUntilMs = nowMs + Math.min(this.policy.pauseMs * 2 ** this.pauses, this.policy.longestPauseMs);
    this.pauses += 1;
    return 'opened';
  }

  private count(failed: boolean, nowMs: number): void {
    const slot = Math.floor(nowMs / (this.policy.windowMs / BUCKETS));
    const bucket = this.counts[slot % BUCKETS];
    if (!bucket) return;
    if (bucket.slot !== slot) Object.assign(bucket, { slot, passed: 0, failed: 0 });
    if (failed) bucket.failed += 1;
    else bucket.passed += 1;
  }

  private totals(nowMs: number): { passed: number; failed: number } {
    const oldest = Math.floor(nowMs / (this.policy.windowMs / BUCKETS)) - BUCKETS;
    const totals = { passed: 0, failed: 0 };
    for (const bucket of this.counts) {
      if (bucket.slot <= oldest) continue;
      totals.passed += bucket.passed;
      totals.failed += bucket.failed;
    }
    return totals;
  }
}
