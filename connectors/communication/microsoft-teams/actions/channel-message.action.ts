import { z } from 'zod';
import { defineAction, path } from '@patchbay/connector-sdk';
import { Message, NewMessage, toMessage, toWire, WireMessage } from './chat-message.js';
import { Id, listed, Max } from './graph-page.js';

const Place = { teamId: Id, channelId: Id };

const send = defineAction({
  key: 'channel_message.send',
  title: 'Send message to a channel',
  effect: 'create',
  input: z.object({ ...Place, subject: z.string().min(1).optional(), ...NewMessage }),
  output: Message,
  async run({ input, http }) {
    // https://learn.microsoft.com/en-us/graph/api/channel-post-messages
    const message = await http.post(path`/teams/${input.teamId}/channels/${input.channelId}/messages`, {
      json: { subject: input.subject, ...toWire(input) },
      expect: WireMessage,
    });
    return toMessage(message);
  },
});

const reply = defineAction({
  key: 'channel_message.reply',
  title: 'Reply to a channel message',
  effect: 'create',
  input: z.object({ ...Place, messageId: Id, ...NewMessage }),
  output: Message,
  async run({ input, http }) {
    // https://learn.microsoft.com/en-us/graph/api/chatmessage-post-replies
    const message = await http.post(path`/teams/${input.teamId}/channels/${input.channelId}/messages/${input.messageId}/replies`, {
      json: toWire(input),
      expect: WireMessage,
    });
    return toMessage(message);
  },
});

const get = defineAction({
  key: 'channel_message.get',
  title: 'Get channel message',
  effect: 'read',
  input: z.object({ ...Place, id: Id }),
  output: Message,
  async run({ input, http }) {
    // https://learn.microsoft.com/en-us/graph/api/chatmessage-get
    return toMessage(
      await http.get(path`/teams/${input.teamId}/channels/${input.channelId}/messages/${input.id}`, { expect: WireMessage }),
    );
  },
});

const list = defineAction({
  key: 'channel_message.list',
  title: 'List messages of a channel',
  description: 'Newest first, without their replies.',
  effect: 'read',
  input: z.object({ ...Place, max: Max }),
  output: z.array(Message),
  async run({ input, http }) {
    // https://learn.microsoft.com/en-us/graph/api/channel-list-messages
    const found = await http.all(path`/teams/${input.teamId}/channels/${input.channelId}/messages`, {
      ...listed(WireMessage),
      pageSize: { param: '$top', max: 50 },
      max: input.max,
    });
    return found.map(toMessage);
  },
});

const replies = defineAction({
  key: 'channel_message.list_replies',
  title: 'List replies to a channel message',
  effect: 'read',
  input: z.object({ ...Place, messageId: Id, max: Max }),
  output: z.array(Message),
  async run({ input, http }) {
    // https://learn.microsoft.com/en-us/graph/api/chatmessage-list-replies
    const found = await http.all(path`/teams/${input.teamId}/channels/${input.channelId}/messages/${input.messageId}/replies`, {
      ...listed(WireMessage),
      pageSize: { param: '$top', max: 50 },
      max: input.max,
    });
    return found.map(toMessage);
  },
});

export const channelMessageActions = [send, reply, get, list, replies];
