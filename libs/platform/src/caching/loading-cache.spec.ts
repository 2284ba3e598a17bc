import { expect, test } from '@jest/globals';
import { LoadingCache } from './loading-cache.js';

interface Load {
  readonly key: string;
  readonly answer: (value: string | undefined) => void;
  readonly fail: (error: Error) => void;
}

function cacheWithOpenLoads(options: { maxEntries?: number; ttlMs?: number; missTtlMs?: number; maxMisses?: number } = {}) {
  const loads: Load[] = [];
  const cache = new LoadingCache<string>({
    maxEntries: 3,
    ttlMs: 60_000,
    missTtlMs: 60_000,
    maxMisses: 2,
    ...options,
    load: (key) => new Promise((answer, fail) => loads.push({ key, answer, fail })),
  });
  return { cache, loads };
}

test('concurrent askers share one load and later ones find the value in memory', async () => {
  const { cache, loads } = cacheWithOpenLoads();
  const both = [cache.get('a'), cache.get('a')];
  loads[0]?.answer('A');
  expect(await Promise.all(both)).toEqual(['A', 'A']);
  expect(await cache.get('a')).toBe('A');
  expect(cache.peek('a')).toBe('A');
  expect(loads).toHaveLength(1);
});

test('a load that was under way when its key was invalidated is not remembered', async () => {
  const { cache, loads } = cacheWithOpenLoads();
  const before = cache.get('a');
  cache.invalidate('a');
  const after = cache.get('a');
  loads[1]?.answer('new');
  expect(await after).toBe('new');
  loads[0]?.answer('old');
  expect(await before).toBe('old');
  expect(await cache.get('a')).toBe('new');
});

test('the same holds when everything is cleared', async () => {
  const { cache, loads } = cacheWithOpenLoads();
  const before = cache.get('a');
  cache.clear();
  loads[0]?.answer('old');
  await before;
  expect(cache.peek('a')).toBeUndefined();
});

test('a failed load is not remembered', async () => {
  const { cache, loads } = cacheWithOpenLoads();
  const first = cache.get('a');
  loads[0]?.fail(new Error('down'));
  await expect(first).rejects.toThrow('down');
  const second = cache.get('a');
  loads[1]?.answer('A');
  expect(await second).toBe('A');
});

test('a miss is remembered until it is invalidated', async () => {
  const { cache, loads } = cacheWithOpenLoads();
  const first = cache.get('a');
  loads[0]?.answer(undefined);
  expect(await first).toBeUndefined();
  expect(await cache.get('a')).toBeUndefined();
  expect(loads).toHaveLength(1);
  cache.invalidate('a');
  const again = cache.get('a');
  loads[1]?.answer('A');
  expect(await again).toBe('A');
});

test('misses never push out values', async () => {
  const { cache, loads } = cacheWithOpenLoads();
  const real = cache.get('real');
  loads[0]?.answer('R');
  await real;
  for (let i = 0; i < 50; i++) {
    const miss = cache.get(`made-up-${i}`);
    loads.at(-1)?.answer(undefined);
    await miss;
  }
  expect(cache.peek('real')).toBe('R');
});

test('the least recently used value goes first', async () => {
  const { cache, loads } = cacheWithOpenLoads({ maxEntries: 2 });
  for (const key of ['a', 'b', 'c']) {
    const value = cache.get(key);
    loads.at(-1)?.answer(key);
    await value;
  }
  expect([cache.peek('a'), cache.peek('b'), cache.peek('c')]).toEqual([undefined, 'b', 'c']);
});
