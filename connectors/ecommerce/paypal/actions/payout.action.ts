import { z } from 'zod';
import { defineAction, path } from '@patchbay/connector-sdk';
import { Id, Max, Money, Pages, pagesOf } from './payment-shape.js';

// Payouts write money as `{ currency, value }`, other than the rest of PayPal.
const MoneyWire = z.object({ currency: z.string(), value: z.string() });
const HeaderWire = z.object({
  payout_batch_id: z.string(),
  batch_status: z.string(),
  sender_batch_header: z.object({ sender_batch_id: z.string().nullish() }).nullish(),
  amount: MoneyWire.nullish(),
  fees: MoneyWire.nullish(),
  time_created: z.string().nullish(),
  time_completed: z.string().nullish(),
});
const ItemWire = z.object({
  payout_item_id: z.string(),
  transaction_status: z.string().nullish(),
  transaction_id: z.string().nullish(),
  payout_item: z.object({ receiver: z.string(), amount: MoneyWire, sender_item_id: z.string().nullish() }),
  errors: z.object({ name: z.string().nullish(), message: z.string().nullish() }).nullish(),
});

const Payout = z.object({
  id: z.string(),
  status: z.string(),
  batchId: z.string().optional(),
  amount: Money.optional(),
  fees: Money.optional(),
  createdAt: z.string().optional(),
  completedAt: z.string().optional(),
});
const toPayout = (h: z.output<typeof HeaderWire>): z.output<typeof Payout> => ({
  id: h.payout_batch_id,
  status: h.batch_status,
  batchId: h.sender_batch_header?.sender_batch_id ?? undefined,
  amount: h.amount ?? undefined,
  fees: h.fees ?? undefined,
  createdAt: h.time_created ?? undefined,
  completedAt: h.time_completed ?? undefined,
});
const Item = z.object({
  id: z.string(),
  status: z.string().optional(),
  transactionId: z.string().optional(),
  receiver: z.string(),
  amount: Money,
  itemId: z.string().optional(),
  error: z.string().optional(),
});
const toItem = (i: z.output<typeof ItemWire>): z.output<typeof Item> => ({
  id: i.payout_item_id,
  status: i.transaction_status ?? undefined,
  transactionId: i.transaction_id ?? undefined,
  receiver: i.payout_item.receiver,
  amount: i.payout_item.amount,
  itemId: i.payout_item.sender_item_id ?? undefined,
  error: i.errors?.message ?? i.errors?.name ?? undefined,
});

const create = defineAction({
  key: 'payout.create',
  title: 'Create payout',
  description: 'Sends money to one or many receivers.',
  effect: 'create',
  input: z.object({
    batchId: z.string().min(1).max(256).describe('Yours; PayPal refuses a second payout with it for 30 days'),
    items: z
      .array(
        z.object({
          receiver: z.string().min(1).max(127),
          receiverType: z.enum(['EMAIL', 'PHONE', 'PAYPAL_ID']).default('EMAIL'),
          amount: Money,
          note: z.string().max(1_000).optional(),
          itemId: z.string().max(63).describe('Yours').optional(),
        }),
      )
      .min(1)
      .max(15_000),
    emailSubject: z.string().max(255).optional(),
    emailMessage: z.string().max(1_000).optional(),
  }),
  output: Payout,
  async run({ input, http }) {
    const json = {
      sender_batch_header: { sender_batch_id: input.batchId, email_subject: input.emailSubject, email_message: input.emailMessage },
      items: input.items.map(({ receiver, receiverType, amount, note, itemId }) => ({
        recipient_type: receiverType,
        receiver,
        amount,
        note,
        sender_item_id: itemId,
      })),
    };
    // https://developer.paypal.com/docs/api/payments.payouts-batch/v1/#payouts_post: keys are kept for 30 days
    const answer = await http.post('/v1/payments/payouts', { json, expect: z.object({ batch_header: HeaderWire }) });
    return toPayout(answer.batch_header);
  },
});

const get = defineAction({
  key: 'payout.get',
  title: 'Get payout',
  effect: 'read',
  input: z.object({ id: Id }),
  output: Payout,
  async run({ input, http }) {
    const options = { query: { page_size: 1, fields: 'batch_header' }, expect: z.object({ batch_header: HeaderWire }) };
    // https://developer.paypal.com/docs/api/payments.payouts-batch/v1/#payouts_get
    return toPayout((await http.get(path`/v1/payments/payouts/${input.id}`, options)).batch_header);
  },
});

const listItems = defineAction({
  key: 'payout_item.list',
  title: 'List items of a payout',
  effect: 'read',
  input: z.object({ payoutId: Id, max: Max }),
  output: z.array(Item),
  async run({ input, http }) {
    // https://developer.paypal.com/docs/api/payments.payouts-batch/v1/#payouts_get
    const items = await http.all(path`/v1/payments/payouts/${input.payoutId}`, {
      ...pagesOf(1_000),
      expect: Pages.extend({ items: z.array(ItemWire).nullish() }),
      items: (page) => page.items ?? [],
      max: input.max,
    });
    return items.map(toItem);
  },
});

const getItem = defineAction({
  key: 'payout_item.get',
  title: 'Get payout item',
  effect: 'read',
  input: z.object({ id: Id }),
  output: Item,
  async run({ input, http }) {
    // https://developer.paypal.com/docs/api/payments.payouts-batch/v1/#payouts-item_get
    return toItem(await http.get(path`/v1/payments/payouts-item/${input.id}`, { expect: ItemWire }));
  },
});

export const payoutActions = [create, get, listItems, getItem];
