import { text } from 'node:stream/consumers';
import { expect, test } from '@jest/globals';
import { csvFile, csvLine } from './csv.js';

test('commas, quotes and line breaks are quoted, absent values are empty', () => {
  expect(csvLine(['a,b', 'say "x"', 'two\nlines', null, 1.5, true, ''])).toBe('"a,b","say ""x""","two\nlines",,1.5,true,\r\n');
});

test('a text that a spreadsheet would run as a formula stays text; a negative number stays a number', () => {
  expect(csvLine(['=HYPERLINK("x")', '+1', '-1', '@x', -1])).toBe(`"'=HYPERLINK(""x"")",'+1,'-1,'@x,-1\r\n`);
});

test('every page is in the file, also one that is empty and leads on', async () => {
  const pages = [
    { data: [1, 2], nextCursor: 'a' },
    { data: [], nextCursor: 'b' },
    { data: [3], nextCursor: null },
  ];
  const asked: (string | undefined)[] = [];
  const file = await csvFile<number>({
    name: 'numbers',
    columns: { number: (row) => row, even: (row) => row % 2 === 0 },
    read: (page) => {
      asked.push(page.cursor);
      return Promise.resolve(pages[asked.length - 1] ?? { data: [], nextCursor: null });
    },
  });
  expect(await text(file.getStream())).toBe('number,even\r\n1,false\r\n2,true\r\n3,false\r\n');
  expect(asked).toEqual([undefined, 'a', 'b']);
});

test('what is wrong with the question is thrown before the file begins', async () => {
  await expect(csvFile({ name: 'x', columns: {}, read: () => Promise.reject(new Error('no')) })).rejects.toThrow('no');
});
