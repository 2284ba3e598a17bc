import {
  answerGraphql,
  defineSimulator,
  list,
  mentions,
  number,
  numeral,
  object,
  Reply,
  rows,
  text,
  type Call,
  type Resolver,
  type Row,
} from '@patchbay/simulator';
import monday from './monday.connector.js';

const COLUMNS = [
  { id: 'name', title: 'Name', type: 'name' },
  { id: 'status', title: 'Status', type: 'status' },
  { id: 'text', title: 'Notes', type: 'text' },
];
const GROUPS = [{ id: 'topics', title: 'To do' }];
const missing = (call: Call, what: 'Board' | 'Item') => call.fail(404, `${what} not found`, `Invalid${what}IdException`);

function board(call: Call, id: unknown): Row {
  const found = call.table('boards').get(id);
  if (!found || found['state'] === 'deleted') throw missing(call, 'Board');
  return found;
}

function item(call: Call, id: unknown): Row {
  const found = call.table('items').get(id);
  if (!found || found['state'] === 'deleted') throw missing(call, 'Item');
  return found;
}

const itemsOf = (call: Call, boardId: unknown) =>
  call.table('items').where((row) => row['boardId'] === boardId && row['state'] === 'active');

/** A page by number; monday does not tell whether there is more. */
const numbered = (call: Call, found: readonly Row[], args: Row) => call.page(found, { size: 'limit', page: 'page', usual: 25 }, args).rows;

function shownBoard(call: Call, row: Row): Row {
  return {
    ...row,
    items_count: itemsOf(call, row['id']).length,
    items_page: (args: Row) => itemsPage(call, itemsOf(call, row['id']).filter(fitting(object(args['query_params']))), args),
  };
}

function shownItem(call: Call, row: Row): Row {
  const home = call.table('boards').get(row['boardId']) ?? {};
  const values = object(row['values']);
  const columns = rows(home['columns']).filter(({ id }) => id !== 'name');
  return {
    ...row,
    board: home,
    group: rows(home['groups']).find(({ id }) => id === row['groupId']) ?? null,
    parent_item: row['parentId'] === undefined ? null : { id: row['parentId'] },
    column_values: columns.map(({ id, type, title }) => ({
      id,
      type,
      text: textOf(values[text(id)]),
      value: jsonOf(values[text(id)]),
      column: { title },
    })),
    updates: (args: Row) =>
      numbered(
        call,
        call
          .table('updates')
          .where((one) => one['itemId'] === row['id'])
          .reverse(),
        args,
      ),
  };
}

const textOf = (value: unknown): string => text(value, text(object(value)['label'] ?? object(value)['text']));
const jsonOf = (value: unknown): string | null => (value === undefined ? null : JSON.stringify(value));

function itemsPage(call: Call, found: readonly Row[], args: Row): Row {
  const { rows: items, next } = call.page(found, { size: 'limit', cursor: 'cursor', usual: 25, most: 500 }, args);
  return { cursor: next?.cursor ?? null, items: items.map((row) => shownItem(call, row)) };
}

function fitting(params: Row): (row: Row) => boolean {
  const rules = rows(params['rules']);
  const holds = (row: Row) => (rule: Row) => {
    const id = text(rule['column_id']);
    const has = id === 'name' ? text(row['name']) : id === 'group' ? text(row['groupId']) : textOf(object(row['values'])[id]);
    const wanted = list(rule['compare_value']).map((one) => text(one));
    switch (rule['operator']) {
      case 'is_empty':
        return has === '';
      case 'is_not_empty':
        return has !== '';
      case 'contains_text':
        return mentions(has, wanted[0] ?? '');
      case 'not_any_of':
        return !wanted.includes(has);
      case 'greater_than':
        return Number(has) > Number(wanted[0]);
      default:
        return wanted.includes(has);
    }
  };
  return (row) => rules.length === 0 || (params['operator'] === 'or' ? rules.some(holds(row)) : rules.every(holds(row)));
}

/** Values travel as JSON in a text. */
function valuesOf(call: Call, given: unknown): Row {
  try {
    return object(JSON.parse(text(given, '{}')));
  } catch {
    throw call.fail(400, 'The column values are no JSON.', 'InvalidArgumentException');
  }
}

function create(call: Call, home: Row, args: Row, more: Row = {}): Row {
  const groupId = args['group_id'] ?? rows(home['groups'])[0]?.['id'];
  if (!rows(home['groups']).some(({ id }) => id === groupId)) throw call.fail(404, 'Group not found', 'ResourceNotFoundException');
  const made = {
    boardId: home['id'],
    groupId,
    name: args['item_name'],
    values: valuesOf(call, args['column_values']),
    state: 'active',
    ...more,
  };
  return shownItem(
    call,
    call
      .table('items')
      .insert({ ...made, url: 'https://engines.monday.com/item', created_at: call.now, updated_at: call.now, creator_id: '1' }),
  );
}

const QUERIES: Record<string, Resolver> = {
  me: () => ({ id: '1', name: 'Charles Babbage', email: 'charles@engines.example' }),
  boards: (args, call) => {
    const ids = args['ids'] === undefined ? undefined : list(args['ids']).map((id) => text(id));
    const state = text(args['state'], 'active');
    const found = call
      .table('boards')
      .where((row) => (ids === undefined || ids.includes(text(row['id']))) && (state === 'all' || row['state'] === state));
    return numbered(call, found, args).map((row) => shownBoard(call, row));
  },
  items: (args, call) =>
    list(args['ids']).flatMap((id) => {
      const row = call.table('items').get(id);
      return row && row['state'] !== 'deleted' ? [shownItem(call, row)] : [];
    }),
  items_page_by_column_values: (args, call) => {
    const wanted = rows(args['columns']).map((one) => ({
      column_id: one['column_id'],
      operator: 'any_of',
      compare_value: one['column_values'],
    }));
    return itemsPage(call, itemsOf(call, board(call, args['board_id'])['id']).filter(fitting({ rules: wanted })), args);
  },
  users: (args, call) => {
    const emails = list(args['emails']);
    const fits = (row: Row) => (emails.length === 0 || emails.includes(row['email'])) && mentions(row['name'], text(args['name']));
    return numbered(call, call.table('users').where(fits), args);
  },
  workspaces: (args, call) => numbered(call, [{ id: '100', name: 'Main' }], args),
};

const MUTATIONS: Record<string, Resolver> = {
  create_board: (args, call) => {
    const made = {
      name: args['board_name'],
      description: args['description'] ?? null,
      board_kind: args['board_kind'],
      workspace_id: args['workspace_id'] ?? null,
    };
    return shownBoard(
      call,
      call
        .table('boards')
        .insert({ ...made, state: 'active', type: 'board', groups: GROUPS, columns: COLUMNS, url: 'https://engines.monday.com/board' }),
    );
  },
  update_board: (args, call) => {
    board(call, args['board_id'])[text(args['board_attribute'])] = args['new_value'];
    return JSON.stringify({ success: true });
  },
  delete_board: (args, call) => Object.assign(board(call, args['board_id']), { state: 'deleted' }),
  create_group: (args, call) => {
    const home = board(call, args['board_id']);
    const group = { id: `group_${call.sequence()}`, title: args['group_name'] };
    home['groups'] = [...rows(home['groups']), group];
    return group;
  },
  create_column: (args, call) => {
    const home = board(call, args['board_id']);
    const column = { id: `${text(args['column_type'])}_${call.sequence()}`, title: args['title'], type: args['column_type'] };
    home['columns'] = [...rows(home['columns']), column];
    return column;
  },
  create_item: (args, call) => create(call, board(call, args['board_id']), args),
  create_subitem: (args, call) => {
    const parent = item(call, args['parent_item_id']);
    return create(call, board(call, parent['boardId']), args, { parentId: parent['id'] });
  },
  change_multiple_column_values: (args, call) => {
    const row = item(call, args['item_id']);
    const { name, ...values } = valuesOf(call, args['column_values']);
    if (name !== undefined) row['name'] = name;
    Object.assign(row, { values: { ...object(row['values']), ...values }, updated_at: call.now });
    return shownItem(call, row);
  },
  archive_item: (args, call) => shownItem(call, Object.assign(item(call, args['item_id']), { state: 'archived' })),
  delete_item: (args, call) => shownItem(call, Object.assign(item(call, args['item_id']), { state: 'deleted' })),
  move_item_to_group: (args, call) => {
    const row = item(call, args['item_id']);
    if (!rows(board(call, row['boardId'])['groups']).some(({ id }) => id === args['group_id']))
      throw call.fail(404, 'Group not found', 'ResourceNotFoundException');
    row['groupId'] = args['group_id'];
    return shownItem(call, row);
  },
  duplicate_item: (args, call) => {
    const { id: _old, ...row } = item(call, args['item_id']);
    return shownItem(call, call.table('items').insert({ ...row, name: `${text(row['name'])} (copy)` }));
  },
  create_update: (args, call) => {
    const parent = call.table('updates').get(args['parent_id']);
    const itemId = parent?.['itemId'] ?? item(call, args['item_id'])['id'];
    const body = text(args['body']);
    const creator = { id: '1', name: 'Charles Babbage' };
    return call.table('updates').insert({ itemId, body, text_body: body.replace(/<[^>]+>/g, ''), created_at: call.now, creator });
  },
  delete_update: (args, call) => call.remove('updates', args['id']),
};

/** https://developer.monday.com/api-reference/reference/about-the-api-reference: failures are 200 with `errors`. */
export default defineSimulator({
  connector: monday,
  failure: ({ status, code, message }) =>
    new Reply(status === 401 || status === 429 || number(status) >= 500 ? status : 200, {
      data: null,
      errors: [
        {
          message,
          extensions: {
            code:
              code ??
              { 401: 'NOT_AUTHENTICATED', 404: 'ResourceNotFoundException', 429: 'RATE_LIMIT_EXCEEDED' }[status] ??
              'InvalidArgumentException',
          },
        },
      ],
    }),
  tables: {
    boards: {
      mint: numeral(2_000_000_000),
      seed: [
        {
          id: '2000000000',
          name: 'Engines',
          description: null,
          state: 'active',
          board_kind: 'public',
          type: 'board',
          workspace_id: '100',
          groups: GROUPS,
          columns: COLUMNS,
        },
      ],
    },
    items: {
      mint: numeral(3_000_000_000),
      seed: [
        {
          id: '3000000000',
          boardId: '2000000000',
          groupId: 'topics',
          name: 'Oil the mill',
          values: { status: { label: 'Working on it' } },
          state: 'active',
        },
      ],
    },
    updates: { mint: numeral(4_000_000_000) },
    users: {
      mint: numeral(),
      seed: [
        { id: '1', name: 'Charles Babbage', email: 'charles@engines.example' },
        { id: '2', name: 'Ada Lovelace', email: 'ada@engines.example' },
      ],
    },
  },
  routes: { 'POST /v2': (call) => answerGraphql(call, { ...QUERIES, ...MUTATIONS }) },
});
