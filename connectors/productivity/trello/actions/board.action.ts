import { z } from 'zod';
import { defineAction, path } from '@patchbay/connector-sdk';
import { deleting, Id, Name, Position, Ref, Text, written } from './trello-list.js';

const Wire = z.object({
  id: z.string(),
  name: z.string(),
  desc: z.string().nullish(),
  closed: z.boolean().nullish(),
  url: z.string().nullish(),
  idOrganization: z.string().nullish(),
});
const Board = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string().optional(),
  closed: z.boolean(),
  url: z.string().optional(),
  workspaceId: z.string().optional(),
});
const toBoard = (b: z.output<typeof Wire>) => ({
  id: b.id,
  name: b.name,
  description: b.desc || undefined,
  closed: b.closed ?? false,
  url: b.url ?? undefined,
  workspaceId: b.idOrganization ?? undefined,
});

const ListWire = z.object({ id: z.string(), name: z.string(), closed: z.boolean().nullish(), idBoard: z.string().nullish() });
const List = z.object({ id: z.string(), name: z.string(), closed: z.boolean(), boardId: z.string().optional() });
const toList = (l: z.output<typeof ListWire>) => ({
  id: l.id,
  name: l.name,
  closed: l.closed ?? false,
  boardId: l.idBoard ?? undefined,
});

const list = defineAction({
  key: 'board.list',
  title: 'List my boards',
  effect: 'read',
  input: z.object({ filter: z.enum(['open', 'closed', 'starred', 'all']).default('open') }),
  output: z.array(Board),
  async run({ input, http }) {
    // https://developer.atlassian.com/cloud/trello/rest/api-group-members/#api-members-id-boards-get
    const boards = await http.get('/members/me/boards', {
      query: { filter: input.filter },
      bucket: 'members',
      expect: z.array(Wire),
    });
    return boards.map(toBoard);
  },
});

const get = defineAction({
  key: 'board.get',
  title: 'Get board',
  effect: 'read',
  input: z.object({ id: Ref }),
  output: Board,
  async run({ input, http }) {
    // https://developer.atlassian.com/cloud/trello/rest/api-group-boards/#api-boards-id-get
    return toBoard(await http.get(path`/boards/${input.id}`, { expect: Wire }));
  },
});

const create = defineAction({
  key: 'board.create',
  title: 'Create board',
  effect: 'create',
  input: z.object({
    name: Name,
    description: Text.optional(),
    workspaceId: Id.optional(),
    defaultLists: z.boolean().describe('With lists To Do, Doing and Done').default(true),
    visibility: z.enum(['private', 'org', 'public']).default('private'),
  }),
  output: Board,
  async run({ input, http }) {
    const fields = {
      name: input.name,
      desc: input.description,
      idOrganization: input.workspaceId,
      defaultLists: input.defaultLists,
      prefs_permissionLevel: input.visibility,
    };
    // https://developer.atlassian.com/cloud/trello/rest/api-group-boards/#api-boards-post
    return toBoard(await http.post('/boards/', { ...written(fields), expect: Wire }));
  },
});

const update = defineAction({
  key: 'board.update',
  title: 'Update, close or reopen board',
  effect: 'update',
  input: z.object({ id: Ref, name: Name.optional(), description: Text.optional(), closed: z.boolean().optional() }),
  output: Board,
  async run({ input, http }) {
    const fields = { name: input.name, desc: input.description, closed: input.closed };
    // https://developer.atlassian.com/cloud/trello/rest/api-group-boards/#api-boards-id-put
    return toBoard(await http.put(path`/boards/${input.id}`, { ...written(fields), expect: Wire }));
  },
});

const lists = defineAction({
  key: 'list.list',
  title: 'List the lists of a board',
  effect: 'read',
  input: z.object({ boardId: Ref, filter: z.enum(['open', 'closed', 'all']).default('open') }),
  output: z.array(List),
  async run({ input, http }) {
    // https://developer.atlassian.com/cloud/trello/rest/api-group-boards/#api-boards-id-lists-get
    const found = await http.get(path`/boards/${input.boardId}/lists`, {
      query: { filter: input.filter },
      expect: z.array(ListWire),
    });
    return found.map(toList);
  },
});

const createList = defineAction({
  key: 'list.create',
  title: 'Create list',
  effect: 'create',
  input: z.object({ boardId: Id, name: Name, position: Position.optional() }),
  output: List,
  async run({ input, http }) {
    const fields = { name: input.name, idBoard: input.boardId, pos: input.position };
    // https://developer.atlassian.com/cloud/trello/rest/api-group-lists/#api-lists-post
    return toList(await http.post('/lists', { ...written(fields), expect: ListWire }));
  },
});

const updateList = defineAction({
  key: 'list.update',
  title: 'Rename, move, archive or restore list',
  effect: 'update',
  input: z.object({ id: Id, name: Name.optional(), position: Position.optional(), closed: z.boolean().describe('Archived').optional() }),
  output: List,
  async run({ input, http }) {
    const fields = { name: input.name, pos: input.position, closed: input.closed };
    // https://developer.atlassian.com/cloud/trello/rest/api-group-lists/#api-lists-id-put
    return toList(await http.put(path`/lists/${input.id}`, { ...written(fields), expect: ListWire }));
  },
});

const members = defineAction({
  key: 'member.list',
  title: 'List the members of a board',
  effect: 'read',
  input: z.object({ boardId: Ref }),
  output: z.array(z.object({ id: z.string(), username: z.string(), name: z.string().optional() })),
  async run({ input, http }) {
    // https://developer.atlassian.com/cloud/trello/rest/api-group-boards/#api-boards-id-members-get
    const found = await http.get(path`/boards/${input.boardId}/members`, {
      expect: z.array(z.object({ id: z.string(), username: z.string(), fullName: z.string().nullish() })),
    });
    return found.map(({ id, username, fullName }) => ({ id, username, name: fullName ?? undefined }));
  },
});

export const boardActions = [
  list,
  get,
  create,
  update,
  deleting('board', 'With everything on it, for good. To keep it, close it with board.update.'),
  lists,
  createList,
  updateList,
  members,
];
