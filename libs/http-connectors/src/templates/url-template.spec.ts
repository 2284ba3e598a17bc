import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { PlatformError, type JsonValue } from '@patchbay/kernel';
import { MAX_FILLED_CHARS, type Scope } from './scope.js';
import { parseTemplate } from './template.js';
import { compileUrl } from './url-template.js';

const scope = (input: JsonValue): Scope => ({
  roots: new Map([['input', input]]),
  secrets: new Map(),
  absent: new Map(),
  budgetChars: MAX_FILLED_CHARS,
});
const url = (source: string, input: JsonValue = {}): string => compileUrl(parseTemplate(source), 'config.url').render(scope(input));

describe('a URL template', () => {
  test.each([
    ['https://api.example.com', {}, 'https://api.example.com/'],
    ['https://api.example.com/v1/items', {}, 'https://api.example.com/v1/items'],
    ['https://api.example.com?x={{input.x}}', { x: 'a&b=c#d' }, 'https://api.example.com/?x=a%26b%3Dc%23d'],
    ['https://api.example.com/users/{{input.id}}/posts', { id: 'a/b?c#d e%' }, 'https://api.example.com/users/a%2Fb%3Fc%23d%20e%25/posts'],
    [
      'https://api.example.com/{{input.id}}.json?q={{input.q}}&r=1',
      { id: 7, q: [1, 'x'] },
      'https://api.example.com/7.json?q=%5B1%2C%22x%22%5D&r=1',
    ],
    ['http://localhost:8080/{{input.id}}', { id: 'é' }, 'http://localhost:8080/%C3%A9'],
    ['https://api.example.com/a b/ü?x=%20y z', {}, 'https://api.example.com/a%20b/%C3%BC?x=%20y%20z'],
    ['https://api.example.com/x{{input.a}}{{input.b}}y/', { a: '.', b: '.' }, 'https://api.example.com/x..y/'],
    ['https://api.example.com/{{input.id | default: "none?"}}', {}, 'https://api.example.com/none%3F'],
    ['https://api.example.com/{{input.id}}', { id: 'a\ud800b\\' }, 'https://api.example.com/a%EF%BF%BDb%5C'],
  ])('%s', (source, input, expected) => {
    expect(url(source, input)).toBe(expected);
  });

  test.each(['.', '..', ''])('refuses the value %j alone in a path segment', (id) => {
    expect(() => url('https://api.example.com/users/{{input.id}}/x', { id })).toThrow(/makes a path segment that is/);
  });

  test.each([
    ['.', '{{input.id}}'],
    ['%2e', '{{input.id}}'],
    ['%2E', '{{input.id}}'],
  ])("refuses dots put together with the author's %s", (before, placeholder) => {
    expect(() => url(`https://api.example.com/${before}${placeholder}`, { id: '.' })).toThrow('would address another resource');
  });

  test.each([
    ['{{input.base}}/x', 'scheme and host must be written out'],
    ['https://{{input.host}}/x', 'would be part of the host'],
    ['https://api.example.com{{input.x}}', 'would be part of the host'],
    ['https://api.{{input.x}}.com/', 'would be part of the host'],
    ['https://api.example.com:{{input.port}}/', 'would be part of the host'],
    ['ftp://x.example/', 'must begin with http'],
    ['/relative', 'must begin with http'],
    ['javascript:alert(1)', 'must begin with http'],
    ['https://user:pass@x.example/', 'user name or password'],
    ['https:///x', 'no valid host'],
    ['https://exa mple.com/', 'no valid host'],
    ['https://x.example/#f', 'fragment'],
    ['https://x.example/{{input.a}}#f', 'fragment'],
    ['http://[::1/', 'no valid host'],
    ['', 'is empty'],
  ])('%s is refused', (source, message) => {
    expect(() => url(source)).toThrow(message);
  });

  test('is bounded in length when filled in', () => {
    expect(() => url('https://x.example/?q={{input.q}}', { q: 'x'.repeat(20_000) })).toThrow('longer than 16384');
  });

  test('no value can leave its path segment or query value', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (id, q) => {
        let filled: string;
        try {
          filled = url('https://api.example.com/users/{{input.id}}/posts?q={{input.q}}&last=1', { id, q });
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(PlatformError);
          expect(['', '.', '..']).toContain(id);
          return;
        }
        const parsed = new URL(filled);
        expect(parsed.origin).toBe('https://api.example.com');
        const segments = parsed.pathname.split('/');
        expect(segments).toHaveLength(4);
        expect([segments[1], decodeURIComponent(segments[2] ?? ''), segments[3]]).toEqual(['users', id.toWellFormed(), 'posts']);
        expect([...parsed.searchParams]).toEqual([
          ['q', q.toWellFormed()],
          ['last', '1'],
        ]);
        expect(parsed.hash).toBe('');
      }),
      { numRuns: 500 },
    );
  });
});
