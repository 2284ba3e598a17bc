import { expect, it } from '@jest/globals';
import { z } from 'zod';
import { listed } from './shop-object.js';

const { next } = listed(z.object({ id: z.number() }));
const page = { index: 0, items: 2, total: 2, size: 2 };

it('goes on as long as the shop says that there are more pages', () => {
  expect(next([], { ...page, headers: { 'x-wp-totalpages': '2' } })).toEqual({ page: 2 });
  expect(next([], { ...page, index: 1, headers: { 'x-wp-totalpages': '2' } })).toBe(false);
});

it('goes on after a full page where a proxy has taken the number of pages away', () => {
  expect(next([], { ...page, headers: {} })).toEqual({ page: 2 });
  expect(next([], { ...page, items: 1, headers: {} })).toBe(false);
});
