import { z } from 'zod';
import { defineAction } from '@patchbay/connector-sdk';
import { found, Id, Key, Max, Named, paged, removing } from './monday-graphql.js';

const FIELDS = 'id name description state board_kind type url workspace_id items_count';
const Wire = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string().nullish(),
  state: z.string().nullish(),
  board_kind: z.string().nullish(),
  type: z.string().nullish(),
  url: z.string().nullish(),
  workspace_id: z.string().nullish(),
  items_count: z.number().nullish(),
});
const Board = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string().optional(),
  state: z.string().optional(),
  kind: z.string().optional(),
  type: z.string().describe('sub_items_board for those that hold subitems').optional(),
  url: z.string().optional(),
  workspaceId: z.string().optional(),
  items: z.int().optional(),
});
const toBoard = (b: z.output<typeof Wire>) => ({
  id: b.id,
  name: b.name,
  description: b.description || undefined,
  state: b.state ?? undefined,
  kind: b.board_kind ?? undefined,
  type: b.type ?? undefined,
  url: b.url ?? undefined,
  workspaceId: b.workspace_id ?? undefined,
  items: b.items_count ?? undefined,
});

const Titled = z.object({ id: z.string(), title: z.string() });
const Column = Titled.extend({ type: z.string() });
const toNamed = ({ id, title }: z.output<typeof Titled>) => ({ id, name: title });

const LIST = `query ($limit: Int!, $page: Int, $state: State, $workspaces: [ID]) {
  result: boards(limit: $limit, page: $page, state: $state, workspace_ids: $workspaces) { ${FIELDS} }
}`;
const list = defineAction({
  key: 'board.list',
  title: 'List boards',
  effect: 'read',
  input: z.object({
    workspaceIds: z.array(Id).min(1).optional(),
    state: z.enum(['active', 'archived', 'deleted', 'all']).default('active'),
    max: Max,
  }),
  output: z.array(Board),
  async run({ input, http }) {
    const variables = { state: input.state, workspaces: input.workspaceIds };
    // https://developer.monday.com/api-reference/reference/boards#queries
    const boards = await http.all('/v2', { ...paged(Wire), graphql: { query: LIST, variables }, max: input.max });
    return boards.map(toBoard);
  },
});

const GET = `query ($id: ID!) { result: boards(ids: [$id]) { ${FIELDS} groups { id title } columns { id title type } } }`;
const Whole = Wire.extend({ groups: z.array(Titled).nullish(), columns: z.array(Column).nullish() });
const get = defineAction({
  key: 'board.get',
  title: 'Get board with its groups and columns',
  effect: 'read',
  input: z.object({ id: Id }),
  output: Board.extend({ groups: z.array(Named), columns: z.array(Column) }),
  async run({ input: { id }, http }) {
    const expect = z.object({ result: z.array(Whole.nullable()).nullish() });
    // https://developer.monday.com/api-reference/reference/boards#queries
    const { result } = await http.post('/v2', { graphql: { query: GET, variables: { id } }, expect });
    const board = found(result, 'board');
    return { ...toBoard(board), groups: (board.groups ?? []).map(toNamed), columns: board.columns ?? [] };
  },
});

const CREATE = `mutation ($name: String!, $kind: BoardKind!, $description: String, $workspace: ID, $template: ID) {
  result: create_board(board_name: $name, board_kind: $kind, description: $description, workspace_id: $workspace, template_id: $template) { ${FIELDS} }
}`;
const create = defineAction({
  key: 'board.create',
  title: 'Create board',
  effect: 'create',
  input: z.object({
    name: z.string().min(1).max(255),
    kind: z.enum(['public', 'private', 'share']).default('public'),
    description: z.string().optional(),
    workspaceId: Id.optional(),
    templateId: Id.optional(),
  }),
  output: Board,
  async run({ input, http }) {
    const { name, kind, description, workspaceId: workspace, templateId: template } = input;
    const variables = { name, kind, description, workspace, template };
    // https://developer.monday.com/api-reference/reference/boards#create-a-board
    const { result } = await http.post('/v2', { graphql: { query: CREATE, variables }, expect: z.object({ result: Wire }) });
    return toBoard(result);
  },
});

// One attribute at a time is all the API offers; two in one document are still one request.
const UPDATE = `mutation ($id: ID!, $name: String!, $description: String!, $named: Boolean!, $described: Boolean!) {
  name: update_board(board_id: $id, board_attribute: name, new_value: $name) @include(if: $named)
  description: update_board(board_id: $id, board_attribute: description, new_value: $description) @include(if: $described)
}`;
const update = defineAction({
  key: 'board.update',
  title: 'Rename or describe board',
  effect: 'update',
  input: z
    .object({ id: Id, name: z.string().min(1).max(255).optional(), description: z.string().optional() })
    .refine((i) => i.name ?? i.description, { error: 'Give name or description', path: ['name'] }),
  output: z.object({ id: z.string() }),
  async run({ input: { id, name, description }, http }) {
    const variables = {
      id,
      name: name ?? '',
      description: description ?? '',
      named: name !== undefined,
      described: description !== undefined,
    };
    // https://developer.monday.com/api-reference/reference/boards#update-a-board
    await http.post('/v2', { graphql: { query: UPDATE, variables }, expect: z.record(z.string(), z.unknown()) });
    return { id };
  },
});

const GROUP = 'mutation ($board: ID!, $name: String!) { result: create_group(board_id: $board, group_name: $name) { id title } }';
const createGroup = defineAction({
  key: 'group.create',
  title: 'Create group on board',
  effect: 'create',
  input: z.object({ boardId: Id, name: z.string().min(1).max(255) }),
  output: Named,
  async run({ input, http }) {
    const variables = { board: input.boardId, name: input.name };
    // https://developer.monday.com/api-reference/reference/groups#create-a-group
    const { result } = await http.post('/v2', { graphql: { query: GROUP, variables }, expect: z.object({ result: Titled }) });
    return toNamed(result);
  },
});

const COLUMN = `mutation ($board: ID!, $title: String!, $type: ColumnType!, $description: String) {
  result: create_column(board_id: $board, title: $title, column_type: $type, description: $description) { id title type }
}`;
const createColumn = defineAction({
  key: 'column.create',
  title: 'Create column on board',
  effect: 'create',
  input: z.object({
    boardId: Id,
    title: z.string().min(1).max(255),
    type: Key.describe('Such as text, long_text, numbers, status, dropdown, date, people, email, phone, link, checkbox'),
    description: z.string().optional(),
  }),
  output: Column,
  async run({ input: { boardId: board, title, type, description }, http }) {
    const variables = { board, title, type, description };
    // https://developer.monday.com/api-reference/reference/columns#create-a-column
    const { result } = await http.post('/v2', { graphql: { query: COLUMN, variables }, expect: z.object({ result: Column }) });
    return result;
  },
});

export const boardActions = [
  list,
  get,
  create,
  update,
  removing({
    key: 'board.delete',
    title: 'Delete board',
    description: 'With everything on it; it stays in the trash for 30 days.',
    field: 'delete_board',
    argument: 'board_id',
  }),
  createGroup,
  createColumn,
];
