import { z } from 'zod';
import { defineAction } from '@patchbay/connector-sdk';
import { Address, Id, Money, MoneyBag, MONEY_BAG, toMoney, toMoneyInput } from './shopify-graphql.js';

const Wire = z.object({
  id: z.string(),
  name: z.string(),
  status: z.string(),
  invoiceUrl: z.string().nullish(),
  order: z.object({ id: z.string() }).nullish(),
  totalPriceSet: MoneyBag,
  createdAt: z.string(),
});
const FIELDS = `id name status invoiceUrl order { id } totalPriceSet { ${MONEY_BAG} } createdAt`;
const One = z.object({ result: z.object({ draftOrder: Wire }) });

const DraftOrder = z.object({
  id: z.string(),
  name: z.string(),
  status: z.string(),
  invoiceUrl: z.string().optional(),
  orderId: z.string().optional(),
  total: Money,
  createdAt: z.string(),
});
const toDraftOrder = ({ order, totalPriceSet, invoiceUrl, ...rest }: z.output<typeof Wire>) => ({
  ...rest,
  invoiceUrl: invoiceUrl ?? undefined,
  orderId: order?.id,
  total: toMoney(totalPriceSet),
});

const CREATE = `mutation ($input: DraftOrderInput!) {
  result: draftOrderCreate(input: $input) { draftOrder { ${FIELDS} } userErrors { field message } }
}`;
const create = defineAction({
  key: 'draft_order.create',
  title: 'Create draft order',
  description: 'An order to be paid by its invoice, or completed by draft_order.complete.',
  effect: 'create',
  input: z.object({
    lineItems: z
      .array(
        z
          .object({
            variantId: Id.optional(),
            title: z.string().describe('Of an item that is no variant').optional(),
            quantity: z.int().positive(),
            price: Money.describe('Of an item that is no variant').optional(),
          })
          .refine((i) => i.variantId !== undefined || (i.title !== undefined && i.price !== undefined), {
            error: 'Give variantId, or title and price',
            path: ['variantId'],
          }),
      )
      .min(1)
      .max(250),
    customerId: Id.optional(),
    email: z.email().optional(),
    shippingAddress: Address.optional(),
    note: z.string().optional(),
    tags: z.array(z.string()).max(250).optional(),
  }),
  output: DraftOrder,
  async run({ input: { lineItems, customerId, ...rest }, http }) {
    const input = {
      ...rest,
      lineItems: lineItems.map(({ price, ...line }) => ({ ...line, originalUnitPriceWithCurrency: price && toMoneyInput(price) })),
      purchasingEntity: customerId === undefined ? undefined : { customerId },
    };
    // https://shopify.dev/docs/api/admin-graphql/2026-07/mutations/draftOrderCreate
    const { result } = await http.post('/graphql.json', { graphql: { query: CREATE, variables: { input } }, expect: One });
    return toDraftOrder(result.draftOrder);
  },
});

const COMPLETE = `mutation ($id: ID!) {
  result: draftOrderComplete(id: $id) { draftOrder { ${FIELDS} } userErrors { field message } }
}`;
const complete = defineAction({
  key: 'draft_order.complete',
  title: 'Complete draft order',
  description: 'Makes the order; it is marked as paid.',
  effect: 'update',
  input: z.object({ id: Id }),
  output: DraftOrder,
  async run({ input: variables, http }) {
    // https://shopify.dev/docs/api/admin-graphql/2026-07/mutations/draftOrderComplete
    const { result } = await http.post('/graphql.json', { graphql: { query: COMPLETE, variables }, expect: One });
    return toDraftOrder(result.draftOrder);
  },
});

export const draftOrderActions = [create, complete];
