import { describe, expect, test } from '@jest/globals';
import type { FieldProblem, JsonObject, JsonValue, PlatformError } from '@patchbay/kernel';
import { Problems } from '../definition/problems.js';
import { checkInputSchema, compileInputSchema } from './input-schema.js';

function problemsOf(schema: JsonObject): readonly FieldProblem[] {
  const problems = new Problems();
  checkInputSchema(schema, 'inputSchema', problems);
  return problems.list;
}

function validate(schema: JsonObject, input: unknown): JsonValue {
  expect(problemsOf(schema)).toEqual([]);
  return compileInputSchema(schema)(input);
}

function errorsOf(schema: JsonObject, input: unknown): readonly FieldProblem[] {
  try {
    validate(schema, input);
  } catch (thrown) {
    expect(thrown).toMatchObject({ code: 'input_invalid' });
    return (thrown as PlatformError).detail.errors ?? [];
  }
  return [];
}

describe('an input schema', () => {
  const person: JsonObject = {
    type: 'object',
    required: ['phone'],
    additionalProperties: false,
    properties: {
      phone: { type: 'string', pattern: '^\\+[0-9]{6,15}$' },
      email: { type: 'string', format: 'email' },
      page: { type: 'integer', default: 1, maximum: 10 },
      kind: { enum: ['a', 'b'] },
      tags: { type: 'array', items: { $ref: '#/$defs/tag' } },
    },
    $defs: { tag: { type: 'string', maxLength: 3 } },
  };

  test('accepts a fitting input and fills defaults in without changing the given one', () => {
    const given = { phone: '+4930123456', tags: ['x'] };
    expect(validate(person, given)).toEqual({ phone: '+4930123456', tags: ['x'], page: 1 });
    expect(given).toEqual({ phone: '+4930123456', tags: ['x'] });
  });

  test('tells every problem with its path and converts nothing', () => {
    const errors = errorsOf(person, { email: 'nope', page: '2', kind: 'c', tags: ['ok', 'toolong'], extra: 1 });
    expect(Object.fromEntries(errors.map(({ path, message }) => [path, message]))).toEqual({
      'input.phone': 'is required',
      'input.email': 'must match format "email"',
      'input.page': 'must be integer',
      'input.kind': 'must be one of ["a","b"]',
      'input.tags[1]': 'must NOT have more than 3 characters',
      'input.extra': 'is not a known field',
    });
    expect(errorsOf(person, { phone: 'x' })).toEqual([{ path: 'input.phone', message: expect.stringContaining('must match pattern') }]);
  });

  test('no input is an empty one', () => {
    expect(validate({ type: 'object', properties: { a: { default: 1 } } }, undefined)).toEqual({ a: 1 });
    expect(errorsOf({ type: 'object', required: ['a'] }, undefined)).toEqual([{ path: 'input.a', message: 'is required' }]);
    expect(errorsOf({ type: 'object' }, null)).toEqual([{ path: 'input', message: 'must be object' }]);
  });

  test('reads draft-07 and 2020-12', () => {
    expect(
      errorsOf({ $schema: 'http://json-schema.org/draft-07/schema#', type: 'array', items: [{ type: 'number' }], additionalItems: false }, [
        'x',
        1,
      ]),
    ).toHaveLength(2);
    expect(
      errorsOf(
        { $schema: 'https://json-schema.org/draft/2020-12/schema', type: 'array', prefixItems: [{ type: 'number' }], items: false },
        ['x', 1],
      ),
    ).toHaveLength(2);
    expect(
      validate({ definitions: { a: { type: 'number' } }, $schema: 'http://json-schema.org/draft-07/schema#', $ref: '#/definitions/a' }, 1),
    ).toBe(1);
  });

  test('keeps patterns of different members and schemas apart', () => {
    const schema: JsonObject = {
      properties: { a: { pattern: '^a$' }, b: { pattern: '^b$' } },
      patternProperties: { '^x-': { pattern: '^c$' } },
    };
    expect(errorsOf(schema, { a: 'a', b: 'b', 'x-1': 'c' })).toEqual([]);
    expect(errorsOf(schema, { a: 'b', b: 'a', 'x-1': 'a' })).toHaveLength(3);
    expect(errorsOf({ pattern: '^b$' }, 'a')).toHaveLength(1);
  });

  test('lets annotations of other tools stand', () => {
    expect(
      validate(
        { type: 'object', 'x-ui': { order: 1 }, properties: { a: { type: 'string', title: 'A', examples: ['x'], example: 'y' } } },
        { a: 'b' },
      ),
    ).toEqual({ a: 'b' });
  });

  test.each<[JsonObject, string, string]>([
    [{ $schema: 'http://json-schema.org/draft-04/schema#' }, 'inputSchema.$schema', 'must be'],
    [{ type: 'nope' }, 'inputSchema.type', ''],
    [{ properties: { a: { type: 5 } } }, 'inputSchema.properties.a.type', ''],
    [{ $ref: 'https://example.com/schema.json' }, 'inputSchema.$ref', 'never fetched'],
    [{ properties: { a: { $ref: 'file:///etc/passwd' } } }, 'inputSchema.properties.a.$ref', 'never fetched'],
    [{ $ref: '#' }, 'inputSchema.$ref', 'must be'],
    [{ $ref: '#/$defs/x' }, 'inputSchema.$ref', 'points to nothing'],
    [{ $defs: { a: { $ref: '#/$defs/a' } }, $ref: '#/$defs/a' }, 'inputSchema', 'contains itself'],
    [{ $id: 'x' }, 'inputSchema.$id', 'not supported'],
    [{ $dynamicRef: '#x' }, 'inputSchema.$dynamicRef', 'not supported'],
    [{ properties: { a: { pattern: '(?=x)' } } }, 'inputSchema.properties.a.pattern', 'not supported'],
    [{ properties: { a: { pattern: '(' } } }, 'inputSchema.properties.a.pattern', 'not a valid regular'],
    [{ patternProperties: { '(?!x)': {} } }, 'inputSchema.patternProperties["(?!x)"]', 'not supported'],
    [
      { patternProperties: Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`^a{900}${i}`, {}])) },
      'inputSchema.patternProperties.^a{900}11'.replace('.^a{900}11', '["^a{900}11"]'),
      'together',
    ],
    [{ description: 'x'.repeat(70_000) }, 'inputSchema', 'longer than'],
  ])('%j is refused', (schema, path, message) => {
    expect(problemsOf(schema)).toEqual(expect.arrayContaining([{ path, message: expect.stringContaining(message) }]));
  });

  test('references that multiply are refused before they are compiled', () => {
    const $defs: JsonObject = { d0: { type: 'string' } };
    for (let i = 1; i <= 40; i++) $defs[`d${i}`] = { allOf: [{ $ref: `#/$defs/d${i - 1}` }, { $ref: `#/$defs/d${i - 1}` }] };
    const start = performance.now();
    expect(problemsOf({ $defs, $ref: '#/$defs/d40' })).toEqual([{ path: 'inputSchema', message: expect.stringContaining('too large') }]);
    expect(performance.now() - start).toBeLessThan(5_000);
  });

  test('a pattern that would backtrack for ever is matched in linear time', () => {
    const start = performance.now();
    expect(errorsOf({ type: 'string', pattern: '^(a+)+$' }, `${'a'.repeat(50_000)}!`)).toHaveLength(1);
    expect(performance.now() - start).toBeLessThan(5_000);
  });

  test.each<[string, JsonObject, () => unknown]>([
    [
      'choices for many items',
      { items: { anyOf: Array.from({ length: 900 }, (_, i) => ({ const: `${i}` })) } },
      () => Array.from({ length: 40_000 }, () => 0),
    ],
    [
      'values for many items',
      { items: { enum: Array.from({ length: 6_000 }, (_, i) => ({ a: i })) } },
      () => Array.from({ length: 20_000 }, () => ({ a: -1 })),
    ],
    [
      'unknown members in many choices',
      { anyOf: Array.from({ length: 900 }, () => ({ additionalProperties: false })) },
      () => Object.fromEntries(Array.from({ length: 40_000 }, (_, i) => [`p${i}`, 1])),
    ],
    [
      'missing members of many items',
      { items: { required: Array.from({ length: 5_000 }, (_, i) => `p${i}`) } },
      () => Array.from({ length: 40_000 }, () => ({})),
    ],
    ['pairs of many items', { uniqueItems: true }, () => Array.from({ length: 20_000 }, (_, i) => ({ i }))],
  ])('%s end with an error instead of filling memory', (_name, schema, input) => {
    expect(errorsOf(schema, input())).toEqual([{ path: 'input', message: expect.stringContaining('takes too long') }]);
  });

  test('a large ordinary input is no problem', () => {
    const schema: JsonObject = {
      type: 'array',
      items: {
        type: 'object',
        required: ['id', 'name'],
        additionalProperties: false,
        properties: {
          id: { type: 'integer', minimum: 0 },
          name: { type: 'string', maxLength: 50 },
          tags: { type: 'array', uniqueItems: true, items: { type: 'string' } },
        },
      },
    };
    expect(
      errorsOf(
        schema,
        Array.from({ length: 8_000 }, (_, id) => ({ id, name: `n${id}`, tags: ['a', 'b'] })),
      ),
    ).toEqual([]);
    expect(
      errorsOf(
        { uniqueItems: true },
        Array.from({ length: 1_000 }, (_, i) => ({ i })),
      ),
    ).toEqual([]);
  });

  test('too much pattern work ends with an error', () => {
    expect(() =>
      validate(
        { type: 'array', items: { type: 'string', pattern: '^(.*a){100}$' } },
        Array.from({ length: 50 }, () => 'ab'.repeat(2_000)),
      ),
    ).toThrow('takes too long');
    expect(validate({ type: 'string', pattern: '^a' }, 'ab')).toBe('ab');
  });

  test('deep, wide and endless inputs are refused with a path', () => {
    let deep: JsonValue = 1;
    for (let i = 0; i < 100_000; i++) deep = [deep];
    expect(errorsOf({}, deep)).toEqual([{ path: expect.stringContaining('input[0]'), message: expect.stringContaining('nests deeper') }]);
    expect(
      errorsOf(
        {},
        Array.from({ length: 60_000 }, () => 0),
      ),
    ).toEqual([{ path: 'input', message: expect.stringContaining('more than 50000 values') }]);
  });

  test('formats never see a text long enough to hurt', () => {
    const start = performance.now();
    for (const format of [
      'email',
      'uri',
      'uri-reference',
      'uri-template',
      'hostname',
      'ipv6',
      'regex',
      'date-time',
      'duration',
      'json-pointer',
      'byte',
      'iri',
    ]) {
      try {
        compileInputSchema({ type: 'string', format })(`a@${'a-'.repeat(400_000)}!`);
      } catch (thrown) {
        expect(thrown).toMatchObject({ code: 'input_invalid' });
      }
    }
    expect(performance.now() - start).toBeLessThan(5_000);
  });

  test('a member called __proto__ in a default or an input pollutes nothing', () => {
    const schema = JSON.parse('{"type":"object","properties":{"a":{"default":{"__proto__":{"polluted":1}}}}}') as JsonObject;
    validate(schema, JSON.parse('{"__proto__":{"polluted":2}}'));
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});
