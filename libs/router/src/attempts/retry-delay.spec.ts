import { expect, test } from '@jest/globals';
import { backoffMs, retryAfterMs } from './retry-delay.js';

test('the backoff grows from 250 ms to 10 s and is a random share of it', () => {
  expect([1, 2, 3, 4, 5, 6, 7, 20].map((retry) => backoffMs(retry, () => 1))).toEqual([
    250, 500, 1_000, 2_000, 4_000, 8_000, 10_000, 10_000,
  ]);
  expect(backoffMs(3, () => 0)).toBe(0);
  expect(backoffMs(3, () => 0.25)).toBe(250);
});

test('Retry-After is read as seconds or as a date', () => {
  const now = Date.UTC(2026, 0, 1);
  expect(retryAfterMs('3', now)).toBe(3_000);
  expect(retryAfterMs(' 0.5 ', now)).toBe(500);
  expect(retryAfterMs('Thu, 01 Jan 2026 00:00:07 GMT', now)).toBe(7_000);
  expect(retryAfterMs('Wed, 31 Dec 2025 23:59:00 GMT', now)).toBe(0);
  for (const text of [undefined, '', 'soon', '-1', '1e9', '2026'])
    expect(retryAfterMs(text, now)).toBe(text === '2026' ? 2_026_000 : undefined);
});
