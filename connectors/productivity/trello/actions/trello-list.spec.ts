import { expect, it } from '@jest/globals';
import { written } from './trello-list.js';

it('sends the fields of a write as query parameters', () => {
  expect(written({ name: 'Manual', desc: 'Short' })).toEqual({ query: { name: 'Manual', desc: 'Short' } });
});

it('sends them as a JSON body when the address would be too long', () => {
  const fields = { name: 'Manual', desc: '漏れています。'.repeat(100) };
  expect(written(fields)).toEqual({ json: fields });
});
