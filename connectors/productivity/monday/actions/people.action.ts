import { z } from 'zod';
import { defineAction } from '@patchbay/connector-sdk';
import { Max, Named, paged } from './monday-graphql.js';

const USERS = `query ($limit: Int!, $page: Int, $emails: [String!], $name: String) {
  result: users(limit: $limit, page: $page, emails: $emails, name: $name) { id name email }
}`;
const Person = Named.extend({ email: z.string() });
const users = defineAction({
  key: 'user.list',
  title: 'List or find users',
  effect: 'read',
  input: z.object({ emails: z.array(z.email()).min(1).max(100).optional(), name: z.string().min(1).optional(), max: Max }),
  output: z.array(Person),
  async run({ input: { emails, name, max }, http }) {
    // https://developer.monday.com/api-reference/reference/users#queries
    return http.all('/v2', { ...paged(Person), graphql: { query: USERS, variables: { emails, name } }, max });
  },
});

const WORKSPACES = 'query ($limit: Int!, $page: Int) { result: workspaces(limit: $limit, page: $page) { id name } }';
const workspaces = defineAction({
  key: 'workspace.list',
  title: 'List workspaces',
  description: 'The main workspace has no id and is left out.',
  effect: 'read',
  input: z.object({ max: Max }),
  output: z.array(Named),
  async run({ input: { max }, http }) {
    const pages = paged(Named.extend({ id: z.string().nullish() }));
    // https://developer.monday.com/api-reference/reference/workspaces#queries
    const found = await http.all('/v2', { ...pages, graphql: { query: WORKSPACES, variables: {} }, max });
    return found.flatMap(({ id, name }) => (id ? [{ id, name }] : []));
  },
});

export const peopleActions = [users, workspaces];
