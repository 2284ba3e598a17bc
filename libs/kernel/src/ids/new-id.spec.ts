import { expect, test } from '@jest/globals';
import { idTimeMs, isUuid, newId } from './ids.js';

test('ids are UUIDs of version 7, rise in the order they are made, and hold the time', () => {
  const before = Date.now();
  const ids = Array.from({ length: 20_000 }, () => newId());
  expect(ids.every((id) => isUuid(id) && /^.{14}7.{4}[89ab]/.test(id))).toBe(true);
  expect(ids.toSorted()).toEqual(ids);
  expect(new Set(ids).size).toBe(ids.length);
  expect(idTimeMs(ids[0] ?? '')).toBeGreaterThanOrEqual(before);
  expect(idTimeMs(ids.at(-1) ?? '')).toBeLessThanOrEqual(Date.now());
});

test('the random end of an id is never that of another', () => {
  const ends = new Set(Array.from({ length: 2_000 }, () => newId().slice(-10)));
  expect(ends.size).toBe(2_000);
});
