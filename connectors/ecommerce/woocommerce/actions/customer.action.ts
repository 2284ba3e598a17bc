import { z } from 'zod';
import { AddressWire, Billing, Shipping, toAddress, toAddressWire, toBilling } from './address.js';
import { isoTime, Meta, MetaWire, objectActions } from './shop-object.js';

const Wire = z.object({
  id: z.number(),
  email: z.string(),
  first_name: z.string().nullish(),
  last_name: z.string().nullish(),
  username: z.string().nullish(),
  role: z.string().nullish(),
  is_paying_customer: z.boolean().nullish(),
  billing: AddressWire.nullish(),
  shipping: AddressWire.nullish(),
  date_created_gmt: z.string().nullish(),
  meta_data: MetaWire,
});
const Customer = z.object({
  id: z.int(),
  email: z.string(),
  firstName: z.string().optional(),
  lastName: z.string().optional(),
  username: z.string().optional(),
  role: z.string().optional(),
  paying: z.boolean(),
  billing: Billing,
  shipping: Shipping,
  createdAt: z.string().optional(),
  meta: Meta,
});
const toCustomer = (c: z.output<typeof Wire>) => ({
  id: c.id,
  email: c.email,
  firstName: c.first_name || undefined,
  lastName: c.last_name || undefined,
  username: c.username || undefined,
  role: c.role ?? undefined,
  paying: c.is_paying_customer ?? false,
  billing: toBilling(c.billing),
  shipping: toAddress(c.shipping),
  createdAt: isoTime(c.date_created_gmt),
  meta: c.meta_data ?? [],
});

const Fields = z.object({
  email: z.email(),
  firstName: z.string().optional(),
  lastName: z.string().optional(),
  username: z.string().min(1).describe('Cannot be changed later; made of the email where the shop does so').optional(),
  password: z.string().min(1).describe('Needed where the shop does not make one').optional(),
  billing: Billing.optional(),
  shipping: Shipping.optional(),
  meta: Meta.optional(),
});
const toWire = (f: Partial<z.output<typeof Fields>>) => ({
  email: f.email,
  first_name: f.firstName,
  last_name: f.lastName,
  username: f.username,
  password: f.password,
  billing: toAddressWire(f.billing),
  shipping: toAddressWire(f.shipping),
  meta_data: f.meta,
});

export const customerActions = objectActions({
  noun: 'customer',
  plural: 'customers',
  wire: Wire,
  output: Customer,
  toOutput: toCustomer,
  fields: Fields,
  toWire,
  filters: z.object({
    search: z.string().min(1).optional(),
    email: z.email().optional(),
    role: z.string().min(1).describe('customer if not given; all for every user').optional(),
  }),
  toQuery: ({ search, email, role }) => ({ search, email, role }),
  permanent: true,
});
