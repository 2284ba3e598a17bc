import { defineSimulator, flag, lettered, list, mentions, number, Reply, text, without, type Call, type Row } from '@patchbay/simulator';
import trello from './trello.connector.js';

const BOARD = '5f0000000000000000000001';
const TODO = '5f0000000000000000000011';
const ADA = { id: '5f0000000000000000000091', username: 'ada', fullName: 'Ada Lovelace' };
/** Ids grow with time, as those of Trello do: pages go on before the oldest. */
const growing = (kind: string) => (count: number) => `6${kind}${count.toString(16).padStart(22, '0')}`;
const idsOf = (value: unknown): string[] => text(value).split(',').filter(Boolean);

/** By id or the short code of an address. */
function one(call: Call, table: string, id: unknown = call.params['id']): Row {
  const found = call.table(table).find((row) => row['id'] === id || row['shortLink'] === id);
  if (!found) throw call.fail(404, 'The requested resource was not found.');
  return found;
}

const open = (filter: unknown) => (row: Row) => filter === 'all' || (row['closed'] === true) === (filter === 'closed');

/** Newest first, before an id. */
function paged(call: Call, found: readonly Row[]): Row[] {
  const before = call.query.get('before');
  const newest = [...found].sort((a, b) => text(b['id']).localeCompare(text(a['id'])));
  return newest.filter(({ id }) => before === null || text(id) < before).slice(0, number(call.query.get('limit'), 50));
}

/** What a write says of a card: query or body, lists as texts. */
function cardFields(call: Call): Row {
  const { idMembers, idLabels, closed, dueComplete, pos: _pos, ...given } = without(call.asked, 'key', 'token');
  return {
    ...given,
    ...(idMembers === undefined ? {} : { idMembers: idsOf(idMembers) }),
    ...(idLabels === undefined ? {} : { idLabels: idsOf(idLabels) }),
    ...(closed === undefined ? {} : { closed: flag(closed) }),
    ...(dueComplete === undefined ? {} : { dueComplete: flag(dueComplete) }),
    dateLastActivity: call.now,
  };
}

function createCard(call: Call): Row {
  const home = one(call, 'lists', call.asked['idList']);
  const shortLink = lettered('', 8)(call.sequence());
  const empty = { desc: '', closed: false, idMembers: [], idLabels: [], start: null, due: null, dueComplete: false };
  return call
    .table('cards')
    .insert({ ...empty, ...cardFields(call), idBoard: home['idBoard'], shortLink, url: `https://trello.com/c/${shortLink}` });
}

function updateCard(call: Call): Row {
  const { id } = one(call, 'cards');
  const fields = cardFields(call);
  const board = fields['idList'] === undefined ? {} : { idBoard: one(call, 'lists', fields['idList'])['idBoard'] };
  return call.update('cards', { ...fields, ...board }, id);
}

function createBoard(call: Call): Row {
  const { name, desc, idOrganization, defaultLists } = call.asked;
  const shortLink = lettered('', 8)(call.sequence());
  const board = call.table('boards').insert({
    name,
    desc: desc ?? '',
    closed: false,
    idOrganization: idOrganization ?? null,
    shortLink,
    url: `https://trello.com/b/${shortLink}`,
  });
  if (flag(defaultLists))
    for (const title of ['To Do', 'Doing', 'Done']) call.table('lists').insert({ name: title, closed: false, idBoard: board['id'] });
  return board;
}

function removeBoard(call: Call): Row {
  const { id } = one(call, 'boards');
  for (const table of ['lists', 'cards', 'labels'])
    for (const row of call.table(table).where((each) => each['idBoard'] === id)) call.table(table).remove(row['id']);
  call.table('boards').remove(id);
  return {};
}

function search(call: Call): Row {
  const { query, idBoards, cards_limit: limit, cards_page: page } = Object.fromEntries(call.query);
  const boards = idsOf(idBoards);
  const found = call
    .table('cards')
    .where((row) => mentions([row['name'], row['desc']], text(query)) && (boards.length === 0 || boards.includes(text(row['idBoard']))));
  const size = number(limit, 10);
  return { cards: found.slice(size * number(page), size * (number(page) + 1)) };
}

function assign(call: Call, collection: 'idLabels' | 'idMembers', change: (ids: unknown[]) => unknown[]): unknown {
  const card = one(call, 'cards');
  card[collection] = change(list(card[collection]));
  return card[collection];
}

const putOn = (collection: 'idLabels' | 'idMembers') => (call: Call) =>
  assign(call, collection, (ids) => {
    if (ids.includes(call.asked['value'])) throw call.fail(400, 'that item is already on the card');
    return [...ids, call.asked['value']];
  });
const takeOff = (collection: 'idLabels' | 'idMembers') => (call: Call) =>
  assign(call, collection, (ids) => ids.filter((id) => id !== call.params['value']));

const checklist = (call: Call, row: Row): Row => ({
  ...row,
  checkItems: call.table('checkItems').where((one) => one['idChecklist'] === row['id']),
});

function updateItem(call: Call): Row {
  one(call, 'cards');
  return call.update('checkItems', { name: call.asked['name'], state: call.asked['state'] }, call.params['item']);
}

/** https://developer.atlassian.com/cloud/trello/rest/ ; refusals are plain words. */
export default defineSimulator({
  connector: trello,
  failure: ({ status, message }) =>
    status === 429
      ? new Reply(429, { error: 'API_TOKEN_LIMIT_EXCEEDED', message })
      : new Reply(status, status === 401 ? 'invalid token' : message, { 'content-type': 'text/plain' }),
  tables: {
    boards: {
      mint: growing('b'),
      seed: [{ id: BOARD, name: 'Engines', desc: '', closed: false, url: 'https://trello.com/b/Engines1', shortLink: 'Engines1' }],
    },
    lists: {
      mint: growing('a'),
      seed: [
        { id: TODO, name: 'To Do', closed: false, idBoard: BOARD },
        { id: '5f0000000000000000000012', name: 'Done', closed: false, idBoard: BOARD },
      ],
    },
    cards: {
      mint: growing('c'),
      seed: [
        {
          id: '5f0000000000000000000021',
          name: 'Oil the mill',
          desc: '',
          closed: false,
          idBoard: BOARD,
          idList: TODO,
          idMembers: [],
          idLabels: [],
          shortLink: 'OilMill1',
        },
      ],
    },
    labels: { mint: growing('d'), seed: [{ id: '5f0000000000000000000031', name: 'Hardware', color: 'red', idBoard: BOARD }] },
    actions: { mint: growing('e') },
    attachments: { mint: growing('f') },
    checklists: { mint: growing('1') },
    checkItems: { mint: growing('2') },
  },
  routes: {
    'GET /1/members/me': () => ADA,
    'GET /1/members/me/boards': (call) => call.table('boards').where(open(call.query.get('filter') ?? 'all')),
    'POST /1/boards': createBoard,
    'GET /1/boards/:id': (call) => one(call, 'boards'),
    'PUT /1/boards/:id': (call) => {
      const { closed, ...fields } = call.asked;
      return call.update('boards', { ...fields, ...(closed === undefined ? {} : { closed: flag(closed) }) }, one(call, 'boards')['id']);
    },
    'DELETE /1/boards/:id': removeBoard,
    'GET /1/boards/:id/lists': (call) => {
      const { id } = one(call, 'boards');
      return call.table('lists').where((row) => row['idBoard'] === id && open(call.query.get('filter') ?? 'open')(row));
    },
    'GET /1/boards/:id/cards': (call) => {
      const { id } = one(call, 'boards');
      return paged(
        call,
        call.table('cards').where((row) => row['idBoard'] === id && row['closed'] !== true),
      );
    },
    'GET /1/boards/:id/labels': (call) => {
      const { id } = one(call, 'boards');
      return call.table('labels').where((row) => row['idBoard'] === id);
    },
    'GET /1/boards/:id/members': (call) => (one(call, 'boards') ? [ADA] : []),
    'POST /1/lists': (call) =>
      call.table('lists').insert({ name: call.asked['name'], closed: false, idBoard: one(call, 'boards', call.asked['idBoard'])['id'] }),
    'PUT /1/lists/:id': (call) => {
      const { name, closed } = call.asked;
      return call.update('lists', { name, ...(closed === undefined ? {} : { closed: flag(closed) }) }, one(call, 'lists')['id']);
    },
    'GET /1/lists/:id/cards': (call) => {
      const { id } = one(call, 'lists');
      return paged(
        call,
        call.table('cards').where((row) => row['idList'] === id && row['closed'] !== true),
      );
    },
    'POST /1/labels': (call) =>
      call
        .table('labels')
        .insert({ name: call.asked['name'], color: call.asked['color'], idBoard: one(call, 'boards', call.asked['idBoard'])['id'] }),
    'GET /1/search': search,
    'POST /1/cards': createCard,
    'GET /1/cards/:id': (call) => one(call, 'cards'),
    'PUT /1/cards/:id': updateCard,
    'DELETE /1/cards/:id': (call) => {
      call.table('cards').remove(one(call, 'cards')['id']);
      return { limits: {} };
    },
    'POST /1/cards/:id/actions/comments': (call) =>
      call.table('actions').insert({
        type: 'commentCard',
        card: one(call, 'cards')['id'],
        date: call.now,
        data: { text: call.asked['text'] },
        memberCreator: ADA,
      }),
    'GET /1/cards/:id/actions': (call) => {
      const { id } = one(call, 'cards');
      return paged(
        call,
        call.table('actions').where((row) => row['card'] === id),
      );
    },
    'POST /1/cards/:id/attachments': (call) =>
      call.table('attachments').insert({ card: one(call, 'cards')['id'], url: call.asked['url'], name: call.asked['name'] ?? null }),
    'POST /1/cards/:id/idLabels': putOn('idLabels'),
    'DELETE /1/cards/:id/idLabels/:value': takeOff('idLabels'),
    'POST /1/cards/:id/idMembers': putOn('idMembers'),
    'DELETE /1/cards/:id/idMembers/:value': takeOff('idMembers'),
    'POST /1/cards/:id/checklists': (call) =>
      checklist(call, call.table('checklists').insert({ idCard: one(call, 'cards')['id'], name: call.asked['name'] })),
    'GET /1/cards/:id/checklists': (call) => {
      const { id } = one(call, 'cards');
      return call
        .table('checklists')
        .where((row) => row['idCard'] === id)
        .map((row) => checklist(call, row));
    },
    'PUT /1/cards/:id/checkItem/:item': updateItem,
    'DELETE /1/checklists/:id': (call) => {
      call.remove('checklists');
      return {};
    },
    'POST /1/checklists/:id/checkItems': (call) =>
      call.table('checkItems').insert({
        idChecklist: one(call, 'checklists')['id'],
        name: call.asked['name'],
        state: flag(call.asked['checked']) ? 'complete' : 'incomplete',
      }),
  },
});
