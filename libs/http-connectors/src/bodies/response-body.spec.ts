import { describe, expect, test } from '@jest/globals';
import { toResponse } from '../../test/connector-run.js';
import { readBody, readBodyLeniently } from './response-body.js';

const read = (body: string | Uint8Array, type: string): unknown => readBody(toResponse({ body, type })).value;

describe('an answer', () => {
  test.each<[string, string | Uint8Array, unknown]>([
    ['application/json', '{"a":[1,null]}', { a: [1, null] }],
    ['application/json; charset=utf-8', ' 5 ', 5],
    ['application/problem+json', '{"title":"x"}', { title: 'x' }],
    ['application/json', '', null],
    ['application/json', '  ', null],
    ['application/json', '\ufeff{"a":1}', { a: 1 }],
    ['application/xml', '<a x="1 &amp; 2"><b>007</b><b>&lt;&#65;</b><c/></a>', { a: { '@_x': '1 & 2', b: ['007', '<A'], c: '' } }],
    ['text/xml; charset=utf-8', '<?xml version="1.0"?><a><![CDATA[x<y]]></a>', { a: 'x<y' }],
    ['application/soap+xml', '<s:a xmlns:s="u">1</s:a>', { 's:a': { '#text': '1', '@_xmlns:s': 'u' } }],
    ['application/x-www-form-urlencoded', 'a=1&b=x+y%26&a=2&a=3', { a: ['1', '2', '3'], b: 'x y&' }],
    ['text/plain', 'hello', 'hello'],
    ['text/html', '<p>', '<p>'],
    ['text/csv', 'a,b', 'a,b'],
    ['', '{"a":1}', { a: 1 }],
    ['', '[broken', '[broken'],
    ['', 'plain', 'plain'],
    ['text/plain; charset=iso-8859-1', Uint8Array.of(0xe9), 'é'],
    ['text/plain; charset=nonsense', 'é', 'é'],
    ['image/png', Uint8Array.of(1, 2, 255), { contentType: 'image/png', base64: 'AQL/' }],
    ['', Uint8Array.of(0xff, 0xfe), { contentType: 'application/octet-stream', base64: '//4=' }],
  ])('%s %#', (type, body, expected) => {
    expect(read(body, type)).toEqual(expected);
  });

  test.each([
    ['application/json', '{"a":'],
    ['application/json', '<html>'],
    ['application/json', `${'['.repeat(5_000)}${']'.repeat(5_000)}`],
    ['application/xml', '<a>'],
    ['application/xml', 'nope'],
    ['application/xml', '<!DOCTYPE a [<!ENTITY e "boom">]><a>&e;</a>'],
    ['application/xml', `${'<a>'.repeat(50_000)}${'</a>'.repeat(50_000)}`],
    ['application/xml', '<__proto__><polluted>1</polluted></__proto__>'],
  ])('%s that is not what it says is drift %#', (type, body) => {
    expect(() => read(body, type)).toThrow(expect.objectContaining({ code: 'provider_drift' }));
    expect(readBodyLeniently(toResponse({ body, type })).value).toBe(body);
  });

  test('never touches a prototype', () => {
    expect(JSON.stringify(read('{"__proto__":{"polluted":1}}', 'application/json'))).toBe('{"__proto__":{"polluted":1}}');
    expect(JSON.stringify(read('__proto__=1&__proto__=2&constructor=3', 'application/x-www-form-urlencoded'))).toBe(
      '{"__proto__":["1","2"],"constructor":"3"}',
    );
    read('<a __proto__="1"><b>2</b></a>', 'application/xml');
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  test('hostile XML and deep JSON are refused quickly', () => {
    const start = performance.now();
    for (const [type, body] of [
      ['application/xml', `<a ${'b="1" '.repeat(100_000)}/>`],
      ['application/xml', `<a>${'<!--'.repeat(100_000)}</a>`],
      ['application/xml', `<a>${'&amp;'.repeat(200_000)}</a>`],
      ['application/json', '[{"a":'.repeat(500_000)],
    ] as const) {
      readBodyLeniently(toResponse({ body, type }));
    }
    expect(performance.now() - start).toBeLessThan(5_000);
  });
});
