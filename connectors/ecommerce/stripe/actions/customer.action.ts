import { z } from 'zod';
import { defineAction, path } from '@patchbay/connector-sdk';
import { Deleted, isoTime, listed, Max, Metadata } from './stripe-list.js';

const Wire = z.object({
  id: z.string(),
  created: z.number(),
  email: z.string().nullish(),
  name: z.string().nullish(),
  phone: z.string().nullish(),
  description: z.string().nullish(),
  currency: z.string().nullish(),
  balance: z.number().nullish(),
  metadata: z.record(z.string(), z.string()).nullish(),
});
const Found = z.object({ data: z.array(Wire), has_more: z.boolean(), next_page: z.string().nullish() });

const Customer = z.object({
  id: z.string(),
  createdAt: z.string(),
  email: z.string().optional(),
  name: z.string().optional(),
  phone: z.string().optional(),
  description: z.string().optional(),
  currency: z.string().optional(),
  balance: z.int().optional(),
  metadata: z.record(z.string(), z.string()),
});
const toCustomer = (c: z.output<typeof Wire>) => ({
  id: c.id,
  createdAt: isoTime(c.created),
  email: c.email ?? undefined,
  name: c.name ?? undefined,
  phone: c.phone ?? undefined,
  description: c.description ?? undefined,
  currency: c.currency ?? undefined,
  balance: c.balance ?? undefined,
  metadata: c.metadata ?? {},
});

const Address = z.object({
  line1: z.string().optional(),
  line2: z.string().optional(),
  city: z.string().optional(),
  state: z.string().optional(),
  postalCode: z.string().optional(),
  country: z.string().length(2).optional(),
});
const Fields = z.object({
  email: z.email().optional(),
  name: z.string().optional(),
  phone: z.string().optional(),
  description: z.string().optional(),
  address: Address.optional(),
  metadata: Metadata.optional(),
});
const toWire = ({ address, ...fields }: z.output<typeof Fields>) => ({
  ...fields,
  address: address && { ...address, postalCode: undefined, postal_code: address.postalCode },
});

const Id = z.string().min(1).describe('cus_…');

const create = defineAction({
  key: 'customer.create',
  title: 'Create customer',
  effect: 'create',
  input: Fields,
  output: Customer,
  async run({ input, http }) {
    // https://docs.stripe.com/api/customers/create
    return toCustomer(await http.post('/v1/customers', { form: toWire(input), expect: Wire }));
  },
});

const get = defineAction({
  key: 'customer.get',
  title: 'Get customer',
  effect: 'read',
  input: z.object({ id: Id }),
  output: Customer,
  async run({ input, http }) {
    // https://docs.stripe.com/api/customers/retrieve
    return toCustomer(await http.get(path`/v1/customers/${input.id}`, { expect: Wire }));
  },
});

const update = defineAction({
  key: 'customer.update',
  title: 'Update customer',
  effect: 'update',
  input: Fields.extend({ id: Id }),
  output: Customer,
  async run({ input: { id, ...fields }, http }) {
    // https://docs.stripe.com/api/customers/update
    return toCustomer(await http.post(path`/v1/customers/${id}`, { form: toWire(fields), expect: Wire }));
  },
});

const remove = defineAction({
  key: 'customer.delete',
  title: 'Delete customer',
  description: 'Cannot be undone; also cancels the subscriptions.',
  effect: 'delete',
  input: z.object({ id: Id }),
  output: Deleted,
  async run({ input, http }) {
    // https://docs.stripe.com/api/customers/delete
    return http.delete(path`/v1/customers/${input.id}`, { expect: Deleted });
  },
});

const list = defineAction({
  key: 'customer.list',
  title: 'List customers',
  effect: 'read',
  output: z.array(Customer),
  input: z.object({ email: z.email().describe('Exactly this address').optional(), max: Max }),
  async run({ input, http }) {
    // https://docs.stripe.com/api/customers/list
    const customers = await http.all('/v1/customers', { ...listed(Wire), max: input.max, query: { email: input.email } });
    return customers.map(toCustomer);
  },
});

const search = defineAction({
  key: 'customer.search',
  title: 'Search customers',
  effect: 'read',
  output: z.array(Customer),
  input: z.object({ query: z.string().min(1).describe("Stripe's search language: email:'ada@acme.test'"), max: Max }),
  async run({ input, http }) {
    // https://docs.stripe.com/api/customers/search
    const customers = await http.all('/v1/customers/search', {
      query: { query: input.query },
      bucket: 'search',
      max: input.max,
      pageSize: { param: 'limit', max: 100 },
      expect: Found,
      items: (page) => page.data,
      next: (page) => page.has_more && page.next_page && { page: page.next_page },
    });
    return customers.map(toCustomer);
  },
});

export const customerActions = [create, get, update, remove, list, search];
