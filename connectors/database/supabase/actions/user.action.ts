import { defineAction, path } from '@patchbay/connector-sdk';
import { z } from 'zod';

const Facts = z.record(z.string(), z.unknown());
const Wire = z.object({
  id: z.string(),
  email: z.string().nullish(),
  phone: z.string().nullish(),
  role: z.string().nullish(),
  created_at: z.string(),
  last_sign_in_at: z.string().nullish(),
  email_confirmed_at: z.string().nullish(),
  banned_until: z.string().nullish(),
  app_metadata: Facts.nullish(),
  user_metadata: Facts.nullish(),
});
const User = z.object({
  id: z.string(),
  email: z.string().optional(),
  phone: z.string().optional(),
  role: z.string().optional(),
  createdAt: z.string(),
  lastSignInAt: z.string().optional(),
  emailConfirmedAt: z.string().optional(),
  bannedUntil: z.string().optional(),
  appMetadata: Facts,
  userMetadata: Facts,
});
const toUser = (u: z.output<typeof Wire>): z.output<typeof User> => ({
  id: u.id,
  email: u.email || undefined, // empty for users without one
  phone: u.phone || undefined,
  role: u.role ?? undefined,
  createdAt: u.created_at,
  lastSignInAt: u.last_sign_in_at ?? undefined,
  emailConfirmedAt: u.email_confirmed_at ?? undefined,
  bannedUntil: u.banned_until ?? undefined,
  appMetadata: u.app_metadata ?? {},
  userMetadata: u.user_metadata ?? {},
});

const Id = z.uuid();
const Fields = z.object({
  email: z.email().optional(),
  phone: z.string().optional(),
  password: z.string().min(6).max(72).optional(),
  confirmed: z.boolean().describe('The address counts as proved; no mail is sent').optional(),
  appMetadata: Facts.optional(),
  userMetadata: Facts.optional(),
});
const toWire = ({ confirmed, appMetadata, userMetadata, ...rest }: z.output<typeof Fields>) => ({
  ...rest,
  email_confirm: confirmed,
  app_metadata: appMetadata,
  user_metadata: userMetadata,
});

const list = defineAction({
  key: 'user.list',
  title: 'List users',
  effect: 'read',
  input: z.object({ max: z.int().positive().max(5_000).default(100).describe('At most this many are read') }),
  output: z.array(User),
  async run({ input, http }) {
    // https://supabase.com/docs/reference/javascript/auth-admin-listusers
    const users = await http.all('/auth/v1/admin/users', {
      query: { page: 1 },
      pageSize: { param: 'per_page', max: 1_000 },
      expect: z.object({ users: z.array(Wire) }),
      items: (page) => page.users,
      next: (_, { index, total, headers }) => total < Number(headers['x-total-count'] ?? 0) && { page: index + 2 },
      max: input.max,
    });
    return users.map(toUser);
  },
});

const get = defineAction({
  key: 'user.get',
  title: 'Get user',
  effect: 'read',
  input: z.object({ id: Id }),
  output: User,
  async run({ input, http }) {
    // https://supabase.com/docs/reference/javascript/auth-admin-getuserbyid
    return toUser(await http.get(path`/auth/v1/admin/users/${input.id}`, { expect: Wire }));
  },
});

const create = defineAction({
  key: 'user.create',
  title: 'Create user',
  effect: 'create',
  input: Fields.refine((i) => i.email !== undefined || i.phone !== undefined, { error: 'Give email or phone', path: ['email'] }),
  output: User,
  async run({ input, http }) {
    // https://supabase.com/docs/reference/javascript/auth-admin-createuser
    return toUser(await http.post('/auth/v1/admin/users', { json: toWire(input), expect: Wire }));
  },
});

const update = defineAction({
  key: 'user.update',
  title: 'Update user',
  effect: 'update',
  input: Fields.extend({ id: Id }),
  output: User,
  async run({ input: { id, ...fields }, http }) {
    // https://supabase.com/docs/reference/javascript/auth-admin-updateuserbyid
    return toUser(await http.put(path`/auth/v1/admin/users/${id}`, { json: toWire(fields), expect: Wire }));
  },
});

const remove = defineAction({
  key: 'user.delete',
  title: 'Delete user',
  effect: 'delete',
  input: z.object({ id: Id }),
  output: z.object({ id: z.string(), deleted: z.literal(true) }),
  async run({ input, http }) {
    // https://supabase.com/docs/reference/javascript/auth-admin-deleteuser
    await http.delete(path`/auth/v1/admin/users/${input.id}`);
    return { id: input.id, deleted: true as const };
  },
});

const invite = defineAction({
  key: 'user.invite',
  title: 'Invite user by email',
  effect: 'create',
  input: z.object({ email: z.email(), redirectTo: z.url({ protocol: /^https?$/ }).optional(), data: Facts.optional() }),
  output: User,
  async run({ input, http }) {
    const query: { redirect_to?: string } = input.redirectTo === undefined ? {} : { redirect_to: input.redirectTo };
    // https://supabase.com/docs/reference/javascript/auth-admin-inviteuserbyemail
    return toUser(await http.post('/auth/v1/invite', { query, json: { email: input.email, data: input.data }, expect: Wire }));
  },
});

export const userActions = [list, get, create, update, remove, invite];
