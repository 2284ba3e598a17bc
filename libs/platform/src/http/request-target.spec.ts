import { describe, expect, it, test } from '@jest/globals';
import fc from 'fast-check';
import { EgressPolicy } from './egress-policy.js';
import { MAX_URL_LENGTH, parseTarget, splitPlainUrl } from './request-target.js';

const policy = new EgressPolicy([]);

/** The many ways to write 127.0.0.1, 169.254.169.254 and their like. */
const DISGUISES = [
  'http://127.0.0.1/',
  'http://127.1/',
  'http://2130706433/',
  'http://0x7f.1/',
  'http://0x7f000001/',
  'http://0177.0.0.1/',
  'http://017700000001/',
  'http://0/',
  'http://127.0.0.1./',
  'http://[::1]/',
  'http://[::ffff:127.0.0.1]/',
  'http://[::ffff:7f00:1]/',
  'http://[0:0:0:0:0:ffff:7f00:0001]/',
  'http://[::127.0.0.1]/',
  'http://[64:ff9b::7f00:1]/',
  'http://１２７.０.０.１/',
  'http://127。0。0。1/',
  'http:\\\\127.0.0.1\\',
  'http://%31%32%37.0.0.1/',
  'http://169.254.169.254/latest/meta-data',
  'http://0xa9fea9fe/',
  'http://2852039166/',
  'http://[fd00:ec2::254]/',
  'http://168.63.129.16/',
  'http://100.100.100.200/',
  'http://10.0.0.1:8080/',
  'https://192.168.0.1/',
];

describe('parseTarget', () => {
  it.each(DISGUISES)('refuses %s without a socket', (url) => {
    expect(() => parseTarget(url, policy)).toThrow(
      expect.objectContaining({
        code: 'egress_denied',
        detail: expect.objectContaining({ sent: false, host: expect.stringMatching(/./) }),
      }),
    );
  });

  it.each([
    'ftp://example.com/',
    'file:///etc/passwd',
    'gopher://example.com/',
    'data:text/plain,x',
    'javascript:alert(1)',
    'ws://example.com/',
    'http://user:pass@example.com/',
    'http://user@example.com/',
    'http://example.com:0/',
    'http://',
    'not a url',
    '',
    '/relative',
    'http://exa mple.com/',
    'http://example.com:99999/',
    `http://example.com/${'x'.repeat(MAX_URL_LENGTH)}`,
  ])('refuses %.40s', (url) => {
    expect(() => parseTarget(url, policy)).toThrow(expect.objectContaining({ code: 'egress_denied' }));
  });

  it('keeps path and query and drops the fragment', () => {
    expect(parseTarget('HTTPS://API.Example.com:443/a/../b?x=1#frag', policy)).toEqual({
      origin: 'https://api.example.com',
      hostname: 'api.example.com',
      path: '/b?x=1',
    });
  });

  it('permits a literal that the operator allows', () => {
    expect(parseTarget('http://[::1]:81/', new EgressPolicy(['::1/128']))).toEqual({
      origin: 'http://[::1]:81',
      hostname: '::1',
      path: '/',
    });
  });

  it('tells neither path nor credentials in its message', () => {
    const say = (url: string): string => {
      try {
        parseTarget(url, policy);
        return '';
      } catch (error) {
        return String(error);
      }
    };
    expect(say('http://user:hunter2@example.com/') + say('http://127.0.0.1/hunter2')).not.toMatch(/hunter2/);
  });
});

describe('splitPlainUrl', () => {
  it('splits an ordinary URL', () => {
    expect(splitPlainUrl('https://api.example.com:8443/v1/phone?phone=%2B49&x=a.b')).toEqual({
      origin: 'https://api.example.com:8443',
      path: '/v1/phone?phone=%2B49&x=a.b',
    });
  });

  it.each([
    'https://a.b',
    'https://a.b/x#f',
    'https://a.b/x y',
    'https://a.b/../x',
    'https://a.b/%2e%2e/x',
    'https://a.b/ü',
    "https://a.b/?q='",
    'https://a.b/a\\b',
    '/x',
    'https://a.b/\n',
  ])('leaves %j to the parser', (url) => {
    expect(splitPlainUrl(url)).toBeUndefined();
  });

  test("never differs from the parser where the origin is written the parser's way", () => {
    const piece = fc.constantFrom(
      '/',
      '.',
      '..',
      '%2e',
      '%',
      'a',
      'B',
      '?',
      '#',
      '\\',
      ' ',
      '@',
      ':',
      '//',
      '&',
      '=',
      ';',
      "'",
      '"',
      '^',
      '|',
      '~',
      '\t',
      'é',
      '{',
      '!',
      '*',
      '(',
      ',',
      '$',
      '+',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const url = `https://api.example.com/${pieces.join('')}`;
        const split = splitPlainUrl(url);
        if (split === undefined) return;
        const parsed = new URL(url);
        expect([split.origin, split.origin + split.path]).toEqual([parsed.origin, parsed.href]);
      }),
      { numRuns: 5_000 },
    );
  });
});
