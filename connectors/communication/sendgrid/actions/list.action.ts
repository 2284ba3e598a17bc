import { z } from 'zod';
import { defineAction, path } from '@patchbay/connector-sdk';
import { nextToken } from './next-token.js';

const Wire = z.object({ id: z.string(), name: z.string(), contact_count: z.number().nullish() });
const List = z.object({ id: z.string(), name: z.string(), contacts: z.number() });
const toList = ({ id, name, contact_count }: z.output<typeof Wire>) => ({ id, name, contacts: contact_count ?? 0 });
const Id = z.string().min(1);
const Name = z.string().min(1).max(100);

const create = defineAction({
  key: 'list.create',
  title: 'Create list',
  effect: 'create',
  input: z.object({ name: Name }),
  output: List,
  async run({ input, http }) {
    // https://www.twilio.com/docs/sendgrid/api-reference/lists/create-list
    return toList(await http.post('/marketing/lists', { json: input, expect: Wire }));
  },
});

const list = defineAction({
  key: 'list.list',
  title: 'List lists',
  effect: 'read',
  input: z.object({ max: z.int().positive().max(5_000).default(100) }),
  output: z.array(List),
  async run({ input, http }) {
    // https://www.twilio.com/docs/sendgrid/api-reference/lists/get-all-lists
    const found = await http.all('/marketing/lists', {
      pageSize: { param: 'page_size', max: 1_000 },
      max: input.max,
      expect: z.object({ result: z.array(Wire), _metadata: z.object({ next: z.string().nullish() }).nullish() }),
      items: (page) => page.result,
      next: (page) => nextToken(page._metadata?.next),
    });
    return found.map(toList);
  },
});

const rename = defineAction({
  key: 'list.update',
  title: 'Rename list',
  effect: 'update',
  input: z.object({ id: Id, name: Name }),
  output: List,
  async run({ input, http }) {
    // https://www.twilio.com/docs/sendgrid/api-reference/lists/update-list
    return toList(await http.patch(path`/marketing/lists/${input.id}`, { json: { name: input.name }, expect: Wire }));
  },
});

const remove = defineAction({
  key: 'list.delete',
  title: 'Delete list',
  effect: 'delete',
  input: z.object({ id: Id, deleteContacts: z.boolean().default(false).describe('Its contacts are deleted from the account too') }),
  output: z.object({ id: z.string(), deleted: z.literal(true) }),
  async run({ input, http }) {
    // https://www.twilio.com/docs/sendgrid/api-reference/lists/delete-a-list
    await http.delete(path`/marketing/lists/${input.id}`, { query: { delete_contacts: input.deleteContacts } });
    return { id: input.id, deleted: true as const };
  },
});

const removeContacts = defineAction({
  key: 'list.remove_contacts',
  title: 'Take contacts off a list',
  description: 'In the background; the contacts stay in the account.',
  effect: 'update',
  input: z.object({
    id: Id,
    contactIds: z
      .array(z.string().regex(/^[\w-]+$/))
      .min(1)
      .max(100),
  }),
  output: z.object({ jobId: z.string() }),
  async run({ input, http }) {
    // https://www.twilio.com/docs/sendgrid/api-reference/lists/remove-contacts-from-a-list
    const { job_id } = await http.delete(path`/marketing/lists/${input.id}/contacts`, {
      query: { contact_ids: input.contactIds },
      expect: z.object({ job_id: z.string() }),
    });
    return { jobId: job_id };
  },
});

export const listActions = [create, list, rename, remove, removeContacts];
