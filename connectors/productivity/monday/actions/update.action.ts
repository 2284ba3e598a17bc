import { z } from 'zod';
import { defineAction } from '@patchbay/connector-sdk';
import { found, Id, Max, Named, paged, removing } from './monday-graphql.js';

const FIELDS = 'id body text_body created_at creator { id name }';
const Wire = z.object({
  id: z.string(),
  body: z.string(),
  text_body: z.string().nullish(),
  created_at: z.string().nullish(),
  creator: Named.nullish(),
});
const Update = z.object({
  id: z.string(),
  html: z.string(),
  text: z.string().optional(),
  at: z.string().optional(),
  author: Named.optional(),
});
const toUpdate = (u: z.output<typeof Wire>) => ({
  id: u.id,
  html: u.body,
  text: u.text_body ?? undefined,
  at: u.created_at ?? undefined,
  author: u.creator ?? undefined,
});

const CREATE = `mutation ($item: ID, $parent: ID, $body: String!) { result: create_update(item_id: $item, parent_id: $parent, body: $body) { ${FIELDS} } }`;
const create = defineAction({
  key: 'update.create',
  title: 'Comment on item, or reply to an update',
  effect: 'create',
  input: z
    .object({ itemId: Id.optional(), replyToId: Id.optional(), html: z.string().min(1) })
    .refine((i) => i.itemId ?? i.replyToId, { error: 'Give itemId or replyToId', path: ['itemId'] }),
  output: Update,
  async run({ input, http }) {
    const variables = { item: input.itemId, parent: input.replyToId, body: input.html };
    // https://developer.monday.com/api-reference/reference/updates#create-an-update
    const { result } = await http.post('/v2', { graphql: { query: CREATE, variables }, expect: z.object({ result: Wire }) });
    return toUpdate(result);
  },
});

const LIST = `query ($item: ID!, $limit: Int!, $page: Int) { items(ids: [$item]) { result: updates(limit: $limit, page: $page) { ${FIELDS} } } }`;
const list = defineAction({
  key: 'update.list',
  title: 'List updates of item',
  description: 'Newest first.',
  effect: 'read',
  input: z.object({ itemId: Id, max: Max }),
  output: z.array(Update),
  async run({ input, http }) {
    const below = paged(Wire);
    const expect = z.object({ items: z.array(below.expect.nullable()).nullish() });
    // https://developer.monday.com/api-reference/reference/updates#queries
    const updates = await http.all('/v2', {
      ...below,
      graphql: { query: LIST, variables: { item: input.itemId } },
      max: input.max,
      expect,
      items: ({ items }) => below.items(found(items, 'item')),
      next: ({ items }, info) => below.next(found(items, 'item'), info),
    });
    return updates.map(toUpdate);
  },
});

export const updateActions = [
  create,
  list,
  removing({ key: 'update.delete', title: 'Delete update', field: 'delete_update', argument: 'id' }),
];
