import { describe, expect, it } from '@jest/globals';
import { encodePairs, toPairs, type ArrayStyle } from './query-string.js';

const encoded = (arrays: ArrayStyle) =>
  decodeURIComponent(encodePairs(toPairs({ a: [1, 2], b: { c: true, d: undefined }, e: [{ f: 'x' }], g: undefined }, arrays)));

describe('queries and forms', () => {
  it.each([
    ['repeat', 'a=1&a=2&b[c]=true&e[0][f]=x'],
    ['brackets', 'a[]=1&a[]=2&b[c]=true&e[0][f]=x'],
    ['indices', 'a[0]=1&a[1]=2&b[c]=true&e[0][f]=x'],
  ] as const)('write lists in the style %s', (style, text) => expect(encoded(style)).toBe(text));

  it('write lists with commas', () => expect(toPairs({ ids: ['1', '2'], none: [] }, 'comma')).toEqual([['ids', '1,2']]));

  it('unset a form field with null', () => expect(toPairs({ name: null }, 'repeat')).toEqual([['name', '']]));

  it('encode what would make another field', () => expect(encodePairs([['q', 'a&b=c']])).toBe('q=a%26b%3Dc'));
});
