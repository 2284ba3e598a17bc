import { expect, test } from '@jest/globals';
import { keptResponse, toMappedValues } from './contact-mapping.js';
import { storableJson } from './storable-json.js';

test('mapped values go to their columns: texts to system fields, JSON to custom fields', () => {
  expect(toMappedValues({ firstname: 'Ada', zip: 12345, city: null, 'customFields.score': 7, 'customFields.tags': ['a', 'b\0'] })).toEqual({
    fields: { firstname: 'Ada', zip: '12345', city: null },
    customFields: { score: 7, tags: ['a', 'b\uFFFD'] },
  });
});

test.each([
  [{ firstname: ['a'] }, 'takes a text, and the mapped value is a list'],
  [{ firstname: {} }, 'is an object'],
  [{ nope: 'x' }, 'is not a field'],
  [{ city: 'x'.repeat(9_000) }, 'at most 8192'],
])('a value that fits no field fails the mapping: %#', (updates, message) => {
  expect(() => toMappedValues(updates)).toThrow(
    expect.objectContaining({ code: 'mapping_failed', message: expect.stringContaining(message) }),
  );
});

test('an answer of any size is kept bounded, and one that was cut says so', () => {
  const response = { connector: 'c', executionId: 'e', at: '2026-01-01T00:00:00.000Z', response: { items: 'y'.repeat(100_000) } };
  const kept = keptResponse(response);
  expect(Buffer.byteLength(kept)).toBeLessThan(17_000);
  expect(JSON.parse(kept)).toMatchObject({ connector: 'c', executionId: 'e', truncated: true });
  const small = { ...response, response: { a: 1 } };
  expect(JSON.parse(keptResponse(small))).toEqual(small);
});

test.each([
  ['a\0b', '"a\uFFFDb"'],
  ['\ud83d', '"\uFFFD"'],
  ['\ud83d\ude00', '"😀"'],
  ['\\u0000', '"\\\\u0000"'],
])('texts Postgres cannot hold are made storable: %j', (text, stored) => {
  expect(storableJson(text)).toBe(stored);
});
