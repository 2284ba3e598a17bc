import { describeConnector } from '@patchbay/testing';
import discord from './discord.connector.js';

describeConnector(discord, import.meta.dirname, {
  undescribed: [/^(PATCH|DELETE) \/api\/v10\/channels\/\d+$/, /^(PUT|DELETE) \/api\/v10\/guilds\/\d+\/members\/\d+\/roles\/\d+$/],
  // Required by the vendor, not declared in its description.
  rules: ({ operation, body }) => {
    if (operation !== 'POST /channels/{channel_id}/messages') return [];
    const message = body as { content?: string; embeds?: unknown[] };
    return (message.content ?? message.embeds) ? [] : ['a message needs content or embeds'];
  },
});
