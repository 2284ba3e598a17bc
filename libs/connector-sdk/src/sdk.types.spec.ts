import { z } from 'zod';
import { apiKey, defineAction, defineConnector, oauth2, path, customFields } from './index.js';
const One = z.object({ data: z.object({ id: z.number(), name: z.string(), owner_id: z.number().nullish() }) });
const Out = z.object({ id: z.string(), name: z.string(), ownerId: z.string().optional() });
const good = defineAction({
  key: 'a.b', title: 'x', effect: 'create', input: z.object({ name: z.string() , id: z.number()}), output: Out,
  async run({ input, http }) {
    const { data } = await http.post('/v2/persons', { json: { name: input.name }, expect: One });
    const x = await http.get(path`/v2/${input.id}`, { expect: One });
    // @ts-expect-error interpolation without the tag
    await http.get(`/v2/${input.id}`, { expect: One });
    // @ts-expect-error interpolation without the tag
    await http.get(`/v2/${input.name}/x`);
    // @ts-expect-error a plain string
    await http.get(input.name);
    const v: void = await http.delete(path`/v2/${input.id}`);
    const many = await http.all('/v2/persons', { expect: z.object({ data: z.array(z.object({ id: z.number() })), c: z.string().nullish() }), items: (p) => p.data, max: 3, next: (p) => p.c && { cursor: p.c } });
    const n: number | undefined = many[0]?.id;
    // @ts-expect-error unknown input field
    void input.nope;
    void x; void v; void n;
    return { id: String(data.id), name: data.name, ownerId: data.owner_id?.toString() };
  },
});
export const bad = defineAction({
  key: 'a.c', title: 'x', effect: 'read', input: z.object({}), output: Out,
  // @ts-expect-error wrong output field
  async run() { return { id: 'x', nme: 'y' }; },
});
export const c = defineConnector({
  key: 'x', title: 'X', category: 'crm', auth: oauth2({ provider: 'x', authorizeUrl: 'https://a', tokenUrl: 'https://b', scopes: [], metadata: z.object({ api_domain: z.url() }) }),
  baseUrl: (meta) => `${meta.api_domain}/api`, probe: '/me', actions: [good],
});
export const d = defineConnector({
  key: 'x', title: 'X', category: 'crm', auth: customFields({ fields: { sid: { title: 'SID', secret: false }, token: { title: 'T' } }, apply: {} }),
  // @ts-expect-error a secret is not readable
  baseUrl: (meta) => `${meta.sid}/api${meta.token}`, probe: '/me', actions: [good],
});
export const e = defineConnector({
  key: 'x', title: 'X', category: 'crm', auth: [oauth2({ provider: 'x', authorizeUrl: 'https://a', tokenUrl: 'https://b', scopes: [], metadata: z.object({ api_domain: z.url() }) }), apiKey({ in: 'header', name: 'x' })],
  baseUrl: (meta) => 'api_domain' in meta ? `${meta.api_domain}/api` : 'https://x', probe: '/me', actions: [good],
});
