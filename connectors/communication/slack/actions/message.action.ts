import { z } from 'zod';
import { defineAction } from '@patchbay/connector-sdk';
import { ChannelId, Max, nextCursor, paged, pageSize, Timestamp } from './slack-list.js';

const MessageWire = z.object({
  ts: z.string(),
  text: z.string().nullish(),
  user: z.string().nullish(),
  bot_id: z.string().nullish(),
  thread_ts: z.string().nullish(),
  reply_count: z.number().nullish(),
});
const Messages = z.object({ messages: z.array(MessageWire), ...paged });
const Message = z.object({
  ts: z.string(),
  text: z.string().optional(),
  userId: z.string().optional(),
  botId: z.string().optional(),
  threadTs: z.string().optional(),
  replyCount: z.int().optional(),
});
const toMessage = (m: z.output<typeof MessageWire>) => ({
  ts: m.ts,
  text: m.text ?? undefined,
  userId: m.user ?? undefined,
  botId: m.bot_id ?? undefined,
  threadTs: m.thread_ts ?? undefined,
  replyCount: m.reply_count ?? undefined,
});

const Content = z.object({
  text: z.string().max(40_000).describe('Slack mrkdwn; with blocks, the text of notifications').optional(),
  blocks: z.array(z.record(z.string(), z.unknown())).max(50).describe('Block Kit').optional(),
});
// A form carries blocks as JSON text, which Slack takes everywhere it takes JSON bodies.
const content = (i: z.output<typeof Content>) => ({ text: i.text, blocks: i.blocks && JSON.stringify(i.blocks) });
const hasContent = [
  (i: z.output<typeof Content>) => (i.text ?? i.blocks) !== undefined,
  { error: 'Give text or blocks', path: ['text'] },
] as [(i: z.output<typeof Content>) => boolean, { error: string; path: string[] }];

const Placed = z.object({ channel: z.string(), ts: z.string() });

const send = defineAction({
  key: 'message.send',
  title: 'Send message',
  effect: 'create',
  scopes: ['chat:write'],
  output: Placed,
  input: Content.extend({
    channel: ChannelId,
    threadTs: Timestamp.describe('Answers in this thread').optional(),
    replyBroadcast: z.boolean().optional(),
    unfurlLinks: z.boolean().optional(),
    username: z.string().optional(),
    iconEmoji: z.string().optional(),
  }).refine(...hasContent),
  async run({ input, http }) {
    const form = {
      channel: input.channel,
      ...content(input),
      thread_ts: input.threadTs,
      reply_broadcast: input.replyBroadcast,
      unfurl_links: input.unfurlLinks,
      username: input.username,
      icon_emoji: input.iconEmoji,
    };
    // https://docs.slack.dev/reference/methods/chat.postMessage
    return http.post('/chat.postMessage', { form, bucket: 'message', expect: Placed });
  },
});

const update = defineAction({
  key: 'message.update',
  title: 'Update message',
  effect: 'update',
  scopes: ['chat:write'],
  output: Placed,
  input: Content.extend({ channel: ChannelId, ts: Timestamp }).refine(...hasContent),
  async run({ input, http }) {
    // https://docs.slack.dev/reference/methods/chat.update
    return http.post('/chat.update', { form: { channel: input.channel, ts: input.ts, ...content(input) }, expect: Placed });
  },
});

const remove = defineAction({
  key: 'message.delete',
  title: 'Delete message',
  effect: 'delete',
  scopes: ['chat:write'],
  input: z.object({ channel: ChannelId, ts: Timestamp }),
  output: Placed.extend({ deleted: z.literal(true) }),
  async run({ input, http }) {
    // https://docs.slack.dev/reference/methods/chat.delete
    const placed = await http.post('/chat.delete', { form: { channel: input.channel, ts: input.ts }, expect: Placed });
    return { ...placed, deleted: true as const };
  },
});

const sendEphemeral = defineAction({
  key: 'message.send_ephemeral',
  title: 'Send ephemeral message',
  description: 'Only the given person sees it.',
  effect: 'create',
  scopes: ['chat:write'],
  input: Content.extend({ channel: ChannelId, userId: z.string().min(1), threadTs: Timestamp.optional() }).refine(...hasContent),
  output: z.object({ ts: z.string() }),
  async run({ input, http }) {
    const form = { channel: input.channel, user: input.userId, thread_ts: input.threadTs, ...content(input) };
    // https://docs.slack.dev/reference/methods/chat.postEphemeral
    const { message_ts } = await http.post('/chat.postEphemeral', { form, expect: z.object({ message_ts: z.string() }) });
    return { ts: message_ts };
  },
});

const schedule = defineAction({
  key: 'message.schedule',
  title: 'Schedule message',
  effect: 'create',
  scopes: ['chat:write'],
  input: Content.extend({ channel: ChannelId, postAt: z.iso.datetime({ offset: true }), threadTs: Timestamp.optional() }).refine(
    ...hasContent,
  ),
  output: z.object({ channel: z.string(), scheduledMessageId: z.string() }),
  async run({ input, http }) {
    const form = {
      channel: input.channel,
      post_at: Math.floor(Date.parse(input.postAt) / 1000),
      thread_ts: input.threadTs,
      ...content(input),
    };
    // https://docs.slack.dev/reference/methods/chat.scheduleMessage
    const scheduled = await http.post('/chat.scheduleMessage', {
      form,
      expect: z.object({ channel: z.string(), scheduled_message_id: z.string() }),
    });
    return { channel: scheduled.channel, scheduledMessageId: scheduled.scheduled_message_id };
  },
});

const list = defineAction({
  key: 'message.list',
  title: 'List messages of a channel',
  effect: 'read',
  scopes: ['channels:history'],
  output: z.array(Message),
  input: z.object({ channel: ChannelId, oldest: Timestamp.optional(), latest: Timestamp.optional(), max: Max }),
  async run({ input, http }) {
    // https://docs.slack.dev/reference/methods/conversations.history
    const messages = await http.all('/conversations.history', {
      query: { channel: input.channel, oldest: input.oldest, latest: input.latest },
      expect: Messages,
      items: (page) => page.messages,
      max: input.max,
      pageSize,
      next: nextCursor,
    });
    return messages.map(toMessage);
  },
});

const listThread = defineAction({
  key: 'thread.list',
  title: 'List messages of a thread',
  effect: 'read',
  scopes: ['channels:history'],
  output: z.array(Message),
  input: z.object({ channel: ChannelId, ts: Timestamp.describe('`ts` of the first message'), max: Max }),
  async run({ input, http }) {
    // https://docs.slack.dev/reference/methods/conversations.replies
    const messages = await http.all('/conversations.replies', {
      query: { channel: input.channel, ts: input.ts },
      expect: Messages,
      items: (page) => page.messages,
      max: input.max,
      pageSize,
      next: nextCursor,
    });
    return messages.map(toMessage);
  },
});

const Marked = z.object({ channel: z.string(), ts: z.string() });

const react = defineAction({
  key: 'reaction.add',
  title: 'Add reaction',
  effect: 'create',
  scopes: ['reactions:write'],
  output: Marked,
  input: z.object({ channel: ChannelId, ts: Timestamp, name: z.string().min(1).describe('Emoji name without colons') }),
  async run({ input, http }) {
    // https://docs.slack.dev/reference/methods/reactions.add
    await http.post('/reactions.add', { form: { channel: input.channel, timestamp: input.ts, name: input.name } });
    return { channel: input.channel, ts: input.ts };
  },
});

const pin = defineAction({
  key: 'message.pin',
  title: 'Pin message',
  effect: 'create',
  scopes: ['pins:write'],
  output: Marked,
  input: z.object({ channel: ChannelId, ts: Timestamp }),
  async run({ input, http }) {
    // https://docs.slack.dev/reference/methods/pins.add
    await http.post('/pins.add', { form: { channel: input.channel, timestamp: input.ts }, bucket: 'slow' });
    return { channel: input.channel, ts: input.ts };
  },
});

export const messageActions = [send, update, remove, sendEphemeral, schedule, list, listThread, react, pin];
