import { z } from 'zod';
import { defineAction, path } from '@patchbay/connector-sdk';
import { Id, listed, Max, Named, one, Ref, toNamed } from './envelope.js';
import { User } from './task-fields.js';

const Wire = Ref.extend({ email: z.string().nullish() });
const Person = Named.extend({ email: z.string().optional() });
const toPerson = (u: z.output<typeof Wire>) => ({ ...toNamed(u), email: u.email ?? undefined });

const workspaces = defineAction({
  key: 'workspace.list',
  title: 'List workspaces',
  effect: 'read',
  input: z.object({ max: Max }),
  output: z.array(Named),
  async run({ input, http }) {
    // https://developers.asana.com/reference/getworkspaces
    const found = await http.all('/workspaces', { ...listed(Ref), max: input.max, query: { opt_fields: ['name'] } });
    return found.map(toNamed);
  },
});

const users = defineAction({
  key: 'user.list',
  title: 'List users of workspace',
  effect: 'read',
  input: z.object({ workspaceId: Id, max: Max }),
  output: z.array(Person),
  async run({ input, http }) {
    // https://developers.asana.com/reference/getusers
    const found = await http.all('/users', {
      ...listed(Wire),
      max: input.max,
      query: { workspace: input.workspaceId, opt_fields: ['name', 'email'] },
    });
    return found.map(toPerson);
  },
});

const user = defineAction({
  key: 'user.get',
  title: 'Get user',
  effect: 'read',
  input: z.object({ user: User.default('me') }),
  output: Person,
  async run({ input, http }) {
    // https://developers.asana.com/reference/getuser
    const { data } = await http.get(path`/users/${input.user}`, { query: { opt_fields: ['name', 'email'] }, expect: one(Wire) });
    return toPerson(data);
  },
});

export const workspaceActions = [workspaces, users, user];
