import { z } from 'zod';
import { defineAction, path } from '@patchbay/connector-sdk';
import { Id, listed, Max } from './graph-page.js';

const Wire = z.object({
  id: z.string(),
  displayName: z.string(),
  description: z.string().nullish(),
  membershipType: z.string().nullish(),
  webUrl: z.string().nullish(),
});
const Channel = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string().optional(),
  kind: z.string().describe('standard, private or shared').optional(),
  url: z.string().optional(),
});
const toChannel = (c: z.output<typeof Wire>) => ({
  id: c.id,
  name: c.displayName,
  description: c.description ?? undefined,
  kind: c.membershipType ?? undefined,
  url: c.webUrl ?? undefined,
});
const Name = z
  .string()
  .min(1)
  .max(50)
  .regex(/^[^~#%&*{}+/\\:<>?|'"]+$/, { error: 'Has characters that no channel name can have' });

const list = defineAction({
  key: 'channel.list',
  title: 'List channels of a team',
  effect: 'read',
  input: z.object({ teamId: Id, max: Max }),
  output: z.array(Channel),
  async run({ input, http }) {
    // https://learn.microsoft.com/en-us/graph/api/channel-list
    const found = await http.all(path`/teams/${input.teamId}/channels`, { ...listed(Wire), max: input.max });
    return found.map(toChannel);
  },
});

const get = defineAction({
  key: 'channel.get',
  title: 'Get channel',
  effect: 'read',
  input: z.object({ teamId: Id, id: Id }),
  output: Channel,
  async run({ input, http }) {
    // https://learn.microsoft.com/en-us/graph/api/channel-get
    return toChannel(await http.get(path`/teams/${input.teamId}/channels/${input.id}`, { expect: Wire }));
  },
});

const create = defineAction({
  key: 'channel.create',
  title: 'Create channel',
  effect: 'create',
  input: z.object({ teamId: Id, name: Name, description: z.string().max(1_024).optional() }),
  output: Channel,
  async run({ input, http }) {
    // https://learn.microsoft.com/en-us/graph/api/channel-post
    const channel = await http.post(path`/teams/${input.teamId}/channels`, {
      json: { displayName: input.name, description: input.description, membershipType: 'standard' },
      expect: Wire,
    });
    return toChannel(channel);
  },
});

const update = defineAction({
  key: 'channel.update',
  title: 'Update channel',
  effect: 'update',
  input: z.object({ teamId: Id, id: Id, name: Name.optional(), description: z.string().max(1_024).optional() }),
  output: z.object({ id: z.string() }),
  async run({ input, http }) {
    // https://learn.microsoft.com/en-us/graph/api/channel-patch (answers nothing)
    await http.patch(path`/teams/${input.teamId}/channels/${input.id}`, {
      json: { displayName: input.name, description: input.description },
    });
    return { id: input.id };
  },
});

const remove = defineAction({
  key: 'channel.delete',
  title: 'Delete channel',
  effect: 'delete',
  input: z.object({ teamId: Id, id: Id }),
  output: z.object({ id: z.string(), deleted: z.literal(true) }),
  async run({ input, http }) {
    // https://learn.microsoft.com/en-us/graph/api/channel-delete
    await http.delete(path`/teams/${input.teamId}/channels/${input.id}`);
    return { id: input.id, deleted: true as const };
  },
});

export const channelActions = [list, get, create, update, remove];
