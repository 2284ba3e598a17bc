import { z } from 'zod';
import { defineAction, path } from '@patchbay/connector-sdk';
import { Snowflake } from './snowflake.js';

/** https://docs.discord.com/developers/resources/channel#channel-object-channel-types */
const KINDS: Readonly<Record<number, string>> = {
  0: 'text',
  1: 'dm',
  2: 'voice',
  3: 'group_dm',
  4: 'category',
  5: 'announcement',
  10: 'announcement_thread',
  11: 'public_thread',
  12: 'private_thread',
  13: 'stage',
  14: 'directory',
  15: 'forum',
  16: 'media',
};
const NEW_KINDS = { text: 0, voice: 2, category: 4, announcement: 5, stage: 13, forum: 15 } as const;

const Wire = z.object({
  id: z.string(),
  type: z.number(),
  name: z.string().nullish(),
  topic: z.string().nullish(),
  guild_id: z.string().nullish(),
  parent_id: z.string().nullish(),
});
const Channel = z.object({
  id: z.string(),
  kind: z.string(),
  name: z.string().optional(),
  topic: z.string().optional(),
  guildId: z.string().optional(),
  parentId: z.string().describe('Category, or the channel of a thread').optional(),
});
const toChannel = (c: z.output<typeof Wire>) => ({
  id: c.id,
  kind: KINDS[c.type] ?? String(c.type),
  name: c.name ?? undefined,
  topic: c.topic ?? undefined,
  guildId: c.guild_id ?? undefined,
  parentId: c.parent_id ?? undefined,
});
const Name = z.string().min(1).max(100);
const Topic = z.string().max(1_024).optional();

const list = defineAction({
  key: 'channel.list',
  title: 'List channels of a server',
  effect: 'read',
  input: z.object({ guildId: Snowflake }),
  output: z.array(Channel),
  async run({ input, http }) {
    // https://docs.discord.com/developers/resources/guild#get-guild-channels
    const found = await http.get(path`/guilds/${input.guildId}/channels`, { expect: z.array(Wire) });
    return found.map(toChannel);
  },
});

const get = defineAction({
  key: 'channel.get',
  title: 'Get channel',
  effect: 'read',
  input: z.object({ id: Snowflake }),
  output: Channel,
  async run({ input, http }) {
    // https://docs.discord.com/developers/resources/channel#get-channel
    return toChannel(await http.get(path`/channels/${input.id}`, { expect: Wire }));
  },
});

const create = defineAction({
  key: 'channel.create',
  title: 'Create channel',
  effect: 'create',
  input: z.object({
    guildId: Snowflake,
    name: Name,
    kind: z.enum(['text', 'voice', 'category', 'announcement', 'stage', 'forum']).default('text'),
    topic: Topic,
    parentId: Snowflake.describe('Category').optional(),
  }),
  output: Channel,
  async run({ input, http }) {
    // https://docs.discord.com/developers/resources/guild#create-guild-channel
    const channel = await http.post(path`/guilds/${input.guildId}/channels`, {
      json: { name: input.name, type: NEW_KINDS[input.kind], topic: input.topic, parent_id: input.parentId },
      expect: Wire,
    });
    return toChannel(channel);
  },
});

const update = defineAction({
  key: 'channel.update',
  title: 'Update channel',
  description: 'Discord allows two changes of name or topic in ten minutes.',
  effect: 'update',
  input: z.object({ id: Snowflake, name: Name.optional(), topic: Topic, parentId: Snowflake.optional() }),
  output: Channel,
  async run({ input, http }) {
    const json = { name: input.name, topic: input.topic, parent_id: input.parentId };
    // https://docs.discord.com/developers/resources/channel#modify-channel
    return toChannel(await http.patch(path`/channels/${input.id}`, { json, expect: Wire }));
  },
});

const remove = defineAction({
  key: 'channel.delete',
  title: 'Delete channel or thread',
  description: 'This cannot be undone.',
  effect: 'delete',
  input: z.object({ id: Snowflake }),
  output: z.object({ id: z.string(), deleted: z.literal(true) }),
  async run({ input, http }) {
    // https://docs.discord.com/developers/resources/channel#delete-close-channel
    await http.delete(path`/channels/${input.id}`);
    return { id: input.id, deleted: true as const };
  },
});

const thread = defineAction({
  key: 'thread.create',
  title: 'Start thread from a message',
  effect: 'create',
  input: z.object({
    channelId: Snowflake,
    messageId: Snowflake,
    name: Name,
    archiveAfterMinutes: z.union([z.literal(60), z.literal(1_440), z.literal(4_320), z.literal(10_080)]).optional(),
  }),
  output: Channel,
  async run({ input, http }) {
    // https://docs.discord.com/developers/resources/channel#start-thread-from-message
    const channel = await http.post(path`/channels/${input.channelId}/messages/${input.messageId}/threads`, {
      json: { name: input.name, auto_archive_duration: input.archiveAfterMinutes },
      expect: Wire,
    });
    return toChannel(channel);
  },
});

export const channelActions = [list, get, create, update, remove, thread];
