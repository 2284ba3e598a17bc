import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import jmespath from 'jmespath';
import type { JsonValue } from '@patchbay/kernel';
import { SyntaxProblem } from '../values/syntax-problem.js';
import { compilePath } from './json-path.js';
import { PathProblem } from './path-budget.js';

const find = (source: string, value: JsonValue): JsonValue => compilePath(source).find(value);

const DATA: JsonValue = {
  identities: [
    { firstName: 'Ann', age: 30, tags: ['x', 'y'] },
    { firstName: 'Bob', age: 25, tags: [] },
    { firstName: 'Cy', age: 41, tags: ['z'] },
  ],
  data: { company: { id: 7, name: 'Acme' }, empty: {}, none: null },
  nested: [[1, 2], [3, [4]], 5],
  numbers: [3, 1, 2],
  words: ['b', 'a'],
  text: 'hello',
  t: true,
  f: false,
  zero: 0,
};

describe('a path', () => {
  test.each([
    'identities[0].firstName',
    'identities[-1].age',
    'identities[*].firstName',
    'identities[].tags[]',
    'identities[?age > `26`].firstName',
    "identities[?age >= `30` && tags[0] == 'x'] | [0].firstName",
    'identities[1:].firstName',
    'identities[::-1].firstName',
    'identities[::2].age',
    'identities[5:-5]',
    'nested[]',
    'nested[][]',
    'nested[*][0]',
    'data.company',
    'data.*',
    'data.*.id',
    'data.company.[id, name]',
    'data.company.{a: id, b: name, c: nope}',
    'nope',
    'nope.deeper[0]',
    'text.length',
    'data.none || data.company.id',
    'data.none && data.company',
    '!data.none',
    '!t',
    'f || zero',
    'data.empty || text',
    '@',
    '@.text',
    '`{"a": 1}`.a',
    "'raw'",
    '"text"',
    'length(identities)',
    'length(text)',
    'length(data)',
    'sum(numbers)',
    'avg(numbers)',
    'max(numbers)',
    'min(words)',
    'sort(numbers)',
    'sort(words)',
    'sort_by(identities, &age)[*].firstName',
    'max_by(identities, &age).firstName',
    'min_by(identities, &age).firstName',
    'map(&firstName, identities)',
    "join(', ', words)",
    'keys(data.company)',
    'values(data.company)',
    'merge(data.company, `{"x": 1}`)',
    'not_null(nope, text)',
    'reverse(numbers)',
    'reverse(text)',
    "starts_with(text, 'he')",
    "ends_with(text, 'lo')",
    "contains(words, 'a')",
    "contains(text, 'ell')",
    'to_string(numbers)',
    "to_number('12')",
    'to_array(text)',
    'type(data)',
    'type(nope)',
    'abs(`-1`)',
    'ceil(`1.2`)',
    'floor(`1.8`)',
    "identities[?contains(tags, 'z')] | [0].age",
    'identities[?!tags].firstName',
    'identities[?age != `30`].age',
    'numbers == `[3,1,2]`',
    'identities[*].{n: firstName, t: tags[0]}',
  ])('%s finds what the reference implementation finds', (source) => {
    expect(find(source, DATA)).toEqual(jmespath.search(DATA, source) ?? null);
  });

  test('reads own members only', () => {
    for (const source of [
      'constructor',
      '__proto__',
      'toString',
      'data.hasOwnProperty',
      'text.constructor',
      '"__proto__".x',
      'numbers.map',
    ])
      expect(find(source, DATA)).toBeNull();
  });

  test('selecting a member called __proto__ makes plain data', () => {
    const found = find('{"__proto__": data.company, "constructor": text}', DATA);
    expect(JSON.stringify(found)).toBe('{"__proto__":{"id":7,"name":"Acme"},"constructor":"hello"}');
    expect(({} as Record<string, unknown>)['id']).toBeUndefined();
  });

  test.each([
    ['', 'is empty'],
    ['a[', 'not a valid JMESPath'],
    ['a..b', 'not a valid JMESPath'],
    ['nope(a)', 'unknown function nope()'],
    ['length()', 'with 0 arguments'],
    ['constructor(@)', 'unknown function'],
    ['a[::0]', 'step 0'],
    ['x'.repeat(1_001), 'longer than 1000'],
    ['('.repeat(900), 'not a valid JMESPath'],
  ])('%s is refused', (source, message) => {
    expect(() => compilePath(source)).toThrow(SyntaxProblem);
    expect(() => compilePath(source)).toThrow(message);
  });

  test.each([
    ['sum(words)', 'sum() expected a number and found string'],
    ["join(',', numbers)", 'join() expected a text'],
    ['sort_by(identities, &tags)', 'only numbers or only texts'],
    ['keys(text)', 'expected an object'],
    ['length(t)', 'length()'],
  ])('%s does not fit and says so', (source, message) => {
    expect(() => find(source, DATA)).toThrow(PathProblem);
    expect(() => find(source, DATA)).toThrow(message);
  });

  test.each([
    Array.from({ length: 100 }, () => '[@,@]').join('|'),
    Array.from({ length: 90 }, () => '[@,@][]').join('|'),
    `words|${Array.from({ length: 50 }, () => "join('',[@[0],@[0]])|[@]").join('|')}`,
    `to_string(${Array.from({ length: 60 }, () => '[@,@]').join('|')})`,
    `(${Array.from({ length: 60 }, () => '[@,@]').join('|')}) == (${Array.from({ length: 60 }, () => '[@,@]').join('|')})`,
    'big[*].map(&map(&map(&@, $), $), $)'.replaceAll('$', '`[1,2,3]`'),
    `big[?length(map(&length(map(&@, \`${JSON.stringify(Array.from({ length: 100 }, (_, i) => i))}\`)), \`${JSON.stringify(Array.from({ length: 100 }, (_, i) => i))}\`)) > \`0\`]`,
  ])('hostile expression %# ends soon', (source) => {
    const big = Array.from({ length: 20_000 }, (_, i) => i);
    const start = performance.now();
    try {
      JSON.stringify(find(source, { words: ['ab'], big }));
    } catch (thrown) {
      expect(thrown instanceof PathProblem || thrown instanceof SyntaxProblem).toBe(true);
    }
    expect(performance.now() - start).toBeLessThan(5_000);
  });

  test('tells which members it reads first', () => {
    const roots = (source: string): string[] => [...compilePath(source).roots];
    expect(roots('step_1.items[0].id')).toEqual(['step_1']);
    expect(roots('length(step_1.items)')).toEqual(['step_1']);
    expect(roots('{a: x.y, b: z[0]}')).toEqual(['x', 'z']);
    expect(roots('a || b')).toEqual(['a', 'b']);
    expect(roots('items[?name == `1`].step_1')).toEqual(['items']);
  });

  test('throws nothing but its own errors', () => {
    const piece = fc.constantFrom(
      'a',
      'b',
      '.',
      '[',
      ']',
      '[*]',
      '[]',
      '[0]',
      '[?',
      '|',
      '@',
      '&',
      'length(',
      'sort_by(',
      'map(',
      ')',
      ',',
      '`1`',
      "'x'",
      '==',
      '{',
      '}',
      ':',
      '!',
      '||',
      '*',
      ' ',
      '"',
      '-1',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 10 }), fc.jsonValue(), (pieces, value) => {
        try {
          find(pieces.join(''), value as JsonValue);
        } catch (thrown) {
          expect(thrown instanceof PathProblem || thrown instanceof SyntaxProblem).toBe(true);
        }
      }),
      { numRuns: 1_500 },
    );
  });
});
