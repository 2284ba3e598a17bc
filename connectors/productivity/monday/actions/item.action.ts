import { z } from 'zod';
import { defineAction } from '@patchbay/connector-sdk';
import { ColumnValues, FIELDS, Item, One, toColumnValues, toItem, Wire } from './item-shape.js';
import { found, Id, Key, removing } from './monday-graphql.js';

const Name = z.string().min(1).max(255);
const createLabels = z.boolean().describe('Make labels of status and dropdown columns that are not there yet').default(false);

const CREATE = `mutation ($board: ID!, $group: String, $name: String!, $values: JSON, $labels: Boolean) {
  result: create_item(board_id: $board, group_id: $group, item_name: $name, column_values: $values, create_labels_if_missing: $labels) { ...ItemFields }
} ${FIELDS}`;
const create = defineAction({
  key: 'item.create',
  title: 'Create item',
  effect: 'create',
  input: z.object({ boardId: Id, groupId: Key.optional(), name: Name, columnValues: ColumnValues.optional(), createLabels }),
  output: Item,
  async run({ input, http }) {
    const variables = {
      board: input.boardId,
      group: input.groupId,
      name: input.name,
      values: toColumnValues(input.columnValues),
      labels: input.createLabels,
    };
    // https://developer.monday.com/api-reference/reference/items#create-an-item
    const { result } = await http.post('/v2', { graphql: { query: CREATE, variables }, expect: One });
    return toItem(result);
  },
});

const CREATE_BELOW = `mutation ($parent: ID!, $name: String!, $values: JSON, $labels: Boolean) {
  result: create_subitem(parent_item_id: $parent, item_name: $name, column_values: $values, create_labels_if_missing: $labels) { ...ItemFields }
} ${FIELDS}`;
const createSubitem = defineAction({
  key: 'subitem.create',
  title: 'Create subitem',
  effect: 'create',
  input: z.object({ parentId: Id, name: Name, columnValues: ColumnValues.optional(), createLabels }),
  output: Item,
  async run({ input, http }) {
    const variables = {
      parent: input.parentId,
      name: input.name,
      values: toColumnValues(input.columnValues),
      labels: input.createLabels,
    };
    // https://developer.monday.com/api-reference/reference/subitems#create-a-subitem
    const { result } = await http.post('/v2', { graphql: { query: CREATE_BELOW, variables }, expect: One });
    return toItem(result);
  },
});

const GET = `query ($id: ID!) { result: items(ids: [$id]) { ...ItemFields } } ${FIELDS}`;
const get = defineAction({
  key: 'item.get',
  title: 'Get item',
  effect: 'read',
  input: z.object({ id: Id }),
  output: Item,
  async run({ input: { id }, http }) {
    const expect = z.object({ result: z.array(Wire.nullable()).nullish() });
    // https://developer.monday.com/api-reference/reference/items#queries
    const { result } = await http.post('/v2', { graphql: { query: GET, variables: { id } }, expect });
    return toItem(found(result, 'item'));
  },
});

const UPDATE = `mutation ($board: ID!, $id: ID!, $values: JSON!, $labels: Boolean) {
  result: change_multiple_column_values(board_id: $board, item_id: $id, column_values: $values, create_labels_if_missing: $labels) { ...ItemFields }
} ${FIELDS}`;
const update = defineAction({
  key: 'item.update',
  title: 'Update item',
  description: 'Renames it and sets values of its columns; the others stay.',
  effect: 'update',
  input: z
    .object({ boardId: Id, id: Id, name: Name.optional(), columnValues: ColumnValues.optional(), createLabels })
    .refine((i) => i.name ?? i.columnValues, { error: 'Give name or columnValues', path: ['columnValues'] }),
  output: Item,
  async run({ input, http }) {
    // The name is a column like others.
    const values = toColumnValues({ ...input.columnValues, ...(input.name === undefined ? {} : { name: input.name }) });
    const variables = { board: input.boardId, id: input.id, values, labels: input.createLabels };
    // https://developer.monday.com/api-reference/reference/columns#change-multiple-column-values
    const { result } = await http.post('/v2', { graphql: { query: UPDATE, variables }, expect: One });
    return toItem(result);
  },
});

const ARCHIVE = `mutation ($id: ID!) { result: archive_item(item_id: $id) { ...ItemFields } } ${FIELDS}`;
const archive = defineAction({
  key: 'item.archive',
  title: 'Archive item',
  effect: 'update',
  input: z.object({ id: Id }),
  output: Item,
  async run({ input: { id }, http }) {
    // https://developer.monday.com/api-reference/reference/items#archive-an-item
    const { result } = await http.post('/v2', { graphql: { query: ARCHIVE, variables: { id } }, expect: One });
    return toItem(result);
  },
});

const MOVE = `mutation ($id: ID!, $group: String!) { result: move_item_to_group(item_id: $id, group_id: $group) { ...ItemFields } } ${FIELDS}`;
const move = defineAction({
  key: 'item.move',
  title: 'Move item to group',
  effect: 'update',
  input: z.object({ id: Id, groupId: Key }),
  output: Item,
  async run({ input, http }) {
    const variables = { id: input.id, group: input.groupId };
    // https://developer.monday.com/api-reference/reference/items#move-item-to-group
    const { result } = await http.post('/v2', { graphql: { query: MOVE, variables }, expect: One });
    return toItem(result);
  },
});

const DUPLICATE = `mutation ($board: ID!, $id: ID!, $updates: Boolean) {
  result: duplicate_item(board_id: $board, item_id: $id, with_updates: $updates) { ...ItemFields }
} ${FIELDS}`;
const duplicate = defineAction({
  key: 'item.duplicate',
  title: 'Duplicate item',
  effect: 'create',
  input: z.object({ boardId: Id, id: Id, withUpdates: z.boolean().default(false) }),
  output: Item,
  async run({ input, http }) {
    const variables = { board: input.boardId, id: input.id, updates: input.withUpdates };
    // https://developer.monday.com/api-reference/reference/items#duplicate-an-item
    const { result } = await http.post('/v2', { graphql: { query: DUPLICATE, variables }, expect: One });
    return toItem(result);
  },
});

export const itemActions = [
  create,
  get,
  update,
  removing({
    key: 'item.delete',
    title: 'Delete item',
    description: 'It stays in the trash for 30 days.',
    field: 'delete_item',
    argument: 'item_id',
  }),
  archive,
  move,
  duplicate,
  createSubitem,
];
