import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { PlatformError, type JsonValue } from '@patchbay/kernel';
import { SyntaxProblem } from '../values/syntax-problem.js';
import { MAX_FILLED_CHARS, type Scope } from '../templates/scope.js';
import { compileCondition } from './condition.js';
import { toCel } from './condition-lexer.js';

const scope = (values: Record<string, JsonValue>): Scope => ({
  roots: new Map(Object.entries(values)),
  secrets: new Map(),
  absent: new Map(),
  budgetChars: MAX_FILLED_CHARS,
});
const holds = (source: string, values: Record<string, JsonValue> = {}): boolean =>
  compileCondition(source, 'config.steps[0].condition.expression').holds(scope(values));

describe('a condition', () => {
  const values = {
    step_1: { companyId: 7, name: 'Ann', tags: ['a', 'b'], score: 2.5, ok: true, nothing: null, o: { constructor: 'x', a: 1 } },
    input: { n: 3, 'first-name': 'x' },
  };

  test.each([
    ['{{step_1.companyId}} !== null', true],
    ['{{step_1.nope}} !== null', false],
    ['{{step_1.nope.deeper}} === null', true],
    ['{{gone.x}} == null', true],
    ['{{step_1.nothing}} === undefined', true],
    ['{{step_1.companyId}} === 7', true],
    ['{{step_1.companyId}} == 7.0', true],
    ['7 === {{step_1.companyId}}', true],
    ['{{step_1.score}} > 2', true],
    ['{{step_1.score}} + 1 > 3', true],
    ['{{input.n}} % 2 === 1', true],
    ['{{input.n}} * 2 - 1 === 5', true],
    ['{{input.n}} / 2 === 1.5', true],
    ['{{step_1.name}} === "Ann" && {{step_1.ok}}', true],
    ['!{{step_1.ok}} || {{step_1.companyId}} < 5', false],
    ['step_1.companyId != null && step_1.nope == null', true],
    ['step_1.tags[0] == "a"', true],
    ['{{step_1.tags}}[1] == "b"', true],
    ['"a" in {{step_1.tags}}', true],
    ['step_1["name"] == \'Ann\'', true],
    ['size({{step_1.tags}}) === 2', true],
    ['step_1.name.startsWith("A")', true],
    ['{{step_1.name}}.contains("nn")', true],
    ['{{step_1.companyId}} in [1, 7]', true],
    ['{{step_1.o}} !== null', true],
    ['{{input.first-name}} == "x"', true],
    ['{{input.none | default: 5}} === 5', true],
    ['{{input.none | default: "}}"}} === "}}"', true],
    ['{{step_1.companyId}} === "7"', false],
    ['({{step_1.ok}}) ? true : false', true],
    ['{{step_1.name}} === "x === y && {{z}}"', false],
    ['"=== !== {{a}} \\" null" !== "x"', true],
    ['{{step_1.tags}} == ["a", "b"]', true],
    ['true // {{', true],
    ['{{now}} > "2020"', true],
  ])('%s', (source, expected) => {
    expect(holds(source, { ...values, now: '2026-01-31T12:00:00.000Z' })).toBe(expected);
  });

  test('leaves quoted texts untouched', () => {
    expect(toCel('"a === b" !== \'{{x}} !== y\'').source).toBe('"a === b" != \'{{x}} !== y\'');
  });

  test.each([
    ['', 'is empty'],
    ['{{a', 'not closed'],
    ['1 +', 'not a valid condition'],
    ['a ==== b', 'unexpected "="'],
    ['items.exists(i, i > 1)', 'which conditions cannot'],
    ['x.matches("(a+)+$")', 'which conditions cannot'],
    ['input.l.map(x, x)', 'which conditions cannot'],
    ['cel.bind(x, 1, x)', 'which conditions cannot'],
    ['has(input.a)', 'uses has()'],
    ['input.constructor == 1', 'may not read "constructor"'],
    ['{{input.__proto__}} == 1', 'may not read "__proto__"'],
    ['process.exit()', 'calls exit()'],
    ['eval("1")', 'calls eval()'],
    ['bytes(input.s).hex() == ""', 'calls bytes()'],
    ['input.l.join("x") == ""', 'calls join()'],
    ['input.a = 1', 'unexpected "="'],
    ['1', 'must be true or false'],
    ['"text"', 'must be true or false'],
    ['"{{step_1.id}}" === "x"', 'without quotes'],
    ['a `b`', 'unexpected "`"'],
    [`${'('.repeat(200)}true${')'.repeat(200)}`, 'not a valid condition'],
    ['x'.repeat(1_001), 'longer than 1000'],
    ['(() => 1)()', 'unexpected "="'],
    ['"unclosed', 'unexpected'],
  ])('%s is refused', (source, message) => {
    expect(() => compileCondition(source, 'p')).toThrow(SyntaxProblem);
    expect(() => compileCondition(source, 'p')).toThrow(message);
  });

  test.each([
    ['{{input.n}} > "a"'],
    ['!{{input.s}}'],
    ['{{input.none}} > 5'],
    ['{{input.n}}'],
    ['{{input.s}} && true'],
    ['{{input.s}} + 1 == 2'],
    ['{{input.l}}[9] == 1'],
    ['{{input.o}}.none == 1'],
  ])('%s does not fit its values and says so', (source) => {
    expect(() => holds(source, { input: { n: 1, s: 'x', l: [], o: {} } })).toThrow(
      expect.objectContaining({
        code: 'template_invalid',
        detail: expect.objectContaining({ path: 'config.steps[0].condition.expression' }),
      }),
    );
  });

  test('reads only own data', () => {
    for (const source of ['{{input.toString}} == null', 'input.valueOf == null', '{{input.l.length}} == null'])
      expect(holds(source, { input: { l: [1] } })).toBe(true);
    expect(() => holds('{{input.o}}.toString == null', { input: { o: {} } })).toThrow(PlatformError);
  });

  test('refuses values that would be costly to look through', () => {
    expect(() => holds('{{input}} != null', { input: 'x'.repeat(10) })).not.toThrow();
    expect(() => holds('{{input}} == "x"', { input: 'x'.repeat(200_000) })).toThrow('too large');
    expect(() => holds('{{input}} != {}', { input: { big: Array.from({ length: 200_000 }, () => 'abcdef') } })).toThrow('too large');
  });

  test('asks whether a large value is there without looking into it', () => {
    const input = { big: Array.from({ length: 200_000 }, () => 'abcdef') };
    expect(holds('{{input}} !== null && (input.big != undefined) && !({{input.none}} !== null)', { input })).toBe(true);
    expect(toCel('({{a.b}} !== null) || a.b == null ? a.b === null : [a.b != null]').source).toBe('(!v0) || v0 ? v0 : [!v0]');
    expect(toCel('1 + {{a.b}} == null').source).toBe('1 + v0 == null');
  });

  test('is cheap however it is written and whatever it reads', () => {
    const start = performance.now();
    holds(`${'{{input.s}}.contains("b") || '.repeat(30)}true`, { input: { s: 'a'.repeat(99_000) } });
    expect(performance.now() - start).toBeLessThan(5_000);
  });

  test('throws nothing but its own errors for any text and any value', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '{{input}}',
        '{{input.a}}',
        'input.a',
        '===',
        '!==',
        '&&',
        '||',
        '!',
        '(',
        ')',
        '[',
        ']',
        '"',
        '1',
        '1.5',
        'null',
        'true',
        '.',
        'size(',
        '?',
        ':',
        ' ',
        '{',
        '}',
        'in',
        '-',
      ),
      fc.string({ maxLength: 4 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), fc.jsonValue(), (pieces, value) => {
        try {
          expect(typeof compileCondition(pieces.join(''), 'p').holds(scope({ input: value as JsonValue }))).toBe('boolean');
        } catch (thrown) {
          expect(thrown instanceof SyntaxProblem || (thrown instanceof PlatformError && thrown.code === 'template_invalid')).toBe(true);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
