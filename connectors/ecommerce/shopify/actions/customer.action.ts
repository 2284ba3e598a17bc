import { z } from 'zod';
import { defineAction } from '@patchbay/connector-sdk';
import { Deleted, found, Id, listed, Max, Money, PAGE, Search } from './shopify-graphql.js';

const Wire = z.object({
  id: z.string(),
  displayName: z.string(),
  firstName: z.string().nullish(),
  lastName: z.string().nullish(),
  note: z.string().nullish(),
  tags: z.array(z.string()),
  state: z.string(),
  numberOfOrders: z.string(),
  amountSpent: z.object({ amount: z.string(), currencyCode: z.string() }),
  defaultEmailAddress: z.object({ emailAddress: z.string(), marketingState: z.string() }).nullish(),
  defaultPhoneNumber: z.object({ phoneNumber: z.string() }).nullish(),
  createdAt: z.string(),
  updatedAt: z.string(),
});
const FIELDS = `fragment CustomerFields on Customer {
  id displayName firstName lastName note tags state numberOfOrders amountSpent { amount currencyCode }
  defaultEmailAddress { emailAddress marketingState } defaultPhoneNumber { phoneNumber } createdAt updatedAt
}`;
const One = z.object({ result: z.object({ customer: Wire }) });

const Customer = z.object({
  id: z.string(),
  name: z.string(),
  firstName: z.string().optional(),
  lastName: z.string().optional(),
  email: z.string().optional(),
  emailMarketing: z.string().optional(),
  phone: z.string().optional(),
  note: z.string().optional(),
  tags: z.array(z.string()),
  state: z.string(),
  orders: z.int(),
  amountSpent: Money,
  createdAt: z.string(),
  updatedAt: z.string(),
});
const toCustomer = (c: z.output<typeof Wire>) => ({
  id: c.id,
  name: c.displayName,
  firstName: c.firstName ?? undefined,
  lastName: c.lastName ?? undefined,
  email: c.defaultEmailAddress?.emailAddress,
  emailMarketing: c.defaultEmailAddress?.marketingState,
  phone: c.defaultPhoneNumber?.phoneNumber,
  note: c.note ?? undefined,
  tags: c.tags,
  state: c.state,
  orders: Number(c.numberOfOrders), // 64 bits come as text
  amountSpent: { amount: c.amountSpent.amount, currency: c.amountSpent.currencyCode },
  createdAt: c.createdAt,
  updatedAt: c.updatedAt,
});

const Fields = z.object({
  email: z.email().optional(),
  phone: z.string().describe('With country code: +15145550123').optional(),
  firstName: z.string().optional(),
  lastName: z.string().optional(),
  note: z.string().optional(),
  tags: z.array(z.string()).max(250).optional(),
  taxExempt: z.boolean().optional(),
  locale: z.string().optional(),
});

const CREATE = `mutation ($input: CustomerInput!) {
  result: customerCreate(input: $input) { customer { ...CustomerFields } userErrors { field message } }
} ${FIELDS}`;
const create = defineAction({
  key: 'customer.create',
  title: 'Create customer',
  effect: 'create',
  input: Fields.refine((i) => [i.email, i.phone, i.firstName, i.lastName].some((value) => value !== undefined), {
    error: 'Give an email, a phone or a name',
    path: ['email'],
  }),
  output: Customer,
  async run({ input, http }) {
    // https://shopify.dev/docs/api/admin-graphql/2026-07/mutations/customerCreate
    const { result } = await http.post('/graphql.json', { graphql: { query: CREATE, variables: { input } }, expect: One });
    return toCustomer(result.customer);
  },
});

const GET = `query ($id: ID!) { result: customer(id: $id) { ...CustomerFields } } ${FIELDS}`;
const get = defineAction({
  key: 'customer.get',
  title: 'Get customer',
  effect: 'read',
  input: z.object({ id: Id }),
  output: Customer,
  async run({ input: { id }, http }) {
    const expect = z.object({ result: Wire.nullable() });
    // https://shopify.dev/docs/api/admin-graphql/2026-07/queries/customer
    const { result } = await http.post('/graphql.json', { graphql: { query: GET, variables: { id } }, expect });
    return toCustomer(found(result, 'customer'));
  },
});

const FIND = `query ($identifier: CustomerIdentifierInput!) { result: customerByIdentifier(identifier: $identifier) { ...CustomerFields } } ${FIELDS}`;
const findByEmail = defineAction({
  key: 'customer.find_by_email',
  title: 'Find customer by email',
  effect: 'read',
  input: z.object({ email: z.email() }),
  output: z.object({ customer: Customer.optional() }),
  async run({ input: { email }, http }) {
    const graphql = { query: FIND, variables: { identifier: { emailAddress: email } } };
    // https://shopify.dev/docs/api/admin-graphql/2026-07/queries/customerByIdentifier
    const { result } = await http.post('/graphql.json', { graphql, expect: z.object({ result: Wire.nullable() }) });
    return { customer: result ? toCustomer(result) : undefined };
  },
});

const UPDATE = `mutation ($input: CustomerInput!) {
  result: customerUpdate(input: $input) { customer { ...CustomerFields } userErrors { field message } }
} ${FIELDS}`;
const update = defineAction({
  key: 'customer.update',
  title: 'Update customer',
  effect: 'update',
  input: Fields.extend({ id: Id }),
  output: Customer,
  async run({ input, http }) {
    // https://shopify.dev/docs/api/admin-graphql/2026-07/mutations/customerUpdate
    const { result } = await http.post('/graphql.json', { graphql: { query: UPDATE, variables: { input } }, expect: One });
    return toCustomer(result.customer);
  },
});

const DELETE = `mutation ($input: CustomerDeleteInput!) {
  result: customerDelete(input: $input) { deletedCustomerId userErrors { field message } }
}`;
const remove = defineAction({
  key: 'customer.delete',
  title: 'Delete customer',
  description: 'Refused for customers with orders.',
  effect: 'delete',
  input: z.object({ id: Id }),
  output: Deleted,
  async run({ input, http }) {
    const expect = z.object({ result: z.object({ deletedCustomerId: z.string() }) });
    // https://shopify.dev/docs/api/admin-graphql/2026-07/mutations/customerDelete
    const { result } = await http.post('/graphql.json', { graphql: { query: DELETE, variables: { input } }, expect });
    return { id: result.deletedCustomerId, deleted: true as const };
  },
});

const LIST = `query ($first: Int!, $after: String, $query: String) {
  result: customers(first: $first, after: $after, query: $query) { nodes { ...CustomerFields } ${PAGE} }
} ${FIELDS}`;
const list = defineAction({
  key: 'customer.list',
  title: 'List customers',
  effect: 'read',
  input: z.object({ query: Search, max: Max }),
  output: z.array(Customer),
  async run({ input: { query, max }, http }) {
    const options = { ...listed(Wire, 100), max, graphql: { query: LIST, variables: { query } } };
    // https://shopify.dev/docs/api/admin-graphql/2026-07/queries/customers
    return (await http.all('/graphql.json', options)).map(toCustomer);
  },
});

export const customerActions = [create, get, findByEmail, update, remove, list];
