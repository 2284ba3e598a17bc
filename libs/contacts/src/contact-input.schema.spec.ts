import { isContactTarget } from '@patchbay/kernel';
import { expect, test } from '@jest/globals';

import { parseContact } from './contact-input.schema.js';

const problemsOf = (body: unknown): string[] => {
  try {
    parseContact(body);
    return [];
  } catch (error) {
    return (error as { detail: { errors: { path: string; message: string }[] } }).detail.errors.map(
      (problem) => `${problem.path} ${problem.message}`,
    );
  }
};

test('takes system fields and custom fields, and an empty text as no value', () => {
  expect(parseContact({ firstname: 'Ada', email: 'ada@example.com', zip: '', phone_number: null, customFields: { score: 7 } })).toEqual({
    firstname: 'Ada',
    email: 'ada@example.com',
    zip: null,
    phone_number: null,
    customFields: { score: 7 },
  });
});

test.each<[unknown, RegExp]>([
  [{ firstName: 'x' }, /^firstName is not a known field/],
  [{ metadata: {} }, /^metadata is written by the platform/],
  [{ id: 'x' }, /^id is not a known field/],
  [{ email: 'no' }, /^email must be an e-mail/],
  [{ city: 5 }, /^city must be a text or null/],
  [{ city: 'a\0' }, /^city must be valid Unicode/],
  [{ city: '\ud800' }, /^city must be valid Unicode/],
  [{ city: 'x'.repeat(1_001) }, /^city must be at most 1000/],
  [{ customFields: [] }, /^customFields must be an object/],
  [{ customFields: null }, /^customFields must be an object/],
  [{ customFields: { a: { b: 'x\0' } } }, /^customFields must be valid Unicode/],
  [{ customFields: { '\0': 1 } }, /^customFields must be valid Unicode/],
  [{ customFields: { '': 1 } }, /^customFields must have field names/],
  [{ customFields: { a: 'x'.repeat(70_000) } }, /^customFields must be at most 65536 bytes/],
  [{ customFields: JSON.parse(`{"a":${'['.repeat(10_000)}${']'.repeat(10_000)}}`) }, /^customFields must nest at most 20/],
  ['x', /must be an object/],
  [[], /must be an object/],
])('refuses %#: naming the field', (body, message) => {
  expect(problemsOf(body)).toEqual([expect.stringMatching(message)]);
});

test('names every wrong field at once', () => {
  expect(problemsOf({ city: 1, zip: 2, other: 3 })).toHaveLength(3);
});

test('mapping targets are the system fields and named custom fields', () => {
  for (const target of ['firstname', 'st_address', 'customFields.score', 'customFields.Last order'])
    expect(isContactTarget(target)).toBe(true);
  for (const target of [
    'first_name',
    'customFields',
    'customFields.',
    'customFields.a.b',
    'customFields.__proto__',
    'metadata.x',
    'id',
    '__proto__',
  ])
    expect(isContactTarget(target)).toBe(false);
});
