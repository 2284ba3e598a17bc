import { defineSimulator, list, mentions, object, rows, text, uuid, type Call, type Row } from '@patchbay/simulator';
import notion from './notion.connector.js';

const SOURCE = '22222222-2222-4222-8222-222222222222';
const DATABASE = '33333333-3333-4333-8333-333333333333';
const HOME = '11111111-1111-4111-8111-111111111111';
const AT = '2026-01-12T09:30:00.000Z';

/** Rich text as it comes back: with what it says, and its kind. */
function said(pieces: unknown): Row[] {
  return rows(pieces).map((piece) => {
    const content = text(object(piece['text'])['content'], text(piece['plain_text']));
    return { type: 'text', text: { content }, plain_text: content };
  });
}

function value(given: unknown): Row {
  const property = object(given);
  const kind = ['title', 'rich_text'].find((name) => name in property);
  if (kind !== undefined) return { ...property, type: kind, [kind]: said(property[kind]) };
  return { type: Object.keys(property)[0], ...property };
}

const values = (properties: unknown): Row =>
  Object.fromEntries(Object.entries(object(properties)).map(([name, given]) => [name, value(given)]));
const title = (words: string): Row => ({ title: { title: [{ text: { content: words } }] } });
const page = (id: string, parent: Row, properties: Row): Row => ({
  object: 'page',
  id,
  parent,
  url: `https://www.notion.example/${id}`,
  created_time: AT,
  last_edited_time: AT,
  in_trash: false,
  properties: values(properties),
});

/** Ids go with and without hyphens. */
const uuidOf = (id: unknown): string =>
  text(id)
    .toLowerCase()
    .replace(/^(\w{8})-?(\w{4})-?(\w{4})-?(\w{4})-?(\w{12})$/, '$1-$2-$3-$4-$5');

function one(call: Call, table: string, id: unknown = call.params['id']): Row {
  const row = call.table(table).get(uuidOf(id));
  if (!row) throw call.fail(404, `Could not find ${table.slice(0, -1)} with ID: ${text(id)}.`, 'object_not_found');
  return row;
}

function listed(call: Call, found: readonly Row[]): Row {
  const { rows: results, next } = call.page(found, { size: 'page_size', cursor: 'start_cursor' });
  return { object: 'list', results, next_cursor: next?.cursor ?? null, has_more: next !== undefined };
}

function append(call: Call, parent: unknown, children: unknown): Row[] {
  return rows(children).map((child) => {
    const type = text(child['type']);
    const content = { ...object(child[type]), rich_text: said(object(child[type])['rich_text']) };
    return call.table('blocks').insert({ object: 'block', parent, type, has_children: false, [type]: content });
  });
}

function create(call: Call): Row {
  const parent = object(call.body['parent']);
  if (parent['page_id'] === undefined) one(call, 'sources', parent['data_source_id']);
  else one(call, 'pages', parent['page_id']);
  const made = call
    .table('pages')
    .insert({ ...page('', parent, object(call.body['properties'])), id: undefined, created_time: call.now, last_edited_time: call.now });
  append(call, made['id'], call.body['children']);
  return made;
}

function update(call: Call): Row {
  const row = one(call, 'pages');
  const properties = { ...object(row['properties']), ...values(call.body['properties']) };
  return call.update('pages', { in_trash: call.body['in_trash'], properties, last_edited_time: call.now }, row['id']);
}

function search(call: Call): Row {
  const kind = object(call.body['filter'])['value'];
  const words = text(call.body['query']);
  const all = [...call.table('pages').all(), ...call.table('sources').all()];
  const found = all.filter(
    (row) => row['in_trash'] !== true && (kind === undefined || row['object'] === kind) && mentions([row['title'], titleOf(row)], words),
  );
  return listed(
    call,
    found.sort((a, b) => text(b['last_edited_time']).localeCompare(text(a['last_edited_time']))),
  );
}

function titleOf(row: Row): string {
  const titled = Object.values(object(row['properties'])).map((one) => object(one)['title']);
  return rows(titled.find((one) => one !== undefined))
    .map((piece) => text(piece['plain_text']))
    .join('');
}

/** What a property says, as a text, a number or a flag. */
function plain(property: unknown): unknown {
  const given = object(property);
  const kind = text(given['type']);
  if (kind === 'title' || kind === 'rich_text')
    return rows(given[kind])
      .map((piece) => text(piece['plain_text']))
      .join('');
  return ['select', 'status'].includes(kind) ? object(given[kind])['name'] : given[kind];
}

/** https://developers.notion.com/reference/filter-data-source-entries */
function fits(row: Row, filter: Row): boolean {
  if (filter['and'] !== undefined) return rows(filter['and']).every((one) => fits(row, one));
  if (filter['or'] !== undefined) return rows(filter['or']).some((one) => fits(row, one));
  const has = plain(object(row['properties'])[text(filter['property'])]);
  const condition = object(Object.entries(filter).find(([name]) => name !== 'property')?.[1]);
  return Object.entries(condition).every(([how, wanted]) => {
    if (how === 'equals') return (has ?? false) === wanted;
    if (how === 'does_not_equal') return (has ?? false) !== wanted;
    if (how === 'contains') return mentions(has, text(wanted));
    if (how === 'greater_than') return Number(has) > Number(wanted);
    if (how === 'less_than') return Number(has) < Number(wanted);
    return how === 'is_empty' ? (has ?? '') === '' : (has ?? '') !== '';
  });
}

function query(call: Call): Row {
  const { id } = one(call, 'sources');
  const filter = object(call.body['filter']);
  const found = call
    .table('pages')
    .where(
      (row) =>
        uuidOf(object(row['parent'])['data_source_id']) === id &&
        row['in_trash'] !== true &&
        (Object.keys(filter).length === 0 || fits(row, filter)),
    );
  const [sort] = rows(call.body['sorts']);
  if (sort) {
    const by = (row: Row) => text(plain(object(row['properties'])[text(sort['property'])]));
    found.sort((a, b) => by(a).localeCompare(by(b), undefined, { numeric: true }) * (sort['direction'] === 'descending' ? -1 : 1));
  }
  return listed(call, found);
}

function comment(call: Call): Row {
  const { id } = one(call, 'pages', object(call.body['parent'])['page_id']);
  return call.table('comments').insert({ object: 'comment', parent: id, rich_text: said(call.body['rich_text']), created_time: call.now });
}

const person = (id: string, name: string): Row => ({
  object: 'user',
  id,
  type: 'person',
  name,
  person: { email: `${name.split(' ')[0]?.toLowerCase()}@engines.example` },
});

/** https://developers.notion.com/reference/intro */
export default defineSimulator({
  connector: notion,
  oauth: {
    token: (standard) => ({
      ...standard,
      bot_id: '44444444-4444-4444-8444-444444444444',
      workspace_id: 'engines',
      workspace_name: 'Analytical Engines',
    }),
  },
  failure: ({ status, code, message }) => ({
    object: 'error',
    status,
    code:
      code ??
      { 401: 'unauthorized', 404: 'object_not_found', 429: 'rate_limited', 503: 'service_unavailable' }[status] ??
      'validation_error',
    message,
  }),
  tables: {
    pages: {
      mint: uuid('page'),
      seed: [
        page(HOME, { type: 'workspace', workspace: true }, title('Home')),
        page(
          '55555555-5555-4555-8555-555555555555',
          { type: 'data_source_id', data_source_id: SOURCE },
          {
            Name: { title: [{ text: { content: 'Drawing of the mill' } }] },
            Done: { checkbox: true },
          },
        ),
      ],
    },
    sources: {
      mint: uuid('source'),
      seed: [
        {
          object: 'data_source',
          id: SOURCE,
          parent: { type: 'database_id', database_id: DATABASE },
          last_edited_time: AT,
          title: said([{ text: { content: 'Tasks' } }]),
          properties: { Name: { id: 'title', type: 'title', title: {} }, Done: { id: 'done', type: 'checkbox', checkbox: {} } },
        },
      ],
    },
    databases: {
      mint: uuid('database'),
      seed: [
        { object: 'database', id: DATABASE, title: said([{ text: { content: 'Tasks' } }]), data_sources: [{ id: SOURCE, name: 'Tasks' }] },
      ],
    },
    blocks: { mint: uuid('block') },
    comments: { mint: uuid('comment') },
    users: {
      mint: uuid('user'),
      seed: [
        person('66666666-6666-4666-8666-666666666666', 'Ada Lovelace'),
        person('77777777-7777-4777-8777-777777777777', 'Charles Babbage'),
      ],
    },
  },
  routes: {
    'GET /v1/users/me': () => ({ object: 'user', id: '44444444-4444-4444-8444-444444444444', type: 'bot', name: 'Patchbay', bot: {} }),
    'GET /v1/users': (call) => listed(call, call.table('users').all()),
    'POST /v1/pages': create,
    'GET /v1/pages/:id': (call) => one(call, 'pages'),
    'PATCH /v1/pages/:id': update,
    'POST /v1/search': search,
    'POST /v1/data_sources/:id/query': query,
    'GET /v1/data_sources/:id': (call) => one(call, 'sources'),
    'GET /v1/databases/:id': (call) => one(call, 'databases'),
    'GET /v1/blocks/:id/children': (call) => {
      const parent = uuidOf(call.params['id']);
      return listed(
        call,
        call.table('blocks').where((row) => row['parent'] === parent),
      );
    },
    'PATCH /v1/blocks/:id/children': (call) => {
      const parent = uuidOf(call.params['id']);
      if (!call.table('blocks').get(parent)) one(call, 'pages');
      const results = append(call, parent, call.body['children']);
      return { object: 'list', results, next_cursor: null, has_more: false, added: list(results).length };
    },
    'DELETE /v1/blocks/:id': (call) => call.remove('blocks', one(call, 'blocks')['id']),
    'POST /v1/comments': comment,
    'GET /v1/comments': (call) => {
      const parent = uuidOf(call.query.get('block_id'));
      return listed(
        call,
        call.table('comments').where((row) => row['parent'] === parent),
      );
    },
  },
});
