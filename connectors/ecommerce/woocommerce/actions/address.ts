import { z } from 'zod';

export const AddressWire = z.object({
  first_name: z.string().nullish(),
  last_name: z.string().nullish(),
  company: z.string().nullish(),
  address_1: z.string().nullish(),
  address_2: z.string().nullish(),
  city: z.string().nullish(),
  state: z.string().nullish(),
  postcode: z.string().nullish(),
  country: z.string().nullish(),
  email: z.string().nullish(),
  phone: z.string().nullish(),
});

export const Shipping = z.object({
  firstName: z.string().optional(),
  lastName: z.string().optional(),
  company: z.string().optional(),
  address1: z.string().optional(),
  address2: z.string().optional(),
  city: z.string().optional(),
  state: z.string().optional(),
  postcode: z.string().optional(),
  country: z.string().describe('Two letters').optional(),
});
export const Billing = Shipping.extend({ email: z.string().optional(), phone: z.string().optional() });

export const toAddress = (a: z.output<typeof AddressWire> | null | undefined) => ({
  firstName: a?.first_name || undefined,
  lastName: a?.last_name || undefined,
  company: a?.company || undefined,
  address1: a?.address_1 || undefined,
  address2: a?.address_2 || undefined,
  city: a?.city || undefined,
  state: a?.state || undefined,
  postcode: a?.postcode || undefined,
  country: a?.country || undefined,
});
export const toBilling = (a: z.output<typeof AddressWire> | null | undefined) => ({
  ...toAddress(a),
  email: a?.email || undefined,
  phone: a?.phone || undefined,
});

/** An address as WooCommerce takes it; of a shipping address email and phone are absent. */
export const toAddressWire = (a: z.output<typeof Billing> | undefined) =>
  a && {
    first_name: a.firstName,
    last_name: a.lastName,
    company: a.company,
    address_1: a.address1,
    address_2: a.address2,
    city: a.city,
    state: a.state,
    postcode: a.postcode,
    country: a.country,
    email: a.email,
    phone: a.phone,
  };
