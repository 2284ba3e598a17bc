import { z } from 'zod';
import { defineAction } from '@patchbay/connector-sdk';
import { Line, LINE_FIELDS, LineWire, Order, ORDER_FIELDS, OrderWire, toLine, toOrder } from './order-shape.js';
import { Address, found, Id, listed, Max, Money, PAGE, Search, toMoneyInput } from './shopify-graphql.js';

const One = z.object({ result: z.object({ order: OrderWire }) });

const CREATE = `mutation ($order: OrderCreateOrderInput!, $options: OrderCreateOptionsInput) {
  result: orderCreate(order: $order, options: $options) { order { ...OrderFields } userErrors { field message code } }
} ${ORDER_FIELDS}`;
const create = defineAction({
  key: 'order.create',
  title: 'Create order',
  description: 'Records a sale made elsewhere. For an order that the customer still has to pay, use draft_order.create.',
  effect: 'create',
  input: z.object({
    lineItems: z
      .array(
        z
          .object({
            variantId: Id.optional(),
            title: z.string().describe('Of an item that is no variant').optional(),
            sku: z.string().optional(),
            quantity: z.int().positive(),
            price: Money.describe("Default: the variant's").optional(),
          })
          .refine((i) => i.variantId !== undefined || i.title !== undefined, { error: 'Give variantId or title', path: ['variantId'] }),
      )
      .min(1)
      .max(250),
    currency: Money.shape.currency.optional(),
    customerId: Id.optional(),
    email: z.email().optional(),
    phone: z.string().optional(),
    shippingAddress: Address.optional(),
    financialStatus: z.enum(['AUTHORIZED', 'PAID', 'PARTIALLY_PAID', 'PENDING']).optional(),
    note: z.string().optional(),
    tags: z.array(z.string()).max(250).optional(),
    test: z.boolean().optional(),
    sendReceipt: z.boolean().default(false),
    inventory: z.enum(['BYPASS', 'DECREMENT_IGNORING_POLICY', 'DECREMENT_OBEYING_POLICY']).default('BYPASS'),
  }),
  output: Order,
  async run({ input: { lineItems, customerId, sendReceipt, inventory, ...rest }, http }) {
    const order = {
      ...rest,
      lineItems: lineItems.map(({ price, ...line }) => ({ ...line, priceSet: price && { shopMoney: toMoneyInput(price) } })),
      customer: customerId === undefined ? undefined : { toAssociate: { id: customerId } },
    };
    const graphql = { query: CREATE, variables: { order, options: { sendReceipt, inventoryBehaviour: inventory } } };
    // https://shopify.dev/docs/api/admin-graphql/2026-07/mutations/orderCreate
    const { result } = await http.post('/graphql.json', { graphql, expect: One });
    return toOrder(result.order);
  },
});

const GET = `query ($id: ID!) { result: order(id: $id) { ...OrderFields lineItems(first: 250) { nodes { ${LINE_FIELDS} } } } } ${ORDER_FIELDS}`;
const get = defineAction({
  key: 'order.get',
  title: 'Get order',
  description: 'With its first 250 line items.',
  effect: 'read',
  input: z.object({ id: Id }),
  output: Order.extend({ lineItems: z.array(Line) }),
  async run({ input: { id }, http }) {
    const expect = z.object({ result: OrderWire.extend({ lineItems: z.object({ nodes: z.array(LineWire) }) }).nullable() });
    // https://shopify.dev/docs/api/admin-graphql/2026-07/queries/order
    const { result } = await http.post('/graphql.json', { graphql: { query: GET, variables: { id } }, expect });
    const order = found(result, 'order');
    return { ...toOrder(order), lineItems: order.lineItems.nodes.map(toLine) };
  },
});

const LIST = `query ($first: Int!, $after: String, $query: String, $sortKey: OrderSortKeys, $reverse: Boolean) {
  result: orders(first: $first, after: $after, query: $query, sortKey: $sortKey, reverse: $reverse) { nodes { ...OrderFields } ${PAGE} }
} ${ORDER_FIELDS}`;
const list = defineAction({
  key: 'order.list',
  title: 'List orders',
  description: 'Orders of the last 60 days, unless the app may read all orders.',
  effect: 'read',
  input: z.object({
    query: Search,
    sortBy: z.enum(['CREATED_AT', 'UPDATED_AT', 'PROCESSED_AT', 'TOTAL_PRICE']).default('CREATED_AT'),
    newestFirst: z.boolean().default(true),
    max: Max,
  }),
  output: z.array(Order),
  async run({ input, http }) {
    const variables = { query: input.query, sortKey: input.sortBy, reverse: input.newestFirst };
    const options = { ...listed(OrderWire, 100), max: input.max, graphql: { query: LIST, variables } };
    // https://shopify.dev/docs/api/admin-graphql/2026-07/queries/orders
    return (await http.all('/graphql.json', options)).map(toOrder);
  },
});

const UPDATE = `mutation ($input: OrderInput!) {
  result: orderUpdate(input: $input) { order { ...OrderFields } userErrors { field message } }
} ${ORDER_FIELDS}`;
const update = defineAction({
  key: 'order.update',
  title: 'Update order',
  effect: 'update',
  input: z.object({
    id: Id,
    email: z.email().optional(),
    phone: z.string().optional(),
    note: z.string().optional(),
    tags: z.array(z.string()).max(250).describe('Replaces the tags').optional(),
    shippingAddress: Address.optional(),
  }),
  output: Order,
  async run({ input, http }) {
    // https://shopify.dev/docs/api/admin-graphql/2026-07/mutations/orderUpdate
    const { result } = await http.post('/graphql.json', { graphql: { query: UPDATE, variables: { input } }, expect: One });
    return toOrder(result.order);
  },
});

const PAID = `mutation ($input: OrderMarkAsPaidInput!) {
  result: orderMarkAsPaid(input: $input) { order { ...OrderFields } userErrors { field message } }
} ${ORDER_FIELDS}`;
const markAsPaid = defineAction({
  key: 'order.mark_as_paid',
  title: 'Mark order as paid',
  effect: 'update',
  input: z.object({ id: Id }),
  output: Order,
  async run({ input, http }) {
    // https://shopify.dev/docs/api/admin-graphql/2026-07/mutations/orderMarkAsPaid
    const { result } = await http.post('/graphql.json', { graphql: { query: PAID, variables: { input } }, expect: One });
    return toOrder(result.order);
  },
});

const CANCEL = `mutation ($orderId: ID!, $reason: OrderCancelReason!, $restock: Boolean!, $refundMethod: OrderCancelRefundMethodInput,
  $notifyCustomer: Boolean, $staffNote: String) {
  result: orderCancel(orderId: $orderId, reason: $reason, restock: $restock, refundMethod: $refundMethod,
    notifyCustomer: $notifyCustomer, staffNote: $staffNote) { userErrors: orderCancelUserErrors { field message code } }
}`;
const cancel = defineAction({
  key: 'order.cancel',
  title: 'Cancel order',
  description: 'Shopify cancels in the background; read the order for the result.',
  effect: 'update',
  input: z.object({
    id: Id,
    reason: z.enum(['CUSTOMER', 'DECLINED', 'FRAUD', 'INVENTORY', 'OTHER', 'STAFF']).default('OTHER'),
    restock: z.boolean(),
    refund: z.boolean().describe('Gives the money back by the way it was paid'),
    notifyCustomer: z.boolean().default(false),
    staffNote: z.string().max(255).optional(),
  }),
  output: z.object({ id: z.string(), accepted: z.literal(true) }),
  async run({ input: { id, refund, ...rest }, http }) {
    const variables = { ...rest, orderId: id, refundMethod: { originalPaymentMethodsRefund: refund } };
    // https://shopify.dev/docs/api/admin-graphql/2026-07/mutations/orderCancel
    await http.post('/graphql.json', { graphql: { query: CANCEL, variables }, expect: z.object({ result: z.object({}) }) });
    return { id, accepted: true as const };
  },
});

const TAG = `mutation ($id: ID!, $tags: [String!]!) { result: tagsAdd(id: $id, tags: $tags) { node { id } userErrors { field message } } }`;
const addTags = defineAction({
  key: 'tag.add',
  title: 'Add tags',
  description: 'To an order, draft order, customer or product; the tags it has stay.',
  effect: 'update',
  input: z.object({ id: Id, tags: z.array(z.string().min(1)).min(1).max(250) }),
  output: z.object({ id: z.string() }),
  async run({ input: variables, http }) {
    const expect = z.object({ result: z.object({ node: z.object({ id: z.string() }) }) });
    // https://shopify.dev/docs/api/admin-graphql/2026-07/mutations/tagsAdd
    const { result } = await http.post('/graphql.json', { graphql: { query: TAG, variables }, expect });
    return result.node;
  },
});

export const orderActions = [create, get, list, update, markAsPaid, cancel, addTags];
