import { LRUCache } from 'lru-cache';

/** Wrong credentials one address may present at once, and how fast that allowance grows back. */
const BURST = 200;
const PER_SECOND = 20;

/**
 * Bounds how often one address may make us look up a credential that turns out wrong, so that guessing costs the database nothing.
 * Known credentials never pass here.
 */
export class FailureLimiter {
  private readonly buckets = new LRUCache<string, { left: number; at: number }>({ max: 10_000 });

  constructor(private readonly now: () => number) {}

  /** Milliseconds to wait before another look-up is allowed; 0 = allowed now. */
  waitMs(address: string): number {
    const left = this.refill(address).left;
    return left >= 1 ? 0 : Math.ceil(((1 - left) / PER_SECOND) * 1000);
  }

  failed(address: string): void {
    const bucket = this.refill(address);
    this.buckets.set(address, { left: Math.max(0, bucket.left - 1), at: bucket.at });
  }

  private refill(address: string): { left: number; at: number } {
    const at = this.now();
    const bucket = this.buckets.get(address);
    if (!bucket) return { left: BURST, at };
    return { left: Math.min(BURST, bucket.left + ((at - bucket.at) / 1000) * PER_SECOND), at };
  }
}
