import { describe, expect, test } from '@jest/globals';
import { isPlatformError } from '@patchbay/kernel';
import { MAX_JSON_DEPTH, readJsonBody } from './json-body.js';

const read = (text: string | Buffer): unknown => readJsonBody(Buffer.from(text));

function refusal(text: string | Buffer): { code: string; path?: string | undefined } {
  try {
    read(text);
  } catch (error) {
    if (isPlatformError(error)) return { code: error.code, path: error.detail.errors?.[0]?.path };
  }
  return { code: 'accepted' };
}

describe('reading a JSON body', () => {
  test('gives the value, and undefined for an empty body', () => {
    expect(read('{"a":[1,"é",null]}')).toEqual({ a: [1, 'é', null] });
    expect(read('')).toBeUndefined();
  });

  test('refuses what is no JSON or no UTF-8 without quoting it', () => {
    expect(refusal('{"secret": tr}').code).toBe('malformed_json');
    expect(() => read('{"secret": tr}')).toThrow(/^The body is not valid JSON/);
    expect(refusal(Buffer.from([0x22, 0xff, 0x22])).code).toBe('malformed_json');
    expect(refusal(Buffer.from('{"a":"\0"}')).code).toBe('malformed_json');
  });

  test.each([
    ['{"a":{"b":["x","\\u0000"]}}', 'a.b[1]'],
    ['{"a":"\\ud800"}', 'a'],
    ['{"a":"\\udc00x"}', 'a'],
    ['{"a b":{"c":"\\ud83dx"}}', '["a b"].c'],
    ['{"a":{"\\u0000":1}}', 'a'],
    ['{"a":{"__proto__":{}}}', 'a.__proto__'],
    ['{"\\u005f_proto__":{}}', '__proto__'],
    ['{"constructor":{"prototype":{"x":1}}}', 'constructor.prototype'],
  ])('names the place of a string or key that cannot be held: %s', (body, path) => {
    expect(refusal(body)).toEqual({ code: 'input_invalid', path });
  });

  test('takes whole surrogate pairs and harmless keys', () => {
    expect(read('{"a":"\\ud83d\\ude00","constructor":"Ferrari"}')).toEqual({ a: '😀', constructor: 'Ferrari' });
  });

  test('refuses nesting beyond the cap, whatever strings hold', () => {
    const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);
    expect(refusal(nested(MAX_JSON_DEPTH)).code).toBe('accepted');
    expect(refusal(nested(MAX_JSON_DEPTH + 1)).code).toBe('input_invalid');
    expect(refusal(nested(400_000)).code).toBe('input_invalid');
    expect(refusal(JSON.stringify({ a: `\\"${'['.repeat(500)}` })).code).toBe('accepted');
  });
});
