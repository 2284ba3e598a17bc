import { z } from 'zod';
import { defineAction } from '@patchbay/connector-sdk';
import { FIELDS, Item, toItem, Wire } from './item-shape.js';
import { found, Id, Key, Max } from './monday-graphql.js';

const Page = z.object({ cursor: z.string().nullish(), items: z.array(Wire) });

const Filter = z.object({
  columnId: Key.describe('Of a column, or name, group'),
  operator: z
    .enum([
      'any_of',
      'not_any_of',
      'is_empty',
      'is_not_empty',
      'greater_than',
      'greater_than_or_equals',
      'lower_than',
      'lower_than_or_equal',
      'between',
      'contains_text',
      'not_contains_text',
      'contains_terms',
      'starts_with',
      'ends_with',
      'within_the_next',
      'within_the_last',
    ])
    .default('any_of'),
  value: z
    .union([z.string(), z.number(), z.array(z.union([z.string(), z.number()]))])
    .describe('https://developer.monday.com/api-reference/reference/column-types-reference says what of which column'),
});

const LIST = `query ($board: ID!, $params: ItemsQuery, $cursor: String, $limit: Int!) {
  boards(ids: [$board]) { items_page(query_params: $params, cursor: $cursor, limit: $limit) { cursor items { ...ItemFields } } }
} ${FIELDS}`;
const list = defineAction({
  key: 'item.list',
  title: 'List items of board',
  effect: 'read',
  input: z.object({
    boardId: Id,
    filters: z.array(Filter).min(1).max(20).optional(),
    match: z.enum(['and', 'or']).describe('Whether all filters have to fit, or one').default('and'),
    orderBy: z.object({ columnId: Key, direction: z.enum(['asc', 'desc']).default('asc') }).optional(),
    max: Max,
  }),
  output: z.array(Item),
  async run({ input, http }) {
    const params = {
      operator: input.match,
      rules: input.filters?.map((f) => ({ column_id: f.columnId, operator: f.operator, compare_value: f.value })),
      order_by: input.orderBy && [{ column_id: input.orderBy.columnId, direction: input.orderBy.direction }],
    };
    const pageOf = (page: { boards?: ({ items_page: z.output<typeof Page> } | null)[] | null | undefined }) =>
      found(page.boards, 'board').items_page;
    // https://developer.monday.com/api-reference/reference/items-page (the query is in the cursor, and refused beside it)
    const items = await http.all('/v2', {
      graphql: { query: LIST, variables: { board: input.boardId, params } },
      pageSize: { param: 'limit', max: 100 },
      max: input.max,
      expect: z.object({ boards: z.array(z.object({ items_page: Page }).nullable()).nullish() }),
      items: (page) => pageOf(page).items,
      next: (page) => {
        const { cursor } = pageOf(page);
        return cursor && { cursor, params: undefined };
      },
    });
    return items.map(toItem);
  },
});

const SEARCH = `query ($board: ID!, $columns: [ItemsPageByColumnValuesQuery!], $cursor: String, $limit: Int!) {
  result: items_page_by_column_values(board_id: $board, columns: $columns, cursor: $cursor, limit: $limit) { cursor items { ...ItemFields } }
} ${FIELDS}`;
const search = defineAction({
  key: 'item.search',
  title: 'Find items by column values',
  description: 'Items whose columns have one of the given texts.',
  effect: 'read',
  input: z.object({
    boardId: Id,
    columns: z
      .array(z.object({ columnId: Key, values: z.array(z.string()).min(1).max(50) }))
      .min(1)
      .max(10)
      .describe('All of them have to fit'),
    max: Max,
  }),
  output: z.array(Item),
  async run({ input, http }) {
    const columns = input.columns.map(({ columnId, values }) => ({ column_id: columnId, column_values: values }));
    // https://developer.monday.com/api-reference/reference/items-page-by-column-values (the columns are in the cursor, and refused beside it)
    const items = await http.all('/v2', {
      graphql: { query: SEARCH, variables: { board: input.boardId, columns } },
      pageSize: { param: 'limit', max: 100 },
      max: input.max,
      expect: z.object({ result: Page }),
      items: ({ result }) => result.items,
      next: ({ result }) => result.cursor && { cursor: result.cursor, columns: undefined },
    });
    return items.map(toItem);
  },
});

export const itemListActions = [list, search];
