import { expect, test } from '@jest/globals';
import { RunWeights } from './run-weights.js';

test('begins few runs of an unknown connector, and more once its answers are known to be small', async () => {
  const weights = new RunWeights(4_000_000);
  const begun: number[] = [];
  const lift = (n: number): Promise<number> => weights.lift('c').then((bytes) => (begun.push(n), bytes));
  const first = [lift(1), lift(2), lift(3)];
  await Promise.all(first.slice(0, 2));
  await Promise.resolve();
  expect(begun).toEqual([1, 2]);
  weights.put('c', await (first[0] as Promise<number>), 1_000);
  await first[2];
  expect(begun).toEqual([1, 2, 3]);
  weights.put('c', await (first[1] as Promise<number>), 1_000);
  expect(await Promise.all(Array.from({ length: 100 }, () => weights.lift('c')))).toHaveLength(100);
});

test('lets a run that weighs more than there is begin alone', async () => {
  const weights = new RunWeights(1_000_000);
  const bytes = await weights.lift('c');
  weights.put('c', bytes, 9_000_000);
  expect(await weights.lift('c')).toBe(1_000_000);
  let begun = false;
  const next = weights.lift('c').then((weight) => {
    begun = true;
    return weight;
  });
  await Promise.resolve();
  expect(begun).toBe(false);
  weights.put('c', 1_000_000, undefined);
  await next;
});
