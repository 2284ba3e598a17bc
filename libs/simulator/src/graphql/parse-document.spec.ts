import { expect, it } from '@jest/globals';
import { parseOperation } from './parse-document.js';

it('reads fields, aliases, arguments of every kind and fragments', () => {
  const document = `
    fragment Whole on Board { id ...Named }
    fragment Named on Board { name }
    # a comment { with } brackets
    query Boards($limit: Int = 5, $ids: [ID!]) {
      result: boards(limit: $limit, ids: $ids, state: active, text: "a \\"quoted\\" { text", deep: { list: [1, -2.5, true, null] }) {
        ...Whole ... on Board { groups { id } }
      }
      me { email }
    }`;
  const operation = parseOperation(document, { limit: 2 });
  expect(operation?.kind).toBe('query');
  expect(operation?.fields).toMatchObject([
    {
      name: 'boards',
      alias: 'result',
      args: { limit: 2, state: 'active', text: 'a "quoted" { text', deep: { list: [1, -2.5, true, null] } },
      fields: [{ name: 'id' }, { name: 'name' }, { name: 'groups', fields: [{ name: 'id' }] }],
    },
    { name: 'me', alias: 'me', fields: [{ name: 'email' }] },
  ]);
  expect(operation?.fields[0]?.args).not.toHaveProperty('ids');
});

it('follows @include and @skip', () => {
  const document = 'mutation ($on: Boolean!) { a: change(id: 1) @include(if: $on) b: change(id: 2) @skip(if: $on) }';
  const names = (on: boolean) => parseOperation(document, { on })?.fields.map(({ alias }) => alias);
  expect([parseOperation(document, { on: true })?.kind, names(true), names(false)]).toEqual(['mutation', ['a'], ['b']]);
});

it.each(['', 'query', '{ a', '{ a(b: }', '{ ...Unknown }', 'fragment A on B { c }'])('"%s" is no operation', (document) => {
  expect(parseOperation(document, {})).toBeUndefined();
});
