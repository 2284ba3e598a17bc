import { z } from 'zod';
import { defineAction, path } from '@patchbay/connector-sdk';
import { Id, listed, Max, Named, one, Ref, toNamed } from './envelope.js';

const opt_fields = ['text', 'type', 'created_at', 'created_by.name'];
const Wire = z.object({
  gid: z.string(),
  type: z.string().nullish(),
  text: z.string().nullish(),
  created_at: z.string().nullish(),
  created_by: Ref.nullish(),
});
const Comment = z.object({ id: z.string(), text: z.string(), at: z.string().optional(), author: Named.optional() });
const toComment = (s: z.output<typeof Wire>) => ({
  id: s.gid,
  text: s.text ?? '',
  at: s.created_at ?? undefined,
  author: s.created_by ? toNamed(s.created_by) : undefined,
});

const create = defineAction({
  key: 'comment.create',
  title: 'Comment on task',
  effect: 'create',
  input: z
    .object({ taskId: Id, text: z.string().min(1).optional(), html: z.string().min(1).optional(), pinned: z.boolean().optional() })
    .refine((i) => (i.text === undefined) !== (i.html === undefined), { error: 'Give either text or html', path: ['text'] }),
  output: Comment,
  async run({ input, http }) {
    const data = { text: input.text, html_text: input.html, is_pinned: input.pinned };
    // https://developers.asana.com/reference/createstoryfortask
    const made = await http.post(path`/tasks/${input.taskId}/stories`, { query: { opt_fields }, json: { data }, expect: one(Wire) });
    return toComment(made.data);
  },
});

const list = defineAction({
  key: 'comment.list',
  title: 'List comments of task',
  description: 'Oldest first.',
  effect: 'read',
  input: z.object({ taskId: Id, max: Max }),
  output: z.array(Comment),
  async run({ input, http }) {
    const { expect, next } = listed(Wire);
    // https://developers.asana.com/reference/getstoriesfortask (comments stand among notes of what Asana itself has done)
    const stories = await http.all(path`/tasks/${input.taskId}/stories`, {
      query: { opt_fields, limit: 100 },
      max: input.max,
      expect,
      items: (page) => page.data.filter(({ type }) => type === 'comment'),
      next,
    });
    return stories.map(toComment);
  },
});

export const commentActions = [create, list];
