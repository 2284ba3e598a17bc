import { describe, expect, test } from '@jest/globals';
import type { JsonValue } from '@patchbay/kernel';
import { MAX_FILLED_CHARS, type Scope } from './scope.js';
import { compileText } from './text-template.js';
import { MAX_PLACEHOLDERS, MAX_TEMPLATE_CHARS, parseTemplate } from './template.js';
import { compileValue } from './value-template.js';

function scope(values: Record<string, JsonValue>, secrets: Record<string, string> = {}): Scope {
  return {
    roots: new Map(Object.entries(values)),
    secrets: new Map(Object.entries(secrets)),
    absent: new Map([['step_9', 'was skipped']]),
    budgetChars: MAX_FILLED_CHARS,
  };
}

const text = (source: string, values: Record<string, JsonValue>): string =>
  compileText(parseTemplate(source), { place: 'config.x' })(scope(values));
const typed = (value: JsonValue, values: Record<string, JsonValue>): JsonValue =>
  compileValue(value, 'config.body', parseTemplate)(scope(values));

describe('a text with placeholders', () => {
  test('reads members, list elements and quoted names', () => {
    const input = { a: { b: [{ c: 1 }, { c: 2 }] }, 'first name': 'Ann', 'x-y': true };
    expect(text('{{input.a.b[1].c}}|{{ input.a.b.0.c }}|{{input["first name"]}}|{{input.x-y}}|{{input[\'x-y\']}}', { input })).toBe(
      '2|1|Ann|true|true',
    );
  });

  test('turns objects and lists into JSON text', () => {
    expect(text('v={{input.o}},{{input.l}}', { input: { o: { a: 1 }, l: [1, 'x'] } })).toBe('v={"a":1},[1,"x"]');
  });

  test('keeps the type when it is exactly one placeholder', () => {
    const input = { n: 5, o: { a: [true] }, z: null };
    expect(typed({ n: '{{input.n}}', o: '{{input.o}}', z: '{{input.z}}', s: ' {{input.n}}', l: ['{{input.n}}'] }, { input })).toEqual({
      n: 5,
      o: { a: [true] },
      z: null,
      s: ' 5',
      l: [5],
    });
  });

  test('takes the default for missing and for null values, of any JSON type', () => {
    const input = { z: null };
    expect(
      typed(
        [
          '{{input.a | default: "x"}}',
          "{{input.z|default:'it\\'s'}}",
          '{{ input.a | default: 3 }}',
          '{{input.a | default: null}}',
          '{{input.a | default: {"b": [1]} }}',
          '{{input.a | default: "}}"}}',
        ],
        { input },
      ),
    ).toEqual(['x', "it's", 3, null, { b: [1] }, '}}']);
  });

  test('leaves a lone }} and single braces alone', () => {
    expect(text('{"a":{"b":{}}} }} {x}', {})).toBe('{"a":{"b":{}}} }} {x}');
  });
});

describe('a missing value', () => {
  test('is an error that names the variable and the place', () => {
    expect(() => text('a {{input.user.email}}', { input: {} })).toThrow(
      expect.objectContaining({
        code: 'template_invalid',
        message: expect.stringContaining('config.x: {{input.user.email}} has no value'),
        detail: expect.objectContaining({ path: 'config.x' }),
      }),
    );
  });

  test('null inside a text is an error too, because it would be sent as the word null', () => {
    expect(() => text('a {{input.z}}', { input: { z: null } })).toThrow('{{input.z}} is null');
  });

  test('tells why a step has no output', () => {
    expect(() => text('{{step_9.id}}', {})).toThrow('because step "step_9" was skipped');
    expect(() => text('{{contact.email}}', {})).toThrow('because the call has no contact');
  });

  test.each([
    '{{input.length}}',
    '{{input.toString}}',
    '{{input.text.length}}',
    '{{input.list.length}}',
    '{{input.list["0"]}}',
    '{{input.text[0]}}',
    '{{input.hasOwnProperty.name}}',
  ])('%s reads nothing inherited', (source) => {
    expect(() => text(source, { input: { text: 'abc', list: [1, 2] } })).toThrow('has no value');
  });

  test('an own member called like a built-in one is read', () => {
    expect(text('{{input.toString}}', { input: { toString: 'own' } })).toBe('own');
  });
});

describe('what is not a template', () => {
  test.each([
    ['{{}}', 'is empty'],
    ['{{ input.a', 'not closed'],
    ['{{input.a}', 'not closed'],
    ['{{input.{{a}}}}', 'not a reference'],
    ['{{input..a}}', 'not a reference'],
    ['{{1}}', 'not a reference'],
    ['{{constructor.constructor("return process")()}}', 'may not read "constructor"'],
    ['{{input.constructor}}', 'may not read "constructor"'],
    ['{{__proto__.x}}', 'may not read "__proto__"'],
    ['{{input["__proto__"]}}', 'may not read "__proto__"'],
    ['{{input.a.prototype}}', 'may not read "prototype"'],
    ['{{input.a | upper}}', 'the only filter is default'],
    ['{{input.a | default}}', 'needs a value after default'],
    ['{{input.a | default: x}}', 'must be a quoted text'],
    ['{{input.a b}}', 'not a reference'],
    ['{{input[-1]}}', 'not a reference'],
    ['{{input[*].a}}', 'not a reference'],
    ['{{a()}}', 'not a reference'],
    [`{{${'a.'.repeat(40)}b}}`, 'more than 32 parts'],
    [`{{${'a'.repeat(2_000)}}}`, 'not closed'],
    ['{{x}}'.repeat(MAX_PLACEHOLDERS + 1), 'more than 500 placeholders'],
    ['x'.repeat(MAX_TEMPLATE_CHARS + 1), 'longer than 100000'],
  ])('%# is refused', (source, message) => {
    expect(() => parseTemplate(source)).toThrow(message);
  });

  test.each([
    ['{'.repeat(100_000)],
    ['}'.repeat(100_000)],
    ['{{'.repeat(50_000)],
    ['{{"'.repeat(33_000)],
    ['{{a["'.repeat(16_000)],
    [`{{a${' '.repeat(99_000)}}}`],
    ['{{a|default:"\\'.repeat(6_000)],
    ['{'.repeat(1_000_000)],
  ])('hostile text %# costs nothing', (source) => {
    const start = performance.now();
    try {
      parseTemplate(source);
    } catch {
      // Refused or not: what counts is that it is quick.
    }
    expect(performance.now() - start).toBeLessThan(5_000);
  });
});

test('placeholders cannot multiply a large value without end', () => {
  const big = 'x'.repeat(100_000);
  expect(() => text('{{input.big}}'.repeat(400), { input: { big } })).toThrow('add up to more than');
  expect(() =>
    typed(
      Array.from({ length: 400 }, () => '{{input}}'),
      { input: { big } },
    ),
  ).toThrow('add up to more than');
});

test('a member called __proto__ stays data', () => {
  const input = JSON.parse('{"a":{"__proto__":{"polluted":true}}}') as JsonValue;
  const filled = typed(JSON.parse('{"x":"{{input.a}}","__proto__":"{{input.a}}"}') as JsonValue, { input });
  expect(JSON.stringify(filled)).toBe('{"x":{"__proto__":{"polluted":true}},"__proto__":{"__proto__":{"polluted":true}}}');
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
});
