import { z } from 'zod';
import { defineAction, path } from '@patchbay/connector-sdk';
import { Amount, Currency, isoTime, Metadata } from './stripe-list.js';

const Wire = z.object({
  id: z.string(),
  amount: z.number(),
  amount_received: z.number().nullish(),
  currency: z.string(),
  status: z.string(),
  created: z.number(),
  customer: z.string().nullish(),
  description: z.string().nullish(),
  client_secret: z.string().nullish(),
  latest_charge: z.string().nullish(),
  metadata: z.record(z.string(), z.string()).nullish(),
});
const PaymentIntent = z.object({
  id: z.string(),
  amount: z.int(),
  amountReceived: z.int(),
  currency: z.string(),
  status: z.string(),
  createdAt: z.string(),
  customerId: z.string().optional(),
  description: z.string().optional(),
  latestChargeId: z.string().optional(),
  metadata: z.record(z.string(), z.string()),
});
// The client secret is left out on purpose: it lets its holder finish the payment.
const toPaymentIntent = (p: z.output<typeof Wire>) => ({
  id: p.id,
  amount: p.amount,
  amountReceived: p.amount_received ?? 0,
  currency: p.currency,
  status: p.status,
  createdAt: isoTime(p.created),
  customerId: p.customer ?? undefined,
  description: p.description ?? undefined,
  latestChargeId: p.latest_charge ?? undefined,
  metadata: p.metadata ?? {},
});

const Id = z.string().min(1).describe('pi_…');

const create = defineAction({
  key: 'payment_intent.create',
  title: 'Create payment intent',
  effect: 'create',
  output: PaymentIntent,
  input: z.object({
    amount: Amount,
    currency: Currency,
    customerId: z.string().optional(),
    paymentMethodId: z.string().optional(),
    description: z.string().optional(),
    receiptEmail: z.email().optional(),
    confirm: z.boolean().default(false),
    offSession: z.boolean().optional(),
    captureMethod: z.enum(['automatic', 'manual']).default('automatic'),
    metadata: Metadata.optional(),
  }),
  async run({ input, http }) {
    const form = {
      amount: input.amount,
      currency: input.currency.toLowerCase(),
      customer: input.customerId,
      payment_method: input.paymentMethodId,
      description: input.description,
      receipt_email: input.receiptEmail,
      confirm: input.confirm,
      off_session: input.offSession,
      capture_method: input.captureMethod,
      metadata: input.metadata,
      // Methods that send the payer to another page need a return address, which a server-side call does not have.
      automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
    };
    // https://docs.stripe.com/api/payment_intents/create
    return toPaymentIntent(await http.post('/v1/payment_intents', { form, expect: Wire }));
  },
});

const get = defineAction({
  key: 'payment_intent.get',
  title: 'Get payment intent',
  effect: 'read',
  input: z.object({ id: Id }),
  output: PaymentIntent,
  async run({ input, http }) {
    // https://docs.stripe.com/api/payment_intents/retrieve
    return toPaymentIntent(await http.get(path`/v1/payment_intents/${input.id}`, { expect: Wire }));
  },
});

const confirm = defineAction({
  key: 'payment_intent.confirm',
  title: 'Confirm payment intent',
  effect: 'update',
  input: z.object({ id: Id, paymentMethodId: z.string().optional() }),
  output: PaymentIntent,
  async run({ input, http }) {
    // https://docs.stripe.com/api/payment_intents/confirm
    return toPaymentIntent(
      await http.post(path`/v1/payment_intents/${input.id}/confirm`, { form: { payment_method: input.paymentMethodId }, expect: Wire }),
    );
  },
});

const cancel = defineAction({
  key: 'payment_intent.cancel',
  title: 'Cancel payment intent',
  effect: 'update',
  output: PaymentIntent,
  input: z.object({ id: Id, reason: z.enum(['abandoned', 'duplicate', 'fraudulent', 'requested_by_customer']).optional() }),
  async run({ input, http }) {
    // https://docs.stripe.com/api/payment_intents/cancel
    return toPaymentIntent(
      await http.post(path`/v1/payment_intents/${input.id}/cancel`, { form: { cancellation_reason: input.reason }, expect: Wire }),
    );
  },
});

export const paymentIntentActions = [create, get, confirm, cancel];
