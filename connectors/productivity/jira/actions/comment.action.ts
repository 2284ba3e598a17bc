import { z } from 'zod';
import { byOffset, defineAction, path } from '@patchbay/connector-sdk';
import { textOf, toDocument } from './document.js';
import { Key } from './issue.action.js';

const Wire = z.object({
  id: z.string(),
  body: z.unknown(),
  created: z.string().nullish(),
  author: z.object({ accountId: z.string(), displayName: z.string().nullish() }).nullish(),
});
const Comment = z.object({
  id: z.string(),
  text: z.string(),
  at: z.string().optional(),
  authorId: z.string().optional(),
  authorName: z.string().optional(),
});
const toComment = (c: z.output<typeof Wire>) => ({
  id: c.id,
  text: textOf(c.body) ?? '',
  at: c.created ?? undefined,
  authorId: c.author?.accountId,
  authorName: c.author?.displayName ?? undefined,
});

const add = defineAction({
  key: 'comment.add',
  title: 'Add comment',
  effect: 'create',
  input: z.object({ issue: Key, text: z.string().min(1).max(32_767) }),
  output: Comment,
  async run({ input, http }) {
    // https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-comments/#api-rest-api-3-issue-issueidorkey-comment-post
    return toComment(await http.post(path`/issue/${input.issue}/comment`, { json: { body: toDocument(input.text) }, expect: Wire }));
  },
});

const list = defineAction({
  key: 'comment.list',
  title: 'List comments',
  effect: 'read',
  input: z.object({ issue: Key, newestFirst: z.boolean().default(false), max: z.int().positive().max(5_000).default(100) }),
  output: z.array(Comment),
  async run({ input, http }) {
    // https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-comments/#api-rest-api-3-issue-issueidorkey-comment-get
    const found = await http.all(path`/issue/${input.issue}/comment`, {
      query: { orderBy: input.newestFirst ? '-created' : 'created' },
      pageSize: { param: 'maxResults', max: 100 },
      max: input.max,
      expect: z.object({ comments: z.array(Wire), total: z.number() }),
      items: (page) => page.comments,
      // The site may give shorter pages than asked for.
      next: (page, info) => info.total < page.total && byOffset('startAt')(page, { ...info, size: undefined }),
    });
    return found.map(toComment);
  },
});

export const commentActions = [add, list];
