import { z } from 'zod';
import { defineAction } from '@patchbay/connector-sdk';
import { ChannelId, Max, nextCursor, paged, pageSize } from './slack-list.js';

const Wire = z.object({
  id: z.string(),
  name: z.string().nullish(),
  is_private: z.boolean().nullish(),
  is_archived: z.boolean().nullish(),
  is_member: z.boolean().nullish(),
  num_members: z.number().nullish(),
  topic: z.object({ value: z.string() }).nullish(),
  purpose: z.object({ value: z.string() }).nullish(),
});
const One = z.object({ channel: Wire });
const Channel = z.object({
  id: z.string(),
  name: z.string().optional(),
  isPrivate: z.boolean(),
  isArchived: z.boolean(),
  isMember: z.boolean(),
  memberCount: z.int().optional(),
  topic: z.string().optional(),
  purpose: z.string().optional(),
});
const toChannel = (c: z.output<typeof Wire>) => ({
  id: c.id,
  name: c.name ?? undefined,
  isPrivate: c.is_private ?? false,
  isArchived: c.is_archived ?? false,
  isMember: c.is_member ?? false,
  memberCount: c.num_members ?? undefined,
  topic: c.topic?.value,
  purpose: c.purpose?.value,
});

const list = defineAction({
  key: 'channel.list',
  title: 'List channels',
  effect: 'read',
  scopes: ['channels:read'],
  output: z.array(Channel),
  input: z.object({
    kinds: z
      .array(z.enum(['public_channel', 'private_channel', 'mpim', 'im']))
      .min(1)
      .default(['public_channel']),
    excludeArchived: z.boolean().default(true),
    max: Max,
  }),
  async run({ input, http }) {
    // https://docs.slack.dev/reference/methods/conversations.list
    const channels = await http.all('/conversations.list', {
      query: { types: input.kinds.join(','), exclude_archived: input.excludeArchived },
      bucket: 'slow',
      expect: z.object({ channels: z.array(Wire), ...paged }),
      items: (page) => page.channels,
      max: input.max,
      pageSize,
      next: nextCursor,
    });
    return channels.map(toChannel);
  },
});

const get = defineAction({
  key: 'channel.get',
  title: 'Get channel',
  effect: 'read',
  scopes: ['channels:read'],
  input: z.object({ channel: ChannelId }),
  output: Channel,
  async run({ input, http }) {
    // https://docs.slack.dev/reference/methods/conversations.info
    const { channel } = await http.get('/conversations.info', {
      query: { channel: input.channel, include_num_members: true },
      expect: One,
    });
    return toChannel(channel);
  },
});

const create = defineAction({
  key: 'channel.create',
  title: 'Create channel',
  effect: 'create',
  scopes: ['channels:manage'],
  output: Channel,
  input: z.object({
    name: z
      .string()
      .min(1)
      .max(80)
      .regex(/^[\p{Ll}\p{N}_-]+$/u, 'Lower-case letters, digits, - and _'),
    isPrivate: z.boolean().default(false),
  }),
  async run({ input, http }) {
    // https://docs.slack.dev/reference/methods/conversations.create
    const { channel } = await http.post('/conversations.create', {
      form: { name: input.name, is_private: input.isPrivate },
      bucket: 'slow',
      expect: One,
    });
    return toChannel(channel);
  },
});

const invite = defineAction({
  key: 'channel.invite',
  title: 'Invite to channel',
  effect: 'update',
  scopes: ['channels:manage'],
  output: Channel,
  input: z.object({
    channel: ChannelId,
    userIds: z
      .array(z.string().regex(/^[A-Z0-9]+$/))
      .min(1)
      .max(100),
  }),
  async run({ input, http }) {
    // https://docs.slack.dev/reference/methods/conversations.invite
    const { channel } = await http.post('/conversations.invite', {
      form: { channel: input.channel, users: input.userIds.join(',') },
      expect: One,
    });
    return toChannel(channel);
  },
});

const join = defineAction({
  key: 'channel.join',
  title: 'Join channel',
  effect: 'update',
  scopes: ['channels:join'],
  input: z.object({ channel: ChannelId }),
  output: Channel,
  async run({ input, http }) {
    // https://docs.slack.dev/reference/methods/conversations.join
    const { channel } = await http.post('/conversations.join', { form: { channel: input.channel }, expect: One });
    return toChannel(channel);
  },
});

const openDirect = defineAction({
  key: 'direct_message.open',
  title: 'Open direct message',
  description: 'The channel to write to one or several people.',
  effect: 'update',
  scopes: ['im:write'],
  input: z.object({
    userIds: z
      .array(z.string().regex(/^[A-Z0-9]+$/))
      .min(1)
      .max(8),
  }),
  output: z.object({ channel: z.string() }),
  async run({ input, http }) {
    // https://docs.slack.dev/reference/methods/conversations.open
    const { channel } = await http.post('/conversations.open', { form: { users: input.userIds.join(',') }, expect: One });
    return { channel: channel.id };
  },
});

export const channelActions = [list, get, create, invite, join, openDirect];
