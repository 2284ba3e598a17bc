import { z } from 'zod';
import { defineAction, path } from '@patchbay/connector-sdk';
import { Id, isoTime, listed, Max, Money } from './shop-object.js';

const Wire = z.object({
  id: z.number(),
  amount: z.string(),
  reason: z.string().nullish(),
  refunded_payment: z.boolean().nullish(),
  date_created_gmt: z.string().nullish(),
});
const Refund = z.object({
  id: z.int(),
  amount: z.string(),
  reason: z.string().optional(),
  paidBack: z.boolean(),
  createdAt: z.string().optional(),
});
const toRefund = (r: z.output<typeof Wire>) => ({
  id: r.id,
  amount: r.amount,
  reason: r.reason || undefined,
  paidBack: r.refunded_payment ?? false,
  createdAt: isoTime(r.date_created_gmt),
});

const refund = defineAction({
  key: 'refund.create',
  title: 'Refund order',
  effect: 'create',
  input: z.object({
    orderId: Id,
    amount: Money,
    reason: z.string().optional(),
    payBack: z.boolean().describe('Through the payment gateway; false only writes it down').default(true),
    restock: z.boolean().default(true),
    items: z
      .array(z.object({ id: Id.describe('Of the line of the order'), quantity: z.int().nonnegative(), total: z.number().nonnegative() }))
      .optional(),
  }),
  output: Refund,
  async run({ input, http }) {
    const json = {
      amount: input.amount,
      reason: input.reason,
      api_refund: input.payBack,
      api_restock: input.restock,
      line_items: input.items?.map(({ total, ...line }) => ({ ...line, refund_total: total })),
    };
    // https://woocommerce.github.io/woocommerce-rest-api-docs/#create-a-refund
    return toRefund(await http.post(path`/wc/v3/orders/${input.orderId}/refunds`, { json, expect: Wire }));
  },
});

const refunds = defineAction({
  key: 'refund.list',
  title: 'List refunds of order',
  effect: 'read',
  input: z.object({ orderId: Id, max: Max }),
  output: z.array(Refund),
  async run({ input, http }) {
    // https://woocommerce.github.io/woocommerce-rest-api-docs/#list-all-refunds
    const found = await http.all(path`/wc/v3/orders/${input.orderId}/refunds`, { ...listed(Wire), max: input.max });
    return found.map(toRefund);
  },
});

const note = defineAction({
  key: 'order_note.create',
  title: 'Add note to order',
  effect: 'create',
  input: z.object({ orderId: Id, note: z.string().min(1), toCustomer: z.boolean().describe('Mailed to the customer').default(false) }),
  output: z.object({ id: z.int(), note: z.string() }),
  async run({ input, http }) {
    // https://woocommerce.github.io/woocommerce-rest-api-docs/#create-an-order-note
    return http.post(path`/wc/v3/orders/${input.orderId}/notes`, {
      json: { note: input.note, customer_note: input.toCustomer },
      expect: z.object({ id: z.number(), note: z.string() }),
    });
  },
});

export const orderPartActions = [refund, refunds, note];
