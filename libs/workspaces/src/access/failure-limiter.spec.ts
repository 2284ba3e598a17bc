import { expect, test } from '@jest/globals';
import { FailureLimiter } from './failure-limiter.js';

test('lets an address fail a while, then makes it wait, without touching others', () => {
  let now = 0;
  const limiter = new FailureLimiter(() => now);
  for (let count = 0; count < 200; count += 1) {
    expect(limiter.waitMs('10.0.0.1')).toBe(0);
    limiter.failed('10.0.0.1');
  }
  expect(limiter.waitMs('10.0.0.1')).toBe(50);
  expect(limiter.waitMs('10.0.0.2')).toBe(0);
  now += 50;
  expect(limiter.waitMs('10.0.0.1')).toBe(0);
  limiter.failed('10.0.0.1');
  expect(limiter.waitMs('10.0.0.1')).toBe(50);
});
