import { z } from 'zod';
import { defineAction } from '@patchbay/connector-sdk';
import { Id, Money, MoneyBag, MONEY_BAG, toMoney } from './shopify-graphql.js';

const CREATE = `mutation ($input: RefundInput!, $idempotencyKey: String!) {
  result: refundCreate(input: $input) @idempotent(key: $idempotencyKey) {
    refund { id note createdAt totalRefundedSet { ${MONEY_BAG} } } userErrors { field message }
  }
}`;
const create = defineAction({
  key: 'refund.create',
  title: 'Create refund',
  description: 'Gives back money by payments of the order, and takes items back.',
  effect: 'create',
  // https://shopify.dev/docs/api/usage/idempotent-requests: required for refunds since 2026-04
  idempotency: { field: 'variables.idempotencyKey' },
  input: z
    .object({
      orderId: Id,
      payments: z
        .array(
          z.object({
            transactionId: Id.describe('The payment to give back'),
            gateway: z.string().min(1),
            amount: z.string().regex(/^\d+(\.\d+)?$/, "In the order's currency: 10.50"),
          }),
        )
        .default([]),
      lineItems: z
        .array(
          z.object({
            lineItemId: Id,
            quantity: z.int().positive(),
            restock: z.enum(['CANCEL', 'NO_RESTOCK', 'RETURN']).default('NO_RESTOCK'),
            locationId: Id.describe('Where the items go back to').optional(),
          }),
        )
        .default([]),
      note: z.string().optional(),
      notify: z.boolean().default(false).describe('Writes to the customer'),
    })
    .refine((i) => i.payments.length + i.lineItems.length > 0, { error: 'Give payments or lineItems', path: ['payments'] }),
  output: z.object({ id: z.string(), note: z.string().optional(), createdAt: z.string().optional(), refunded: Money }),
  async run({ input: { payments, lineItems, ...rest }, http }) {
    const input = {
      ...rest,
      refundLineItems: lineItems.map(({ restock, ...line }) => ({ ...line, restockType: restock })),
      transactions: payments.map(({ transactionId, ...payment }) => ({
        ...payment,
        parentId: transactionId,
        orderId: rest.orderId,
        kind: 'REFUND',
      })),
    };
    const Refund = z.object({ id: z.string(), note: z.string().nullish(), createdAt: z.string().nullish(), totalRefundedSet: MoneyBag });
    const expect = z.object({ result: z.object({ refund: Refund }) });
    // https://shopify.dev/docs/api/admin-graphql/2026-07/mutations/refundCreate
    const { result } = await http.post('/graphql.json', { graphql: { query: CREATE, variables: { input } }, expect });
    const { id, note, createdAt, totalRefundedSet } = result.refund;
    return { id, note: note ?? undefined, createdAt: createdAt ?? undefined, refunded: toMoney(totalRefundedSet) };
  },
});

export const refundActions = [create];
