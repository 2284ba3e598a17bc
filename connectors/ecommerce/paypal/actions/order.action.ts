import { z } from 'zod';
import { defineAction, path } from '@patchbay/connector-sdk';
import { Money, MoneyWire, Payment, PaymentWire, toMoney, toMoneyWire, toPayment, WHOLE } from './payment-shape.js';

const OrderId = z.string().regex(/^[A-Z0-9]{1,36}$/, 'Capital letters and digits, such as 5O190127TN364715T');
const Text = z.string().min(1).max(127);

const UnitWire = z.object({
  reference_id: z.string().nullish(),
  amount: MoneyWire.nullish(),
  description: z.string().nullish(),
  custom_id: z.string().nullish(),
  invoice_id: z.string().nullish(),
  payments: z.object({ captures: z.array(PaymentWire).nullish(), authorizations: z.array(PaymentWire).nullish() }).nullish(),
});
const Wire = z.object({
  id: z.string(),
  status: z.string(),
  intent: z.string().nullish(),
  create_time: z.string().nullish(),
  payer: z.object({ payer_id: z.string().nullish(), email_address: z.string().nullish() }).nullish(),
  purchase_units: z.array(UnitWire).nullish(),
  links: z.array(z.object({ rel: z.string(), href: z.string() })).nullish(),
});

const Order = z.object({
  id: z.string(),
  status: z.string(),
  intent: z.string().optional(),
  createdAt: z.string().optional(),
  approveUrl: z.string().describe('Where the payer approves the order').optional(),
  payerId: z.string().optional(),
  payerEmail: z.string().optional(),
  units: z.array(
    z.object({
      referenceId: z.string().optional(),
      amount: Money.optional(),
      description: z.string().optional(),
      customId: z.string().optional(),
      invoiceId: z.string().optional(),
      captures: z.array(Payment),
      authorizations: z.array(Payment),
    }),
  ),
});
const toOrder = (o: z.output<typeof Wire>): z.output<typeof Order> => ({
  id: o.id,
  status: o.status,
  intent: o.intent ?? undefined,
  createdAt: o.create_time ?? undefined,
  approveUrl: o.links?.find(({ rel }) => rel === 'payer-action' || rel === 'approve')?.href,
  payerId: o.payer?.payer_id ?? undefined,
  payerEmail: o.payer?.email_address ?? undefined,
  units: (o.purchase_units ?? []).map((unit) => ({
    referenceId: unit.reference_id ?? undefined,
    amount: unit.amount ? toMoney(unit.amount) : undefined,
    description: unit.description ?? undefined,
    customId: unit.custom_id ?? undefined,
    invoiceId: unit.invoice_id ?? undefined,
    captures: (unit.payments?.captures ?? []).map(toPayment),
    authorizations: (unit.payments?.authorizations ?? []).map(toPayment),
  })),
});

const Unit = z.object({
  referenceId: z.string().min(1).max(256).describe('Needed when there are several units').optional(),
  amount: Money,
  description: Text.optional(),
  customId: Text.describe('Yours; shown in your reports').optional(),
  invoiceId: Text.describe('Your invoice number; PayPal refuses the same one twice').optional(),
});

const create = defineAction({
  key: 'order.create',
  title: 'Create order',
  description: 'The payer approves it at approveUrl; then capture or authorize it.',
  effect: 'create',
  input: z.object({
    intent: z.enum(['CAPTURE', 'AUTHORIZE']).default('CAPTURE'),
    units: z.array(Unit).min(1).max(10),
    returnUrl: z
      .url({ protocol: /^https?$/ })
      .describe('Where the payer comes back to')
      .optional(),
    cancelUrl: z.url({ protocol: /^https?$/ }).optional(),
    brandName: Text.optional(),
    payNow: z.boolean().default(true).describe('The payer is told that approving pays'),
    shipping: z.enum(['GET_FROM_FILE', 'NO_SHIPPING', 'SET_PROVIDED_ADDRESS']).default('NO_SHIPPING'),
  }),
  output: Order,
  async run({ input, http }) {
    const experience_context = {
      return_url: input.returnUrl,
      cancel_url: input.cancelUrl,
      brand_name: input.brandName,
      user_action: input.payNow ? 'PAY_NOW' : 'CONTINUE',
      shipping_preference: input.shipping,
    };
    const purchase_units = input.units.map((unit) => ({
      reference_id: unit.referenceId,
      amount: toMoneyWire(unit.amount),
      description: unit.description,
      custom_id: unit.customId,
      invoice_id: unit.invoiceId,
    }));
    const json = { intent: input.intent, purchase_units, payment_source: { paypal: { experience_context } } };
    // https://developer.paypal.com/docs/api/orders/v2/#orders_create
    return toOrder(await http.post('/v2/checkout/orders', { json, headers: WHOLE, expect: Wire }));
  },
});

const get = defineAction({
  key: 'order.get',
  title: 'Get order',
  effect: 'read',
  input: z.object({ id: OrderId }),
  output: Order,
  async run({ input, http }) {
    // https://developer.paypal.com/docs/api/orders/v2/#orders_get
    return toOrder(await http.get(path`/v2/checkout/orders/${input.id}`, { expect: Wire }));
  },
});

const update = defineAction({
  key: 'order.update',
  title: 'Update order',
  description: 'Changes one unit of an order that is not captured yet.',
  effect: 'update',
  idempotency: null,
  input: z
    .object({
      id: OrderId,
      referenceId: z
        .string()
        .regex(/^[^'\\]{1,256}$/, 'Without quotation marks')
        .default('default'),
      amount: Money.optional(),
      description: Text.optional(),
      customId: Text.optional(),
      invoiceId: Text.optional(),
    })
    .refine((i) => [i.amount, i.description, i.customId, i.invoiceId].some((value) => value !== undefined), {
      error: 'Give what changes',
      path: ['amount'],
    }),
  output: z.object({ id: z.string() }),
  async run({ input, http }) {
    const unit = `/purchase_units/@reference_id=='${input.referenceId}'`;
    const members = {
      amount: input.amount && toMoneyWire(input.amount),
      description: input.description,
      custom_id: input.customId,
      invoice_id: input.invoiceId,
    };
    // `add` sets a member whether or not it is there (RFC 6902 §4.1); an amount is there always.
    const json = Object.entries(members).flatMap(([name, value]) =>
      value === undefined ? [] : [{ op: name === 'amount' ? 'replace' : 'add', path: `${unit}/${name}`, value }],
    );
    // https://developer.paypal.com/docs/api/orders/v2/#orders_patch
    await http.patch(path`/v2/checkout/orders/${input.id}`, { json });
    return { id: input.id };
  },
});

const capture = defineAction({
  key: 'order.capture',
  title: 'Capture order',
  description: 'Takes the money of an approved order.',
  effect: 'update',
  input: z.object({ id: OrderId }),
  output: Order,
  async run({ input, http }) {
    // https://developer.paypal.com/docs/api/orders/v2/#orders_capture
    return toOrder(await http.post(path`/v2/checkout/orders/${input.id}/capture`, { json: {}, headers: WHOLE, expect: Wire }));
  },
});

const authorize = defineAction({
  key: 'order.authorize',
  title: 'Authorize order',
  description: 'Holds the money of an approved order with intent AUTHORIZE; capture the authorization later.',
  effect: 'update',
  input: z.object({ id: OrderId }),
  output: Order,
  async run({ input, http }) {
    // https://developer.paypal.com/docs/api/orders/v2/#orders_authorize
    return toOrder(await http.post(path`/v2/checkout/orders/${input.id}/authorize`, { json: {}, headers: WHOLE, expect: Wire }));
  },
});

export const orderActions = [create, get, update, capture, authorize];
