import { bearer, defineConnector } from '@patchbay/connector-sdk';
import { channelActions } from './actions/channel.action.js';
import { guildActions } from './actions/guild.action.js';
import { memberActions } from './actions/member.action.js';
import { messageActions } from './actions/message.action.js';

export default defineConnector({
  key: 'discord',
  title: 'Discord',
  category: 'communication',
  description: 'Messages, threads, reactions, channels, members and roles of the servers a Discord bot is in.',
  docs: 'https://docs.discord.com/developers/reference',
  // https://docs.discord.com/developers/reference#authentication: what a bot does needs its own token; user tokens cannot
  auth: bearer({ title: 'Bot token', prefix: 'Bot ' }),
  baseUrl: 'https://discord.com/api/v10',
  // https://docs.discord.com/developers/reference#user-agent: other agents may be turned away
  headers: { 'user-agent': 'DiscordBot (https://patchbay.example, 1.0)' },
  // https://docs.discord.com/developers/topics/rate-limits: 50 a second for the bot. The X-RateLimit headers tell of one route's
  // own bucket (often one channel's), so they are not taken for the whole bot; a refused call says when to come back.
  rateLimit: { requests: 50, perSeconds: 1 },
  // https://docs.discord.com/developers/topics/opcodes-and-status-codes#json
  errors: {
    code: 'code',
    message: 'message',
    codes: {
      '20016': 'provider_throttled', // slow mode of the channel
      '20028': 'provider_throttled', // writing limit of the channel
      '20029': 'provider_throttled', // writing limit of the server
      '50007': 'provider_rejected', // the person takes no messages from the bot
    },
  },
  probe: { path: '/users/@me', account: 'username' },
  actions: [...messageActions, ...channelActions, ...guildActions, ...memberActions],
});
