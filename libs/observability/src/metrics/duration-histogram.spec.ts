import { expect, test } from '@jest/globals';
import { DurationHistogram } from './duration-histogram.js';

function of(...texts: string[]): DurationHistogram {
  const histogram = new DurationHistogram();
  for (const text of texts) histogram.add(text);
  return histogram;
}

test('texts are added up, joined or one by one, with slots below zero', () => {
  const one = of('-8:1,0:2', '0:3,16:4');
  expect(one.size).toBe(10);
  const joined = of('-8:1,0:2,0:3,16:4');
  expect(joined.percentiles([0.05, 0.5, 1])).toEqual(one.percentiles([0.05, 0.5, 1]));
  const merged = of('-8:1,0:2');
  merged.merge(of('0:3,16:4'));
  expect(merged.percentiles([0.05, 0.5, 1])).toEqual(one.percentiles([0.05, 0.5, 1]));
});

test('percentiles lie within their slot', () => {
  const histogram = of('23:90,39:9,55:1');
  const [p50, p95, p100] = histogram.percentiles([0.5, 0.95, 1]) as [number, number, number];
  expect(p50).toBeGreaterThan(2 ** (23 / 8));
  expect(p50).toBeLessThanOrEqual(2 ** (24 / 8));
  expect(p95).toBeGreaterThan(2 ** (39 / 8));
  expect(p95).toBeLessThanOrEqual(2 ** (40 / 8));
  expect(p100).toBeCloseTo(2 ** 7, 3);
});

test('nothing has no percentiles', () => {
  expect([of().size, of('').percentiles([0.5, 0.99])]).toEqual([0, [null, null]]);
});
