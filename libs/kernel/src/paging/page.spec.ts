import { expect, test } from '@jest/globals';
import { decodeCursor, decodeIdCursor, encodeCursor, toPage } from './page.js';

test('a cursor gives back the sort values it was made of', () => {
  expect(decodeCursor(encodeCursor(['é', '2']), 2)).toEqual(['é', '2']);
});

test.each(['', '!!', 'bnVsbA', encodeCursor(['a', 'b']), Buffer.from('[1]').toString('base64url')])(
  'refuses %j as a cursor of one value',
  (cursor) => {
    expect(() => decodeCursor(cursor, 1)).toThrow('cursor: is not a cursor of this list');
  },
);

test('the extra row becomes a cursor of the last shown row', () => {
  const page = toPage(['a', 'b', 'c'], 2, (row) => [row]);
  expect(page.data).toEqual(['a', 'b']);
  expect(decodeCursor(page.nextCursor ?? '', 1)).toEqual(['b']);
  expect(toPage(['a', 'b'], 2, (row) => [row]).nextCursor).toBeNull();
});

test('the cursor of a list by id holds a UUID and nothing else', () => {
  const id = '0199a2b0-0000-7000-8000-000000000000';
  expect(decodeIdCursor(encodeCursor([id]))).toBe(id);
  expect(() => decodeIdCursor(encodeCursor(["x' or 1=1"]))).toThrow('cursor: is not a cursor of this list');
});
