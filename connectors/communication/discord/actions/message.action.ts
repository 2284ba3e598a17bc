import { z } from 'zod';
import { defineAction, path } from '@patchbay/connector-sdk';
import { Max, Snowflake } from './snowflake.js';

const Wire = z.object({
  id: z.string(),
  channel_id: z.string(),
  content: z.string(),
  timestamp: z.string(),
  edited_timestamp: z.string().nullish(),
  author: z.object({ id: z.string(), username: z.string(), bot: z.boolean().nullish() }),
  attachments: z.array(z.object({ filename: z.string(), url: z.string() })).nullish(),
});
const Message = z.object({
  id: z.string(),
  channelId: z.string(),
  content: z.string().describe("Empty without the bot's message content intent"),
  at: z.string(),
  editedAt: z.string().optional(),
  authorId: z.string(),
  authorName: z.string(),
  fromBot: z.boolean(),
  attachments: z.array(z.object({ filename: z.string(), url: z.string() })),
});
const toMessage = (m: z.output<typeof Wire>) => ({
  id: m.id,
  channelId: m.channel_id,
  content: m.content,
  at: m.timestamp,
  editedAt: m.edited_timestamp ?? undefined,
  authorId: m.author.id,
  authorName: m.author.username,
  fromBot: m.author.bot ?? false,
  attachments: m.attachments ?? [],
});

const Embed = z.object({
  title: z.string().max(256).optional(),
  description: z.string().max(4_096).optional(),
  url: z.url().optional(),
  color: z.int().min(0).max(0xffffff).optional(),
  timestamp: z.iso.datetime().optional(),
  imageUrl: z.url().optional(),
  footer: z.string().max(2_048).optional(),
  fields: z
    .array(z.object({ name: z.string().min(1).max(256), value: z.string().min(1).max(1_024), inline: z.boolean().optional() }))
    .max(25)
    .optional(),
});
const Content = z.string().min(1).max(2_000).describe('Discord markdown').optional();
const Embeds = z.array(Embed).min(1).max(10).optional();
const toEmbeds = (embeds: z.output<typeof Embeds>) =>
  embeds?.map(({ imageUrl, footer, ...embed }) => ({
    ...embed,
    image: imageUrl === undefined ? undefined : { url: imageUrl },
    footer: footer === undefined ? undefined : { text: footer },
  }));
const NOTHING = { error: 'Give content or embeds', path: ['content'] };

const Draft = { content: Content, embeds: Embeds, mentions: z.boolean().default(true).describe('False: nobody is notified by the text') };
const toWire = (draft: { content?: string | undefined; embeds?: z.output<typeof Embeds>; mentions: boolean }) => ({
  content: draft.content,
  embeds: toEmbeds(draft.embeds),
  allowed_mentions: draft.mentions ? undefined : { parse: [] },
});

const send = defineAction({
  key: 'message.send',
  title: 'Send message',
  effect: 'create',
  input: z
    .object({
      channelId: Snowflake,
      ...Draft,
      replyToId: Snowflake.describe('Message to answer').optional(),
      silent: z.boolean().default(false),
    })
    .refine((i) => i.content ?? i.embeds, NOTHING),
  output: Message,
  async run({ input, http }) {
    // https://docs.discord.com/developers/resources/message#create-message
    const message = await http.post(path`/channels/${input.channelId}/messages`, {
      json: {
        ...toWire(input),
        message_reference: input.replyToId === undefined ? undefined : { message_id: input.replyToId },
        flags: input.silent ? 4096 : undefined, // SUPPRESS_NOTIFICATIONS
      },
      expect: Wire,
    });
    return toMessage(message);
  },
});

const sendDirect = defineAction({
  key: 'direct_message.send',
  title: 'Send direct message',
  effect: 'create',
  input: z.object({ userId: Snowflake, ...Draft }).refine((i) => i.content ?? i.embeds, NOTHING),
  output: Message,
  async run({ input, http }) {
    // https://docs.discord.com/developers/resources/user#create-dm (answers the channel there already is)
    const { id } = await http.post('/users/@me/channels', {
      json: { recipient_id: input.userId },
      expect: z.object({ id: z.string() }),
    });
    // https://docs.discord.com/developers/resources/message#create-message
    return toMessage(await http.post(path`/channels/${id}/messages`, { json: toWire(input), expect: Wire }));
  },
});

const get = defineAction({
  key: 'message.get',
  title: 'Get message',
  effect: 'read',
  input: z.object({ channelId: Snowflake, id: Snowflake }),
  output: Message,
  async run({ input, http }) {
    // https://docs.discord.com/developers/resources/message#get-channel-message
    return toMessage(await http.get(path`/channels/${input.channelId}/messages/${input.id}`, { expect: Wire }));
  },
});

const list = defineAction({
  key: 'message.list',
  title: 'List messages',
  description: 'Newest first.',
  effect: 'read',
  input: z.object({ channelId: Snowflake, before: Snowflake.describe('Only messages older than this one').optional(), max: Max }),
  output: z.array(Message),
  async run({ input, http }) {
    // https://docs.discord.com/developers/resources/message#get-channel-messages
    const found = await http.all(path`/channels/${input.channelId}/messages`, {
      query: { before: input.before },
      pageSize: { param: 'limit', max: 100 },
      max: input.max,
      expect: z.array(Wire),
      items: (page) => page,
      next: (page, info) => info.items === info.size && { before: page.at(-1)?.id },
    });
    return found.map(toMessage);
  },
});

const edit = defineAction({
  key: 'message.update',
  title: 'Edit message',
  description: "One of the bot's own.",
  effect: 'update',
  input: z.object({ channelId: Snowflake, id: Snowflake, ...Draft }).refine((i) => i.content ?? i.embeds, NOTHING),
  output: Message,
  async run({ input, http }) {
    // https://docs.discord.com/developers/resources/message#edit-message
    return toMessage(await http.patch(path`/channels/${input.channelId}/messages/${input.id}`, { json: toWire(input), expect: Wire }));
  },
});

const remove = defineAction({
  key: 'message.delete',
  title: 'Delete message',
  effect: 'delete',
  input: z.object({ channelId: Snowflake, id: Snowflake }),
  output: z.object({ id: z.string(), deleted: z.literal(true) }),
  async run({ input, http }) {
    // https://docs.discord.com/developers/resources/message#delete-message
    await http.delete(path`/channels/${input.channelId}/messages/${input.id}`);
    return { id: input.id, deleted: true as const };
  },
});

const react = defineAction({
  key: 'reaction.add',
  title: 'Add reaction',
  // A PUT: repeating it leaves one reaction.
  effect: 'update',
  input: z.object({
    channelId: Snowflake,
    messageId: Snowflake,
    emoji: z.string().min(1).max(60).describe('👍, or name:id of a custom one'),
  }),
  output: z.object({ messageId: z.string(), emoji: z.string() }),
  async run({ input, http }) {
    // https://docs.discord.com/developers/resources/message#create-reaction
    await http.put(path`/channels/${input.channelId}/messages/${input.messageId}/reactions/${input.emoji}/@me`);
    return { messageId: input.messageId, emoji: input.emoji };
  },
});

export const messageActions = [send, sendDirect, get, list, edit, remove, react];
