import type { Shipped } from './shipped.js';

// https://discord.com/developers/docs/resources/message#create-message
export const discordAlert: Shipped = {
  key: 'discord-alert',
  revision: 1,
  credentials: [{ name: 'discord_bot_token', title: 'Discord bot token', url: 'https://discord.com/developers/applications' }],
  definition: {
    name: 'Discord alert',
    icon: '💬',
    category: 'communication',
    type: 'single-step',
    description: 'Posts a message to a Discord channel as your bot.',
    inputSchema: {
      type: 'object',
      properties: { channelId: { type: 'string', pattern: '^[0-9]{15,22}$' }, text: { type: 'string', minLength: 1, maxLength: 2_000 } },
      required: ['channelId', 'text'],
    },
    config: {
      method: 'POST',
      url: 'https://discord.com/api/v10/channels/{{input.channelId}}/messages',
      body: { content: '{{input.text}}' },
      headers: [{ key: 'Authorization', value: 'Bot {{workspace.discord_bot_token}}' }],
    },
  },
};
