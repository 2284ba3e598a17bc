import { describe, expect, test } from '@jest/globals';
import type { Clock } from '../ports/clock.js';
import { TokenBucket } from './token-bucket.js';
import type { TokenAsk, TokenGrant, TokenStore } from './token-store.js';

/** Time that passes only when everybody sleeps. */
class StepClock implements Clock {
  now = 0;
  private sleepers: { at: number; wake: () => void }[] = [];
  nowMs(): number {
    return this.now;
  }
  monotonicMs(): number {
    return this.now;
  }
  sleep(ms: number): Promise<void> {
    return new Promise((wake) => this.sleepers.push({ at: this.now + ms, wake }));
  }
  /** Wakes whoever sleeps shortest. */
  async step(): Promise<void> {
    this.sleepers.sort((a, b) => a.at - b.at);
    const next = this.sleepers.shift();
    if (!next) return;
    this.now = Math.max(this.now, next.at);
    next.wake();
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** An exact sliding window, in memory. */
class ExactStore implements TokenStore {
  readonly grants: number[] = [];
  asked = 0;
  constructor(private readonly clock: StepClock) {}
  take({ want, allowed, windowMs }: TokenAsk): Promise<TokenGrant> {
    this.asked += 1;
    const recent = this.grants.filter((at) => at > this.clock.now - windowMs);
    const granted = Math.max(0, Math.min(want, allowed - recent.length));
    for (let n = 0; n < granted; n += 1) this.grants.push(this.clock.now);
    const waitMs = granted === 0 ? (recent[0] ?? 0) + windowMs - this.clock.now : 0;
    return Promise.resolve({ granted, waitMs, remaining: allowed - recent.length - granted });
  }
  pause(): Promise<void> {
    return Promise.resolve();
  }
  close(): Promise<void> {
    return Promise.resolve();
  }
}

const never = new AbortController().signal;

function bucketOf(allowed: number, windowMs: number) {
  const clock = new StepClock();
  const store = new ExactStore(clock);
  return { clock, store, bucket: new TokenBucket({ key: 'k', allowed, windowMs }, store, clock) };
}

describe('a token bucket', () => {
  test('serves callers in the order they came, as the window lets them', async () => {
    const { clock, bucket } = bucketOf(2, 1_000);
    const order: number[] = [];
    const all = Promise.all(
      [0, 1, 2, 3, 4].map((n) => bucket.take(60_000, never).then((seat) => order.push(seat.kind === 'taken' ? n : -1))),
    );
    for (let n = 0; n < 10; n += 1) {
      await new Promise((resolve) => setImmediate(resolve));
      await clock.step();
    }
    await all;
    expect(order).toEqual([0, 1, 2, 3, 4]);
    expect(clock.now).toBeGreaterThanOrEqual(2_000);
  });

  test('asks the store once for all who wait at the same time', async () => {
    const { store, bucket } = bucketOf(100, 60_000);
    await Promise.all(Array.from({ length: 40 }, () => bucket.take(1_000, never)));
    expect(store.asked).toBeLessThanOrEqual(2);
  });

  test('tells at once a caller who cannot wait until the window opens', async () => {
    const { bucket } = bucketOf(1, 60_000);
    await bucket.take(0, never);
    const refused = await bucket.take(5_000, never);
    expect(refused).toMatchObject({ kind: 'wait' });
    expect(refused.kind === 'wait' && refused.retryAfterMs).toBeGreaterThan(55_000);
  });

  test('tells a newcomer at once while others sleep until the window opens', async () => {
    const { bucket } = bucketOf(1, 60_000);
    await bucket.take(0, never);
    void bucket.take(120_000, never);
    await new Promise((resolve) => setImmediate(resolve));
    expect(await bucket.take(10, never)).toMatchObject({ kind: 'wait' });
  });

  test('a caller who gives up leaves the line without taking a token', async () => {
    const { clock, store, bucket } = bucketOf(1, 1_000);
    await bucket.take(0, never);
    const abort = new AbortController();
    const left = bucket.take(60_000, abort.signal);
    const stays = bucket.take(60_000, never);
    abort.abort(new Error('gone'));
    await expect(left).rejects.toThrow('gone');
    await new Promise((resolve) => setImmediate(resolve));
    await clock.step();
    expect(await stays).toMatchObject({ kind: 'taken' });
    expect(store.grants).toHaveLength(2);
  });

  test('a store that fails fails those who wait, and works again afterwards', async () => {
    const { store, bucket } = bucketOf(5, 1_000);
    const take = store.take.bind(store);
    store.take = () => Promise.reject(new Error('away'));
    await expect(bucket.take(1_000, never)).rejects.toThrow('away');
    store.take = take;
    expect(await bucket.take(1_000, never)).toMatchObject({ kind: 'taken' });
  });
});
