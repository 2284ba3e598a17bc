import { z } from 'zod';
import { defineAction } from '@patchbay/connector-sdk';
import { Id, listed, Max, plainText, RichText, richText } from './notion-list.js';

const Wire = z.object({ id: z.string(), rich_text: RichText, created_time: z.string().nullish() });
const Comment = z.object({ id: z.string(), text: z.string(), at: z.string().optional() });
const toComment = (c: z.output<typeof Wire>) => ({ id: c.id, text: plainText(c.rich_text), at: c.created_time ?? undefined });

const create = defineAction({
  key: 'comment.create',
  title: 'Comment on page',
  effect: 'create',
  input: z.object({ pageId: Id, text: z.string().min(1).max(200_000) }),
  output: Comment,
  async run({ input, http }) {
    const rich_text = richText(input.text).map(({ text }) => ({ text }));
    // https://developers.notion.com/reference/create-a-comment
    return toComment(await http.post('/comments', { json: { parent: { page_id: input.pageId }, rich_text }, expect: Wire }));
  },
});

const list = defineAction({
  key: 'comment.list',
  title: 'List open comments of a page or block',
  effect: 'read',
  input: z.object({ parentId: Id, max: Max }),
  output: z.array(Comment),
  async run({ input, http }) {
    // https://developers.notion.com/reference/list-comments
    const found = await http.all('/comments', { ...listed(Wire), query: { block_id: input.parentId }, max: input.max });
    return found.map(toComment);
  },
});

const users = defineAction({
  key: 'user.list',
  title: 'List users',
  effect: 'read',
  input: z.object({ max: Max }),
  output: z.array(z.object({ id: z.string(), kind: z.string().optional(), name: z.string().optional(), email: z.string().optional() })),
  async run({ input, http }) {
    const User = z.object({
      id: z.string(),
      type: z.string().nullish(),
      name: z.string().nullish(),
      person: z.object({ email: z.string().nullish() }).nullish(),
    });
    // https://developers.notion.com/reference/get-users
    const found = await http.all('/users', { ...listed(User), max: input.max });
    return found.map(({ id, type, name, person }) => ({
      id,
      kind: type ?? undefined,
      name: name ?? undefined,
      email: person?.email ?? undefined,
    }));
  },
});

export const commentActions = [create, list, users];
