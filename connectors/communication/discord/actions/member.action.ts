import { z } from 'zod';
import { defineAction, path } from '@patchbay/connector-sdk';
import { Max, Snowflake } from './snowflake.js';

const Wire = z.object({
  nick: z.string().nullish(),
  roles: z.array(z.string()),
  joined_at: z.string().nullish(),
  user: z.object({ id: z.string(), username: z.string(), global_name: z.string().nullish(), bot: z.boolean().nullish() }),
});
const Member = z.object({
  userId: z.string(),
  username: z.string(),
  displayName: z.string().optional(),
  bot: z.boolean(),
  roleIds: z.array(z.string()),
  joinedAt: z.string().optional(),
});
const toMember = ({ user, nick, roles, joined_at }: z.output<typeof Wire>) => ({
  userId: user.id,
  username: user.username,
  displayName: nick ?? user.global_name ?? undefined,
  bot: user.bot ?? false,
  roleIds: roles,
  joinedAt: joined_at ?? undefined,
});

const list = defineAction({
  key: 'member.list',
  title: 'List members of a server',
  description: "Needs the bot's server members intent.",
  effect: 'read',
  input: z.object({ guildId: Snowflake, max: Max }),
  output: z.array(Member),
  async run({ input, http }) {
    // https://docs.discord.com/developers/resources/guild#list-guild-members
    const found = await http.all(path`/guilds/${input.guildId}/members`, {
      pageSize: { param: 'limit', max: 100 },
      max: input.max,
      expect: z.array(Wire),
      items: (page) => page,
      next: (page, info) => info.items === info.size && { after: page.at(-1)?.user.id },
    });
    return found.map(toMember);
  },
});

const search = defineAction({
  key: 'member.search',
  title: 'Search members of a server',
  description: 'By the beginning of the user name or nickname.',
  effect: 'read',
  input: z.object({ guildId: Snowflake, query: z.string().min(1).max(100), limit: z.int().min(1).max(1_000).default(50) }),
  output: z.array(Member),
  async run({ input, http }) {
    // https://docs.discord.com/developers/resources/guild#search-guild-members
    const found = await http.get(path`/guilds/${input.guildId}/members/search`, {
      query: { query: input.query, limit: input.limit },
      expect: z.array(Wire),
    });
    return found.map(toMember);
  },
});

const Role = z.object({ guildId: Snowflake, userId: Snowflake, roleId: Snowflake });

const addRole = defineAction({
  key: 'member.add_role',
  title: 'Give role to member',
  effect: 'update',
  input: Role,
  output: Role,
  async run({ input, http }) {
    // https://docs.discord.com/developers/resources/guild#add-guild-member-role
    await http.put(path`/guilds/${input.guildId}/members/${input.userId}/roles/${input.roleId}`);
    return input;
  },
});

const removeRole = defineAction({
  key: 'member.remove_role',
  title: 'Take role from member',
  effect: 'update',
  input: Role,
  output: Role,
  async run({ input, http }) {
    // https://docs.discord.com/developers/resources/guild#remove-guild-member-role
    await http.delete(path`/guilds/${input.guildId}/members/${input.userId}/roles/${input.roleId}`);
    return input;
  },
});

export const memberActions = [list, search, addRole, removeRole];
