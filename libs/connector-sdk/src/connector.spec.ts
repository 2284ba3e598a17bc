import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { apiKey, customFields, defineAction, defineConnector, oauth2, path } from './index.js';

// Most of this suite is checked by the compiler: each `@ts-expect-error` is a mistake that must not compile.
const One = z.object({ data: z.object({ id: z.number(), name: z.string(), owner_id: z.number().nullish() }) });
const Many = z.object({ data: z.array(z.object({ id: z.number() })), cursor: z.string().nullish() });
const Out = z.object({ id: z.string(), name: z.string(), ownerId: z.string().optional() });
const oauth = oauth2({
  provider: 'x',
  authorizeUrl: 'https://a.test',
  tokenUrl: 'https://b.test',
  scopes: [],
  metadata: z.object({ api_domain: z.url() }),
});
const facts = { key: 'x', title: 'X', category: 'crm', probe: '/me' } as const;

const good = defineAction({
  key: 'thing.create',
  title: 'Create',
  effect: 'create',
  input: z.object({ name: z.string(), id: z.number() }),
  output: Out,
  async run({ input, http }) {
    const { data } = await http.post('/v2/persons', { json: { name: input.name }, expect: One });
    await http.get(path`/v2/${input.id}`, { expect: One });
    // @ts-expect-error a number pasted into a path
    await http.get(`/v2/${input.id}`, { expect: One });
    // @ts-expect-error a text pasted into a path
    await http.get(`/v2/${input.name}/x`);
    // @ts-expect-error a path from an input
    await http.get(input.name);
    // @ts-expect-error without `expect` nothing is read
    (await http.delete(path`/v2/${input.id}`)).id;
    const many = await http.all('/v2/persons', {
      expect: Many,
      items: (page) => page.data,
      max: 3,
      next: (page) => page.cursor && { cursor: page.cursor },
    });
    // @ts-expect-error items have their own type
    many[0]?.name;
    // @ts-expect-error unknown input field
    input.nope;
    return { id: String(data.id), name: data.name, ownerId: data.owner_id?.toString() };
  },
});

defineAction({
  key: 'thing.get',
  title: 'Get',
  effect: 'read',
  input: z.object({}),
  output: Out,
  // @ts-expect-error wrong output field
  run: () => Promise.resolve({ id: 'x', nme: 'y' }),
});

const byOauth = defineConnector({ ...facts, auth: oauth, baseUrl: (meta) => `${meta.api_domain}/api`, actions: [good] });
// @ts-expect-error metadata nobody declared
defineConnector({ ...facts, auth: oauth, baseUrl: (meta) => `${meta.domain}/api`, actions: [good] });

const fields = customFields({ fields: { sid: { title: 'SID', secret: false }, token: { title: 'Token' } }, apply: {} });
defineConnector({ ...facts, auth: fields, baseUrl: (meta) => `https://x.test/${meta.sid}`, actions: [good] });
// @ts-expect-error a secret cannot be read
defineConnector({ ...facts, auth: fields, baseUrl: (meta) => `https://x.test/${meta.token}`, actions: [good] });

const several = defineConnector({
  ...facts,
  auth: [oauth, apiKey({ in: 'header', name: 'x-key' })],
  baseUrl: (meta) => ('api_domain' in meta ? meta.api_domain : 'https://x.test'),
  actions: [good],
});

describe('defining connectors', () => {
  it('keeps the alternatives in the order given', () => {
    expect(byOauth.auth.map(({ kind }) => kind)).toEqual(['oauth2']);
    expect(several.auth.map(({ kind }) => kind)).toEqual(['oauth2', 'api_key']);
  });
});
