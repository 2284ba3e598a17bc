import { expect, it } from '@jest/globals';
import { selectOf } from './select.js';

const ROWS = [
  { Id: '1', Name: 'Mill', City: 'London', Wheels: 50, Owner: { Name: 'Ada' } },
  { Id: '2', Name: "Babbage's", City: 'Bath', Wheels: 8_000 },
  { Id: '3', Name: 'Loom', City: 'London', Wheels: 900, Note: 'old' },
];
const found = (query: string) => ROWS.filter((row) => selectOf(query)?.fits(row)).map(({ Id }) => Id);

it.each([
  ["select Id from Machine where City = 'London'", ['1', '3']],
  ["SELECT Id FROM Machine WHERE Name = 'Babbage\\'s'", ['2']],
  ['select Id from Machine where Wheels > 800 and Wheels <= 8000', ['2', '3']],
  ["select Id from Machine where Name like 'L%' or City = 'Bath'", ['2', '3']],
  ["select Id from Machine where City in ('Bath', 'York')", ['2']],
  ['select Id from Machine where Note is not null', ['3']],
  ['select Id from Machine where Note = null', ['1', '2']],
  ["select Id from Machine where Owner.Name = 'Ada'", ['1']],
  ['select Id from Machine', ['1', '2', '3']],
])('%s finds %j', (query, ids) => {
  expect(found(query)).toEqual(ids);
});

it('reads fields, order and both ways to say a part', () => {
  expect(selectOf('select Id, Name from Machine order by Name desc limit 5')).toMatchObject({
    fields: ['Id', 'Name'],
    from: 'Machine',
    orderBy: { field: 'Name', descending: true },
    limit: 5,
    offset: 0,
  });
  expect(selectOf('select Id from Machine where Id is not null limit 10, 5')).toMatchObject({ offset: 10, limit: 5 });
});

it.each(['', 'selec Id from x', 'select from Machine', 'select Id from Machine where', 'drop table x'])('"%s" is no query', (query) => {
  expect(selectOf(query)).toBeUndefined();
});
