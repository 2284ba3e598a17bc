import { z } from 'zod';
import { defineAction, path } from '@patchbay/connector-sdk';
import { Message, NewMessage, toMessage, toWire, WireMessage } from './chat-message.js';
import { Id, listed, Max, memberOf, UserKey } from './graph-page.js';

const Wire = z.object({ id: z.string(), chatType: z.string(), topic: z.string().nullish(), webUrl: z.string().nullish() });
const Chat = z.object({ id: z.string(), kind: z.string(), topic: z.string().optional(), url: z.string().optional() });
const toChat = (c: z.output<typeof Wire>) => ({ id: c.id, kind: c.chatType, topic: c.topic ?? undefined, url: c.webUrl ?? undefined });

const create = defineAction({
  key: 'chat.create',
  title: 'Open chat',
  description: 'Two users get the chat they already have, if they have one; three or more a new group chat.',
  effect: 'create',
  input: z.object({
    users: z.array(UserKey).min(2).max(200).describe('Ids or sign-in names, the connected account included'),
    topic: z.string().min(1).max(250).describe('For group chats').optional(),
  }),
  output: Chat,
  async run({ input, http }) {
    const group = input.users.length > 2;
    // https://learn.microsoft.com/en-us/graph/api/chat-post
    const chat = await http.post('/chats', {
      json: {
        chatType: group ? 'group' : 'oneOnOne',
        topic: group ? input.topic : undefined,
        members: input.users.map((user) => memberOf(user, ['owner'])),
      },
      expect: Wire,
    });
    return toChat(chat);
  },
});

const list = defineAction({
  key: 'chat.list',
  title: 'List my chats',
  effect: 'read',
  input: z.object({ max: Max }),
  output: z.array(Chat),
  async run({ input, http }) {
    // https://learn.microsoft.com/en-us/graph/api/chat-list
    const found = await http.all('/chats', { ...listed(Wire), pageSize: { param: '$top', max: 50 }, max: input.max });
    return found.map(toChat);
  },
});

const send = defineAction({
  key: 'chat_message.send',
  title: 'Send message to a chat',
  effect: 'create',
  input: z.object({ chatId: Id, ...NewMessage }),
  output: Message,
  async run({ input, http }) {
    // https://learn.microsoft.com/en-us/graph/api/chat-post-messages
    return toMessage(await http.post(path`/chats/${input.chatId}/messages`, { json: toWire(input), expect: WireMessage }));
  },
});

const messages = defineAction({
  key: 'chat_message.list',
  title: 'List messages of a chat',
  description: 'Newest first.',
  effect: 'read',
  input: z.object({ chatId: Id, max: Max }),
  output: z.array(Message),
  async run({ input, http }) {
    // https://learn.microsoft.com/en-us/graph/api/chat-list-messages
    const found = await http.all(path`/chats/${input.chatId}/messages`, {
      ...listed(WireMessage),
      pageSize: { param: '$top', max: 50 },
      max: input.max,
    });
    return found.map(toMessage);
  },
});

export const chatActions = [create, list, send, messages];
