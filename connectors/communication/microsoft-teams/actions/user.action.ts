import { z } from 'zod';
import { defineAction, path } from '@patchbay/connector-sdk';
import { listed, Max, UserKey } from './graph-page.js';

const Wire = z.object({
  id: z.string(),
  displayName: z.string().nullish(),
  mail: z.string().nullish(),
  userPrincipalName: z.string().nullish(),
});
const User = z.object({ id: z.string(), name: z.string().optional(), email: z.string().optional(), signInName: z.string().optional() });
const toUser = (u: z.output<typeof Wire>) => ({
  id: u.id,
  name: u.displayName ?? undefined,
  email: u.mail ?? undefined,
  signInName: u.userPrincipalName ?? undefined,
});
const SELECT = 'id,displayName,mail,userPrincipalName';

const get = defineAction({
  key: 'user.get',
  title: 'Get user',
  effect: 'read',
  input: z.object({ user: UserKey.describe('Id or sign-in name') }),
  output: User,
  async run({ input, http }) {
    // https://learn.microsoft.com/en-us/graph/api/user-get
    return toUser(await http.get(path`/users/${input.user}`, { query: { $select: SELECT }, expect: Wire }));
  },
});

const list = defineAction({
  key: 'user.list',
  title: 'List users',
  effect: 'read',
  input: z.object({ startsWith: z.string().min(1).describe('Beginning of the name').optional(), max: Max }),
  output: z.array(User),
  async run({ input, http }) {
    // A quote inside an OData text is written twice.
    const filter = input.startsWith && `startswith(displayName,'${input.startsWith.replaceAll("'", "''")}')`;
    // https://learn.microsoft.com/en-us/graph/api/user-list
    const found = await http.all('/users', {
      ...listed(Wire),
      query: { $select: SELECT, $filter: filter },
      pageSize: { param: '$top', max: 999 },
      max: input.max,
    });
    return found.map(toUser);
  },
});

export const userActions = [get, list];
