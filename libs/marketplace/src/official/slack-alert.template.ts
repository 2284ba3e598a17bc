import type { Shipped } from './shipped.js';

// https://docs.slack.dev/reference/methods/chat.postMessage
export const slackAlert: Shipped = {
  key: 'slack-alert',
  revision: 1,
  credentials: [
    {
      name: 'slack_bot_token',
      title: 'Slack bot token',
      description: 'Scope: chat:write; invite the bot to the channel',
      url: 'https://api.slack.com/apps',
    },
  ],
  definition: {
    name: 'Slack alert',
    icon: '🔔',
    category: 'communication',
    type: 'single-step',
    description: 'Posts a message to a Slack channel.',
    inputSchema: {
      type: 'object',
      properties: {
        channel: { type: 'string', description: 'Channel id or #name' },
        text: { type: 'string', minLength: 1, maxLength: 40_000 },
      },
      required: ['channel', 'text'],
    },
    config: {
      method: 'POST',
      url: 'https://slack.com/api/chat.postMessage',
      body: { channel: '{{input.channel}}', text: '{{input.text}}' },
      auth: { type: 'bearer', token: '{{workspace.slack_bot_token}}' },
      rateLimiting: { enabled: true, maxRequestsPerMinute: 60, strategy: 'queue' },
    },
  },
};
