import { z } from 'zod';
import { defineAction } from '@patchbay/connector-sdk';
import { Max, nextCursor, paged, pageSize } from './slack-list.js';

const Wire = z.object({
  id: z.string(),
  name: z.string().nullish(),
  deleted: z.boolean().nullish(),
  is_bot: z.boolean().nullish(),
  tz: z.string().nullish(),
  profile: z.object({ real_name: z.string().nullish(), display_name: z.string().nullish(), email: z.string().nullish() }).nullish(),
});
const One = z.object({ user: Wire });
const User = z.object({
  id: z.string(),
  name: z.string().optional(),
  realName: z.string().optional(),
  displayName: z.string().optional(),
  email: z.string().optional(),
  isBot: z.boolean(),
  isDeleted: z.boolean(),
  timeZone: z.string().optional(),
});
const toUser = (u: z.output<typeof Wire>) => ({
  id: u.id,
  name: u.name ?? undefined,
  realName: u.profile?.real_name ?? undefined,
  displayName: u.profile?.display_name || undefined,
  email: u.profile?.email ?? undefined,
  isBot: u.is_bot ?? false,
  isDeleted: u.deleted ?? false,
  timeZone: u.tz ?? undefined,
});

const list = defineAction({
  key: 'user.list',
  title: 'List users',
  effect: 'read',
  scopes: ['users:read'],
  input: z.object({ max: Max }),
  output: z.array(User),
  async run({ input, http }) {
    // https://docs.slack.dev/reference/methods/users.list
    const users = await http.all('/users.list', {
      bucket: 'slow',
      expect: z.object({ members: z.array(Wire), ...paged }),
      items: (page) => page.members,
      max: input.max,
      pageSize,
      next: nextCursor,
    });
    return users.map(toUser);
  },
});

const get = defineAction({
  key: 'user.get',
  title: 'Get user',
  effect: 'read',
  scopes: ['users:read'],
  input: z.object({ id: z.string().min(1) }),
  output: User,
  async run({ input, http }) {
    // https://docs.slack.dev/reference/methods/users.info
    const { user } = await http.get('/users.info', { query: { user: input.id }, expect: One });
    return toUser(user);
  },
});

const findByEmail = defineAction({
  key: 'user.find_by_email',
  title: 'Find user by email',
  effect: 'read',
  scopes: ['users:read.email'],
  input: z.object({ email: z.email() }),
  output: User,
  async run({ input, http }) {
    // https://docs.slack.dev/reference/methods/users.lookupByEmail
    const { user } = await http.get('/users.lookupByEmail', { query: { email: input.email }, expect: One });
    return toUser(user);
  },
});

export const userActions = [list, get, findByEmail];
