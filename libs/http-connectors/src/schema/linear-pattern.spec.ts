import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { SyntaxProblem } from '../values/syntax-problem.js';
import { LinearPattern } from './linear-pattern.js';

const matches = (pattern: string, text: string): boolean => new LinearPattern(pattern, () => undefined).test(text);

describe('a pattern in linear time', () => {
  test.each([
    ['^\\+?[0-9 ()-]{7,20}$', ['+1 (555) 010-99', '12', 'abc', '+49 30 1234567']],
    ['a', ['', 'a', 'bab', 'b']],
    ['^a*$', ['', 'aaa', 'ab']],
    ['^(?:ab|cd)+$', ['abcdab', 'abc', '']],
    ['^a{2,3}$', ['a', 'aa', 'aaa', 'aaaa']],
    ['^a{2,}b?$', ['aab', 'a', 'aaaa']],
    ['^[^a-c\\d]+$', ['xyz', 'xay', 'x1']],
    ['\\bcat\\b', ['a cat!', 'concat', 'cat']],
    ['\\Bat', ['cat', 'at']],
    ['^.$', ['é', '😀', 'ab', '\n', '']],
    ['^\\p{Lu}\\p{Ll}+$', ['Ännchen', 'ann', 'ANN']],
    ['^\\u{1F600}$', ['😀', 'x']],
    ['^\\x41\\u0042$', ['AB', 'ab']],
    ['^(?<year>\\d{4})-(\\d\\d)$', ['2026-01', '26-01']],
    ['a|b|', ['c', '', 'a']],
    ['^(a|ab)(c|bcd)(d*)$', ['abcd', 'acd', 'ab']],
    ['^(a+)+$', ['aaaa', 'aaab']],
    ['(^a|b$)', ['ax', 'xb', 'xa']],
    ['^[\\w.+-]+@[\\w-]+\\.[\\w.]+$', ['a.b+c@d-e.co', 'nope', 'a@b']],
    ['^$', ['', 'a']],
    ['[\\]\\\\^-]', [']', '\\', '-', 'a']],
    ['^\\/a\\.b$', ['/a.b', '/axb']],
    ['x*', ['', 'y']],
    ['^(?:a?){10}a{10}$', ['a'.repeat(10), 'a'.repeat(9)]],
    ['^a+?b*?$', ['aab', 'b']],
    ['()', ['', 'x']],
    ['^(?:(?:a|)*b)*$', ['aab', '', 'a']],
  ])('%s judges like the built-in engine', (pattern, texts) => {
    for (const text of texts) expect([text, matches(pattern, text)]).toEqual([text, new RegExp(pattern, 'u').test(text)]);
  });

  test('judges like the built-in engine for generated patterns and texts', () => {
    const atom = fc.constantFrom('a', 'b', '[ab]', '[^a]', '.', '\\w', '^', '$', '\\b', '(?:ab)', '(a|b)', '');
    const piece = fc
      .tuple(atom, fc.constantFrom('', '', '*', '+', '?', '{2}', '{0,2}', '{1,}'))
      .map(([part, quantifier]) => (['^', '$', '\\b', ''].includes(part) ? part : part + quantifier));
    const pattern = fc
      .array(
        fc.array(piece, { maxLength: 4 }).map((parts) => parts.join('')),
        { minLength: 1, maxLength: 3 },
      )
      .map((options) => options.join('|'));
    const nested = fc
      .tuple(pattern, pattern, fc.constantFrom('*', '+', '?', ''))
      .map(([outer, inner, quantifier]) => `${outer}(?:${inner})${quantifier}`);
    fc.assert(
      fc.property(fc.oneof(pattern, nested), fc.string({ unit: fc.constantFrom('a', 'b', ' ', 'é'), maxLength: 8 }), (source, text) => {
        expect(matches(source, text)).toBe(new RegExp(source, 'u').test(text));
      }),
      { numRuns: 1_500 },
    );
  });

  test.each([
    ['^(a+)+$'],
    ['^(a|a)*$'],
    ['^(a|aa)+$'],
    ['(x+x+)+y'],
    ['^([a-zA-Z0-9])(([\\-.]|[_]+)?([a-zA-Z0-9]+))*(@){1}$'],
    ['^(.*a){20}$'],
    ['a*a*a*a*a*a*b'],
  ])('%s does not backtrack', (pattern) => {
    let steps = 0;
    expect(
      new LinearPattern(pattern, (count) => {
        steps += count;
      }).test(`${'a'.repeat(2_000)}!`),
    ).toBe(false);
    expect(steps).toBeLessThan(2_000 * 400);
  });

  test.each([
    ['(?=a)', 'not supported'],
    ['(?!a)', 'not supported'],
    ['(?<=a)b', 'not supported'],
    ['(a)\\1', 'not supported'],
    ['(?<n>a)\\k<n>', 'not supported'],
    ['(', 'not a valid regular expression'],
    ['a{2,1}', 'not a valid regular expression'],
    ['[z-a]', 'not a valid'],
    ['(?:a{1000}){1000}', 'more than 1000 parts'],
    ['a'.repeat(501), 'longer than 500'],
    [`${'('.repeat(30)}a${')'.repeat(30)}`, 'nests more than 20'],
  ])('%s is refused', (pattern, message) => {
    expect(() => matches(pattern, '')).toThrow(SyntaxProblem);
    expect(() => matches(pattern, '')).toThrow(message);
  });
});
