import { z } from 'zod';
import { defineAction, path } from '@patchbay/connector-sdk';
import { Max, Snowflake } from './snowflake.js';

const list = defineAction({
  key: 'guild.list',
  title: 'List servers',
  description: 'The servers (guilds) the bot is in.',
  effect: 'read',
  input: z.object({ max: Max }),
  output: z.array(z.object({ id: z.string(), name: z.string() })),
  async run({ input, http }) {
    // https://docs.discord.com/developers/resources/user#get-current-user-guilds
    return http.all('/users/@me/guilds', {
      pageSize: { param: 'limit', max: 200 },
      max: input.max,
      expect: z.array(z.object({ id: z.string(), name: z.string() })),
      items: (page) => page,
      next: (page, info) => info.items === info.size && { after: page.at(-1)?.id },
    });
  },
});

const get = defineAction({
  key: 'guild.get',
  title: 'Get server',
  effect: 'read',
  input: z.object({ id: Snowflake }),
  output: z.object({ id: z.string(), name: z.string(), ownerId: z.string(), members: z.int().optional() }),
  async run({ input, http }) {
    // https://docs.discord.com/developers/resources/guild#get-guild
    const guild = await http.get(path`/guilds/${input.id}`, {
      query: { with_counts: true },
      expect: z.object({ id: z.string(), name: z.string(), owner_id: z.string(), approximate_member_count: z.number().nullish() }),
    });
    return { id: guild.id, name: guild.name, ownerId: guild.owner_id, members: guild.approximate_member_count ?? undefined };
  },
});

const roles = defineAction({
  key: 'role.list',
  title: 'List roles of a server',
  effect: 'read',
  input: z.object({ guildId: Snowflake }),
  output: z.array(z.object({ id: z.string(), name: z.string(), managed: z.boolean() })),
  async run({ input, http }) {
    // https://docs.discord.com/developers/resources/guild#get-guild-roles
    return http.get(path`/guilds/${input.guildId}/roles`, {
      expect: z.array(z.object({ id: z.string(), name: z.string(), managed: z.boolean() })),
    });
  },
});

export const guildActions = [list, get, roles];
