import { expect, test } from '@jest/globals';
import { parseCsv } from './csv-parser.js';

const cells = (text: string) => parseCsv(text).map((row) => row.cells);

test.each<[string, string[][]]>([
  [
    'a,b\r\n1,2\r\n',
    [
      ['a', 'b'],
      ['1', '2'],
    ],
  ],
  [
    '\uFEFFa,b\n1,2',
    [
      ['a', 'b'],
      ['1', '2'],
    ],
  ],
  [
    'a,"b ""x"", c"\n"line\nbreak",2',
    [
      ['a', 'b "x", c'],
      ['line\nbreak', '2'],
    ],
  ],
  [
    'a,\n\n,b\n',
    [
      ['a', ''],
      ['', 'b'],
    ],
  ],
  ['a,""\n""', [['a', '']]],
  ['', []],
])('reads %j', (text, expected) => {
  expect(cells(text)).toEqual(expected);
});

test('rows know the line they start on, also after a line break inside quotes', () => {
  expect(parseCsv('a\n"x\ny"\n\nb').map((row) => row.line)).toEqual([1, 2, 5]);
});

test.each([
  ['a,"b', 'line 1: has a quote that is never closed'],
  ['a\n"b"c', 'line 2: has text after a closing quote'],
])('refuses %j', (text, message) => {
  expect(() => parseCsv(text)).toThrow(message);
});

test('a megabyte of quotes or commas is read in linear time', () => {
  const started = performance.now();
  expect(cells(`"${'""'.repeat(250_000)}"`)[0]?.[0]).toHaveLength(250_000);
  expect(cells(','.repeat(1_000_000))[0]).toHaveLength(1_000_001);
  expect(performance.now() - started).toBeLessThan(3_000);
});
