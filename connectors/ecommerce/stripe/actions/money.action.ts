import { z } from 'zod';
import { defineAction, path } from '@patchbay/connector-sdk';
import { Amount, isoTime, listed, Max, Metadata } from './stripe-list.js';

const ChargeWire = z.object({
  id: z.string(),
  amount: z.number(),
  amount_refunded: z.number(),
  currency: z.string(),
  status: z.string(),
  paid: z.boolean(),
  refunded: z.boolean(),
  created: z.number(),
  customer: z.string().nullish(),
  payment_intent: z.string().nullish(),
  description: z.string().nullish(),
  receipt_url: z.string().nullish(),
});
const Charge = z.object({
  id: z.string(),
  amount: z.int(),
  amountRefunded: z.int(),
  currency: z.string(),
  status: z.string(),
  paid: z.boolean(),
  refunded: z.boolean(),
  createdAt: z.string(),
  customerId: z.string().optional(),
  paymentIntentId: z.string().optional(),
  description: z.string().optional(),
  receiptUrl: z.string().optional(),
});
const toCharge = (c: z.output<typeof ChargeWire>) => ({
  id: c.id,
  amount: c.amount,
  amountRefunded: c.amount_refunded,
  currency: c.currency,
  status: c.status,
  paid: c.paid,
  refunded: c.refunded,
  createdAt: isoTime(c.created),
  customerId: c.customer ?? undefined,
  paymentIntentId: c.payment_intent ?? undefined,
  description: c.description ?? undefined,
  receiptUrl: c.receipt_url ?? undefined,
});

const RefundWire = z.object({
  id: z.string(),
  amount: z.number(),
  currency: z.string(),
  status: z.string().nullish(),
  created: z.number(),
  reason: z.string().nullish(),
  charge: z.string().nullish(),
  payment_intent: z.string().nullish(),
});
const Refund = z.object({
  id: z.string(),
  amount: z.int(),
  currency: z.string(),
  status: z.string().optional(),
  createdAt: z.string(),
  reason: z.string().optional(),
  chargeId: z.string().optional(),
  paymentIntentId: z.string().optional(),
});
const toRefund = (r: z.output<typeof RefundWire>) => ({
  id: r.id,
  amount: r.amount,
  currency: r.currency,
  status: r.status ?? undefined,
  createdAt: isoTime(r.created),
  reason: r.reason ?? undefined,
  chargeId: r.charge ?? undefined,
  paymentIntentId: r.payment_intent ?? undefined,
});

const InvoiceWire = z.object({
  id: z.string(),
  number: z.string().nullish(),
  status: z.string().nullish(),
  customer: z.string().nullish(),
  amount_due: z.number(),
  amount_paid: z.number(),
  currency: z.string(),
  created: z.number(),
  hosted_invoice_url: z.string().nullish(),
});
const Invoice = z.object({
  id: z.string(),
  number: z.string().optional(),
  status: z.string().optional(),
  customerId: z.string().optional(),
  amountDue: z.int(),
  amountPaid: z.int(),
  currency: z.string(),
  createdAt: z.string(),
  url: z.string().optional(),
});

const getCharge = defineAction({
  key: 'charge.get',
  title: 'Get charge',
  effect: 'read',
  input: z.object({ id: z.string().min(1) }),
  output: Charge,
  async run({ input, http }) {
    // https://docs.stripe.com/api/charges/retrieve
    return toCharge(await http.get(path`/v1/charges/${input.id}`, { expect: ChargeWire }));
  },
});

const listCharges = defineAction({
  key: 'charge.list',
  title: 'List charges',
  effect: 'read',
  output: z.array(Charge),
  input: z.object({ customerId: z.string().optional(), paymentIntentId: z.string().optional(), max: Max }),
  async run({ input, http }) {
    // https://docs.stripe.com/api/charges/list
    const charges = await http.all('/v1/charges', {
      ...listed(ChargeWire),
      max: input.max,
      query: { customer: input.customerId, payment_intent: input.paymentIntentId },
    });
    return charges.map(toCharge);
  },
});

const createRefund = defineAction({
  key: 'refund.create',
  title: 'Create refund',
  description: 'Refunds a payment intent or charge, in part when an amount is given.',
  effect: 'create',
  output: Refund,
  input: z
    .object({
      paymentIntentId: z.string().optional(),
      chargeId: z.string().optional(),
      amount: Amount.optional(),
      reason: z.enum(['duplicate', 'fraudulent', 'requested_by_customer']).optional(),
      metadata: Metadata.optional(),
    })
    .refine((i) => (i.paymentIntentId === undefined) !== (i.chargeId === undefined), {
      error: 'Give paymentIntentId or chargeId',
      path: ['paymentIntentId'],
    }),
  async run({ input, http }) {
    const form = {
      payment_intent: input.paymentIntentId,
      charge: input.chargeId,
      amount: input.amount,
      reason: input.reason,
      metadata: input.metadata,
    };
    // https://docs.stripe.com/api/refunds/create
    return toRefund(await http.post('/v1/refunds', { form, expect: RefundWire }));
  },
});

const listRefunds = defineAction({
  key: 'refund.list',
  title: 'List refunds',
  effect: 'read',
  output: z.array(Refund),
  input: z.object({ paymentIntentId: z.string().optional(), chargeId: z.string().optional(), max: Max }),
  async run({ input, http }) {
    // https://docs.stripe.com/api/refunds/list
    const refunds = await http.all('/v1/refunds', {
      ...listed(RefundWire),
      max: input.max,
      query: { payment_intent: input.paymentIntentId, charge: input.chargeId },
    });
    return refunds.map(toRefund);
  },
});

const listInvoices = defineAction({
  key: 'invoice.list',
  title: 'List invoices',
  effect: 'read',
  output: z.array(Invoice),
  input: z.object({
    customerId: z.string().optional(),
    status: z.enum(['draft', 'open', 'paid', 'uncollectible', 'void']).optional(),
    max: Max,
  }),
  async run({ input, http }) {
    // https://docs.stripe.com/api/invoices/list
    const invoices = await http.all('/v1/invoices', {
      ...listed(InvoiceWire),
      max: input.max,
      query: { customer: input.customerId, status: input.status },
    });
    return invoices.map((i) => ({
      id: i.id,
      number: i.number ?? undefined,
      status: i.status ?? undefined,
      customerId: i.customer ?? undefined,
      amountDue: i.amount_due,
      amountPaid: i.amount_paid,
      currency: i.currency,
      createdAt: isoTime(i.created),
      url: i.hosted_invoice_url ?? undefined,
    }));
  },
});

const Sums = z.array(z.object({ amount: z.number(), currency: z.string() }));

const getBalance = defineAction({
  key: 'balance.get',
  title: 'Get balance',
  effect: 'read',
  input: z.object({}),
  output: z.object({ available: Sums, pending: Sums }),
  async run({ http }) {
    // https://docs.stripe.com/api/balance/balance_retrieve
    return http.get('/v1/balance', { expect: z.object({ available: Sums, pending: Sums }) });
  },
});

export const moneyActions = [getCharge, listCharges, createRefund, listRefunds, listInvoices, getBalance];
