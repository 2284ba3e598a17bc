import { z } from 'zod';
import { byPage, defineAction, path } from '@patchbay/connector-sdk';
import { deleting, Id, listed, Max, Name, Position, Ref, Text, written } from './trello-list.js';

const Wire = z.object({
  id: z.string(),
  name: z.string(),
  desc: z.string().nullish(),
  closed: z.boolean().nullish(),
  idBoard: z.string(),
  idList: z.string(),
  idMembers: z.array(z.string()).nullish(),
  idLabels: z.array(z.string()).nullish(),
  start: z.string().nullish(),
  due: z.string().nullish(),
  dueComplete: z.boolean().nullish(),
  dateLastActivity: z.string().nullish(),
  url: z.string().nullish(),
});
const Card = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string().optional(),
  archived: z.boolean(),
  boardId: z.string(),
  listId: z.string(),
  memberIds: z.array(z.string()),
  labelIds: z.array(z.string()),
  start: z.string().optional(),
  due: z.string().optional(),
  dueComplete: z.boolean(),
  lastActivityAt: z.string().optional(),
  url: z.string().optional(),
});
const toCard = (c: z.output<typeof Wire>) => ({
  id: c.id,
  name: c.name,
  description: c.desc || undefined,
  archived: c.closed ?? false,
  boardId: c.idBoard,
  listId: c.idList,
  memberIds: c.idMembers ?? [],
  labelIds: c.idLabels ?? [],
  start: c.start ?? undefined,
  due: c.due ?? undefined,
  dueComplete: c.dueComplete ?? false,
  lastActivityAt: c.dateLastActivity ?? undefined,
  url: c.url ?? undefined,
});

const When = z.iso.datetime({ offset: true });
const Fields = z.object({
  name: Name.optional(),
  description: Text.describe('Markdown').optional(),
  position: Position.optional(),
  start: z.union([When, z.literal('')]).optional(),
  due: z.union([When, z.literal('')]).optional(),
  dueComplete: z.boolean().optional(),
  memberIds: z.array(Id).max(50).optional(),
  labelIds: z.array(Id).max(50).optional(),
});
const toWire = (f: z.output<typeof Fields>) => ({
  name: f.name,
  desc: f.description,
  pos: f.position,
  start: f.start,
  due: f.due,
  dueComplete: f.dueComplete,
  // One text: an empty list is sent as well, and takes all of them off the card.
  idMembers: f.memberIds?.join(','),
  idLabels: f.labelIds?.join(','),
});

const create = defineAction({
  key: 'card.create',
  title: 'Create card',
  effect: 'create',
  input: Fields.extend({ listId: Id, name: Name, start: When.optional(), due: When.optional() }),
  output: Card,
  async run({ input, http }) {
    const fields = { ...toWire(input), idList: input.listId };
    // https://developer.atlassian.com/cloud/trello/rest/api-group-cards/#api-cards-post
    return toCard(await http.post('/cards', { ...written(fields), expect: Wire }));
  },
});

const get = defineAction({
  key: 'card.get',
  title: 'Get card',
  effect: 'read',
  input: z.object({ id: Ref }),
  output: Card,
  async run({ input, http }) {
    // https://developer.atlassian.com/cloud/trello/rest/api-group-cards/#api-cards-id-get
    return toCard(await http.get(path`/cards/${input.id}`, { expect: Wire }));
  },
});

const update = defineAction({
  key: 'card.update',
  title: 'Update, move or archive card',
  description: 'An empty text clears start or due; a list of members or labels replaces those on the card.',
  effect: 'update',
  input: Fields.extend({ id: Ref, listId: Id.optional(), boardId: Id.optional(), archived: z.boolean().optional() }),
  output: Card,
  async run({ input, http }) {
    const fields = { ...toWire(input), idList: input.listId, idBoard: input.boardId, closed: input.archived };
    // https://developer.atlassian.com/cloud/trello/rest/api-group-cards/#api-cards-id-put
    return toCard(await http.put(path`/cards/${input.id}`, { ...written(fields), expect: Wire }));
  },
});

const list = defineAction({
  key: 'card.list',
  title: 'List the cards of a board or list',
  description: 'Cards that are not archived.',
  effect: 'read',
  input: z
    .object({ boardId: Ref.optional(), listId: Id.optional(), max: Max })
    .refine((i) => (i.boardId === undefined) !== (i.listId === undefined), { error: 'Give either boardId or listId', path: ['boardId'] }),
  output: z.array(Card),
  async run({ input, http }) {
    const place = input.listId === undefined ? path`/boards/${input.boardId ?? ''}/cards` : path`/lists/${input.listId}/cards`;
    // https://developer.atlassian.com/cloud/trello/rest/api-group-boards/#api-boards-id-cards-get
    const cards = await http.all(place, { ...listed(Wire), max: input.max });
    return cards.map(toCard);
  },
});

const search = defineAction({
  key: 'card.search',
  title: 'Search cards',
  effect: 'read',
  input: z.object({
    query: z.string().min(1).max(16_384).describe('Words, and operators such as @me, #label, due:week, list:"To Do"'),
    boardIds: z.array(Id).min(1).max(24).optional(),
    partial: z.boolean().describe('Also words that only begin like those of the query').default(false),
    max: Max,
  }),
  output: z.array(Card),
  async run({ input, http }) {
    // https://developer.atlassian.com/cloud/trello/rest/api-group-search/#api-search-get
    const cards = await http.all('/search', {
      query: { query: input.query, modelTypes: 'cards', idBoards: input.boardIds?.join(','), partial: input.partial },
      bucket: 'search',
      pageSize: { param: 'cards_limit', max: 100 },
      max: input.max,
      expect: z.object({ cards: z.array(Wire) }),
      items: (page) => page.cards,
      next: byPage('cards_page', 0),
    });
    return cards.map(toCard);
  },
});

export const cardActions = [create, get, update, deleting('card', 'For good. To keep it, archive it with card.update.'), list, search];
