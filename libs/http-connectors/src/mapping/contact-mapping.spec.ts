import { describe, expect, test } from '@jest/globals';
import type { JsonObject, JsonValue } from '@patchbay/kernel';
import { testRun } from '../../test/connector-run.js';

const single = { config: { url: 'https://a.example/' } };
const multi = {
  config: {
    steps: [
      { id: 'find', url: 'https://a.example/' },
      {
        id: 'g',
        type: 'parallel',
        steps: [
          { id: 'left', url: 'https://a.example/' },
          { id: 'last', url: 'https://a.example/' },
        ],
      },
    ],
  },
};

function mapped(definition: Record<string, unknown>, mappings: Record<string, string>, output: JsonValue): JsonObject {
  const fieldMappings = Object.entries(mappings).map(([targetField, sourcePath]) => ({ targetField, sourcePath }));
  return testRun({ ...definition, fieldMappings }).runnable.mapContact(output);
}

describe('field mappings', () => {
  test('read the response of a single-step connector', () => {
    expect(
      mapped(
        single,
        { firstname: 'identities[0].firstName', zip: 'zip', state: 'ok', city: 'missing.city', company: 'nothing' },
        { identities: [{ firstName: 'Ann' }], zip: 10115, ok: true, nothing: null },
      ),
    ).toEqual({ firstname: 'Ann', zip: '10115', state: 'true' });
  });

  test('read a step by its id, or the last step, of a multi-step connector', () => {
    const output = { find: { id: 7 }, left: { id: 8 }, last: { id: 9, find: 'own member' } };
    expect(
      mapped(multi, { email: 'find.id', company: 'id', city: 'left.id', state: '"last".id', zip: 'to_string(find.id)' }, output),
    ).toEqual({ email: '7', company: '9', city: '8', state: '9', zip: '7' });
  });

  test('find nothing in a step that did not run', () => {
    expect(mapped(multi, { email: 'find.id', company: 'id' }, { left: { id: 8 } })).toEqual({});
  });

  test('keep the type in custom fields', () => {
    expect(mapped(single, { 'customFields.score': 'score', 'customFields.all tags': 'tags' }, { score: 5, tags: ['a'] })).toEqual({
      'customFields.score': 5,
      'customFields.all tags': ['a'],
    });
  });

  test.each<[Record<string, string>, JsonValue, string]>([
    [{ email: 'a' }, { a: { b: 1 } }, 'fieldMappings[0]: "email" takes a text, and the answer has an object there'],
    [{ email: 'a' }, { a: [] }, 'a list there'],
    [{ email: 'a' }, { a: 'x'.repeat(9_000) }, 'longer than 8000'],
    [{ 'customFields.x': '@' }, { a: 'x'.repeat(9_000) }, 'longer than 8000'],
    [{ email: 'sum(a)' }, { a: ['x'] }, 'fieldMappings[0].sourcePath: "sum(a)" sum() expected a number'],
  ])('%j does not fit', (mappings, output, message) => {
    expect(() => mapped(single, mappings, output)).toThrow(
      expect.objectContaining({ code: 'mapping_failed', message: expect.stringContaining(message) }),
    );
  });

  test.each([
    'nickname',
    'metadata',
    'id',
    'customFields',
    'customFields.',
    'customFields.__proto__',
    '__proto__',
    'constructor',
    'customFields.a.b',
  ])('%s is not a target', (targetField) => {
    expect(() => mapped(single, { [`${targetField}`]: 'a', city: 'b' }, {})).toThrow(expect.objectContaining({ code: 'input_invalid' }));
  });
});
