import { expect, test } from '@jest/globals';
import { PlatformError } from '@patchbay/kernel';
import { GroupCommit, type GroupCommitOptions } from './group-commit.js';

/** A group commit whose writes end when the test says so. */
function held(options: Partial<GroupCommitOptions<number>> = {}) {
  const batches: { rows: readonly number[]; done: PromiseWithResolvers<void> }[] = [];
  const arrivals: (() => void)[] = [];
  const group = new GroupCommit<number>({
    name: 'rows',
    bytesOf: () => 10,
    lanes: 1,
    write: (rows) => {
      const done = Promise.withResolvers<void>();
      batches.push({ rows, done });
      arrivals.splice(0).forEach((arrived) => arrived());
      return done.promise;
    },
    ...options,
  });
  const batch = async (number: number) => {
    while (batches.length <= number) await new Promise<void>((resolve) => arrivals.push(resolve));
    return batches[number] as (typeof batches)[0];
  };
  return { group, batches, batch };
}
const add = (group: GroupCommit<number>, ...rows: number[]): Promise<PromiseSettledResult<void>[]> =>
  Promise.allSettled(rows.map((row) => group.add(row)));

test('rows of one turn leave together at once; rows that come meanwhile leave together after them', async () => {
  const { group, batches, batch } = held();
  const first = add(group, 1, 2);
  const one = await batch(0);
  const second = add(group, 3, 4, 5);
  expect(batches.map(({ rows }) => rows)).toEqual([[1, 2]]);
  one.done.resolve();
  await first;
  (await batch(1)).done.resolve();
  await second;
  expect(batches.map(({ rows }) => rows)).toEqual([
    [1, 2],
    [3, 4, 5],
  ]);
  expect(group.counts).toEqual({ rows: 5, batches: 2, failed: 0 });
});

test('nobody is told before the commit', async () => {
  const { group, batch } = held();
  let told = false;
  const row = group.add(1).then(() => {
    told = true;
  });
  const one = await batch(0);
  await new Promise((resolve) => setImmediate(resolve));
  expect(told).toBe(false);
  one.done.resolve();
  await row;
  expect(told).toBe(true);
});

test('batches are bounded by rows and by bytes, and a row above the bytes goes alone', async () => {
  const sizes = new Map([[3, 100]]);
  const written: (readonly number[])[] = [];
  const group = new GroupCommit<number>({
    name: 'rows',
    lanes: 1,
    maxBatchRows: 2,
    maxBatchBytes: 25,
    bytesOf: (row) => sizes.get(row) ?? 10,
    write: async (rows) => {
      written.push(rows);
    },
  });
  await add(group, 1, 2, 3, 4, 5, 6);
  expect(written).toEqual([[1, 2], [3], [4, 5], [6]]);
});

test('the memory of waiting rows is bounded by bytes too', async () => {
  const { group, batch } = held({ maxWaitingBytes: 25 });
  const first = add(group, 1);
  const one = await batch(0);
  const rest = add(group, 2, 3, 4);
  one.done.resolve();
  (await batch(1)).done.resolve();
  expect((await rest).map((result) => result.status)).toEqual(['fulfilled', 'fulfilled', 'rejected']);
  await first;
  expect(group.hasRoom()).toBe(true);
});

test('a lost database is tried again with the same rows until it answers', async () => {
  let tries = 0;
  const group = new GroupCommit<number>({
    name: 'rows',
    bytesOf: () => 1,
    retryForMs: 1_000,
    write: async (rows) => {
      expect(rows).toEqual([1]);
      if (++tries < 3) throw new PlatformError('database_unavailable', 'Gone.');
    },
  });
  await group.add(1);
  expect(tries).toBe(3);
});

test('a refused batch is written row by row', async () => {
  const written: number[] = [];
  const group = new GroupCommit<number>({
    name: 'rows',
    bytesOf: () => 1,
    write: async (rows) => {
      if (rows.includes(2)) throw new Error('refused');
      written.push(...rows);
    },
  });
  expect((await add(group, 1, 2, 3)).map((result) => result.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(written).toEqual([1, 3]);
  expect(group.counts).toMatchObject({ rows: 2, failed: 1 });
});
