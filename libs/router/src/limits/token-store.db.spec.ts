import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { createTestDatabase, redisAvailable, startRedis } from '@patchbay/testing';
import { systemClock } from '../ports/clock.js';
import { PostgresTokenStore } from './postgres-token.store.js';
import { RedisTokenStore } from './redis-token.store.js';
import { TokenBucket } from './token-bucket.js';
import type { TokenStore } from './token-store.js';

// Real clocks and a share in per mille: a machine that stalls longer than the margin of the window says nothing about the limits.
jest.retryTimes(2);

interface Backend {
  /** A store as another replica would have it. */
  replica(): TokenStore;
  close(): Promise<void>;
}

async function onPostgres(): Promise<Backend> {
  const testing = await createTestDatabase();
  return { replica: () => new PostgresTokenStore(testing.db), close: () => testing.close() };
}

async function onRedis(): Promise<Backend> {
  const server = await startRedis();
  const stores: RedisTokenStore[] = [];
  return {
    replica: () => {
      const store = new RedisTokenStore(server.url);
      stores.push(store);
      return store;
    },
    async close() {
      await Promise.all(stores.map((store) => store.close()));
      await server.close();
    },
  };
}

/** A provider that counts in a sliding window of its own and refuses what is too much. */
class Provider {
  readonly accepted: number[] = [];
  refused = 0;
  constructor(
    private readonly allowed: number,
    private readonly windowMs: number,
  ) {}
  call(): void {
    const now = performance.now();
    const recent = this.accepted.filter((at) => at > now - this.windowMs).length;
    if (recent >= this.allowed) this.refused += 1;
    else this.accepted.push(now);
  }
}

function describeStore(label: string, start: () => Promise<Backend>): void {
  describe(`shared limits on ${label}`, () => {
    let backend: Backend;
    beforeAll(async () => {
      backend = await start();
    });
    afterAll(() => backend.close());

    test('grants what is allowed and tells how long to wait for more', async () => {
      const store = backend.replica();
      const ask = { key: 'one', allowed: 10, windowMs: 60_000 };
      expect(await store.take({ ...ask, want: 4 })).toEqual({ granted: 4, waitMs: 0, remaining: 6 });
      expect(await store.take({ ...ask, want: 9 })).toEqual({ granted: 6, waitMs: 0, remaining: 0 });
      const empty = await store.take({ ...ask, want: 1 });
      expect(empty).toMatchObject({ granted: 0, remaining: 0 });
      expect(empty.waitMs).toBeGreaterThan(59_000);
      expect(empty.waitMs).toBeLessThanOrEqual(61_000);
    });

    test('a look takes nothing', async () => {
      const store = backend.replica();
      const ask = { key: 'look', want: 0, allowed: 3, windowMs: 60_000 };
      expect([await store.take(ask), await store.take(ask)]).toEqual([
        { granted: 0, waitMs: 0, remaining: 3 },
        { granted: 0, waitMs: 0, remaining: 3 },
      ]);
    });

    test('a pause stops everybody until it is over', async () => {
      const [here, there] = [backend.replica(), backend.replica()];
      await here.pause('paused', 30_000);
      await there.pause('paused', 1_000);
      const refused = await there.take({ key: 'paused', want: 1, allowed: 5, windowMs: 1_000 });
      expect(refused.granted).toBe(0);
      expect(refused.waitMs).toBeGreaterThan(25_000);
    });

    test('ten workers in several replicas use over 95 % of the rate and are hardly ever refused by the provider', async () => {
      const allowed = 100;
      const windowMs = 1_500;
      const windows = 3;
      const provider = new Provider(allowed, windowMs);
      const buckets = Array.from({ length: 5 }, () => new TokenBucket({ key: 'busy', allowed, windowMs }, backend.replica(), systemClock));
      const started = performance.now();
      const stop = new AbortController();
      const workers = Array.from({ length: 10 }, async (_, n) => {
        while (!stop.signal.aborted) {
          const seat = await buckets[n % 5]?.take(60_000, stop.signal).catch(() => undefined);
          if (seat?.kind === 'taken') provider.call();
        }
      });
      await new Promise((resolve) => setTimeout(resolve, windows * windowMs + 200));
      stop.abort(new Error('over'));
      await Promise.all(workers);
      const seconds = performance.now() - started;
      const possible = allowed * Math.ceil(seconds / (windowMs * 1.05));
      expect(provider.accepted.length).toBeGreaterThanOrEqual(Math.min(possible, allowed * windows) * 0.95);
      expect(provider.refused).toBeLessThanOrEqual(Math.ceil(provider.accepted.length * 0.005));
    });
  });
}

describeStore('Postgres', onPostgres);
if (redisAvailable) describeStore('Redis', onRedis);
else
  describe.skip('shared limits on Redis (redis-server is not installed)', () => test('are checked where redis-server is', () => undefined));
