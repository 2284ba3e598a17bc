import { z } from 'zod';
import { defineAction, path } from '@patchbay/connector-sdk';
import { Id, listed, Max, Name, Ref, Text, written } from './trello-list.js';

const Comment = z.object({
  id: z.string(),
  date: z.string(),
  data: z.object({ text: z.string() }),
  memberCreator: z.object({ username: z.string().nullish() }).nullish(),
});
const CommentOut = z.object({ id: z.string(), text: z.string(), at: z.string(), author: z.string().optional() });
const toComment = (c: z.output<typeof Comment>) => ({
  id: c.id,
  text: c.data.text,
  at: c.date,
  author: c.memberCreator?.username ?? undefined,
});

const comment = defineAction({
  key: 'comment.create',
  title: 'Comment on card',
  effect: 'create',
  input: z.object({ cardId: Ref, text: Text.min(1) }),
  output: CommentOut,
  async run({ input, http }) {
    const fields = written({ text: input.text });
    // https://developer.atlassian.com/cloud/trello/rest/api-group-cards/#api-cards-id-actions-comments-post
    return toComment(await http.post(path`/cards/${input.cardId}/actions/comments`, { ...fields, expect: Comment }));
  },
});

const comments = defineAction({
  key: 'comment.list',
  title: 'List the comments of a card',
  description: 'Newest first.',
  effect: 'read',
  input: z.object({ cardId: Ref, max: Max }),
  output: z.array(CommentOut),
  async run({ input, http }) {
    // https://developer.atlassian.com/cloud/trello/rest/api-group-cards/#api-cards-id-actions-get
    const found = await http.all(path`/cards/${input.cardId}/actions`, {
      ...listed(Comment),
      query: { filter: 'commentCard' },
      max: input.max,
    });
    return found.map(toComment);
  },
});

const Label = z.object({ id: z.string(), name: z.string().nullish(), color: z.string().nullish() });
const LabelOut = z.object({ id: z.string(), name: z.string(), color: z.string().optional() });
const toLabel = (l: z.output<typeof Label>) => ({ id: l.id, name: l.name ?? '', color: l.color ?? undefined });
const COLORS = ['green', 'yellow', 'orange', 'red', 'purple', 'blue', 'sky', 'lime', 'pink', 'black'] as const;

const labels = defineAction({
  key: 'label.list',
  title: 'List the labels of a board',
  effect: 'read',
  input: z.object({ boardId: Ref }),
  output: z.array(LabelOut),
  async run({ input, http }) {
    // https://developer.atlassian.com/cloud/trello/rest/api-group-boards/#api-boards-id-labels-get (a board has at most 1,000)
    const found = await http.get(path`/boards/${input.boardId}/labels`, { query: { limit: 1_000 }, expect: z.array(Label) });
    return found.map(toLabel);
  },
});

const createLabel = defineAction({
  key: 'label.create',
  title: 'Create label',
  effect: 'create',
  input: z.object({ boardId: Id, name: Name, color: z.enum(COLORS) }),
  output: LabelOut,
  async run({ input, http }) {
    const fields = { name: input.name, color: input.color, idBoard: input.boardId };
    // https://developer.atlassian.com/cloud/trello/rest/api-group-labels/#api-labels-post
    return toLabel(await http.post('/labels', { ...written(fields), expect: Label }));
  },
});

const attach = defineAction({
  key: 'attachment.create',
  title: 'Attach link to card',
  effect: 'create',
  input: z.object({ cardId: Ref, url: z.url({ protocol: /^https?$/ }).max(2_000), name: z.string().max(256).optional() }),
  output: z.object({ id: z.string(), url: z.string(), name: z.string().optional() }),
  async run({ input, http }) {
    // https://developer.atlassian.com/cloud/trello/rest/api-group-cards/#api-cards-id-attachments-post
    const { id, url, name } = await http.post(path`/cards/${input.cardId}/attachments`, {
      ...written({ url: input.url, name: input.name }),
      expect: z.object({ id: z.string(), url: z.string(), name: z.string().nullish() }),
    });
    return { id, url, name: name ?? undefined };
  },
});

/** Putting a label or member of the board on a card, and taking it off. */
function assigning(noun: 'label' | 'member', collection: 'idLabels' | 'idMembers') {
  const id = `${noun}Id` as const;
  const input = z.object({ cardId: Ref, [id]: Id }) as z.ZodObject<{ cardId: typeof Ref } & Record<typeof id, typeof Id>>;
  const shared = { effect: 'update', input, output: input } as const;
  const add = defineAction({
    ...shared,
    key: `card.add_${noun}`,
    title: `Add ${noun} to card`,
    async run({ input: given, http }) {
      // https://developer.atlassian.com/cloud/trello/rest/api-group-cards/#api-cards-id-idlabels-post (alike for members)
      await http.post(path`/cards/${given.cardId}/${collection}`, { query: { value: given[id] } });
      return given;
    },
  });
  const remove = defineAction({
    ...shared,
    key: `card.remove_${noun}`,
    title: `Remove ${noun} from card`,
    async run({ input: given, http }) {
      // https://developer.atlassian.com/cloud/trello/rest/api-group-cards/#api-cards-id-idlabels-idlabel-delete (alike for members)
      await http.delete(path`/cards/${given.cardId}/${collection}/${given[id]}`);
      return given;
    },
  });
  return [add, remove];
}

export const cardPartActions = [
  comment,
  comments,
  labels,
  createLabel,
  attach,
  ...assigning('label', 'idLabels'),
  ...assigning('member', 'idMembers'),
];
