import { z } from 'zod';
import { defineAction } from '@patchbay/connector-sdk';
import { Id, listedBelow, Max, PAGE } from './shopify-graphql.js';

const Item = z.object({ id: z.string(), remainingQuantity: z.int(), totalQuantity: z.int(), sku: z.string().nullish() });
const Wire = z.object({
  id: z.string(),
  status: z.string(),
  assignedLocation: z.object({ name: z.string() }),
  lineItems: z.object({ nodes: z.array(Item) }),
});
const LIST = `query ($orderId: ID!, $first: Int!, $after: String) {
  parent: order(id: $orderId) {
    result: fulfillmentOrders(first: $first, after: $after) {
      nodes { id status assignedLocation { name } lineItems(first: 50) { nodes { id sku remainingQuantity totalQuantity } } } ${PAGE}
    }
  }
}`;
const listOrders = defineAction({
  key: 'fulfillment_order.list',
  title: 'List what of an order is to be sent',
  description: 'One entry for each location that sends a part of the order, with its first 50 items.',
  effect: 'read',
  input: z.object({ orderId: Id, max: Max }),
  output: z.array(
    z.object({ id: z.string(), status: z.string(), location: z.string(), lineItems: z.array(Item.extend({ sku: z.string().optional() })) }),
  ),
  async run({ input: { orderId, max }, http }) {
    const options = { ...listedBelow('order', Wire, 10), max, graphql: { query: LIST, variables: { orderId } } };
    // https://shopify.dev/docs/api/admin-graphql/2026-07/objects/FulfillmentOrder
    const orders = await http.all('/graphql.json', options);
    return orders.map(({ id, status, assignedLocation, lineItems }) => ({
      id,
      status,
      location: assignedLocation.name,
      lineItems: lineItems.nodes.map((item) => ({ ...item, sku: item.sku ?? undefined })),
    }));
  },
});

const CREATE = `mutation ($fulfillment: FulfillmentInput!, $message: String) {
  result: fulfillmentCreate(fulfillment: $fulfillment, message: $message) {
    fulfillment { id name status createdAt } userErrors { field message }
  }
}`;
const Fulfillment = z.object({ id: z.string(), name: z.string(), status: z.string(), createdAt: z.string() });
const create = defineAction({
  key: 'fulfillment.create',
  title: 'Create fulfilment',
  description: 'Says that items were sent; without lineItems all that is left of the fulfilment order.',
  effect: 'create',
  input: z.object({
    fulfillmentOrderId: Id.describe('Named by fulfillment_order.list'),
    lineItems: z.array(z.object({ id: Id, quantity: z.int().positive() })).optional(),
    tracking: z
      .object({ company: z.string().optional(), number: z.string().optional(), url: z.url({ protocol: /^https?$/ }).optional() })
      .optional(),
    notifyCustomer: z.boolean().default(false),
    message: z.string().optional(),
  }),
  output: Fulfillment,
  async run({ input, http }) {
    const fulfillment = {
      lineItemsByFulfillmentOrder: [{ fulfillmentOrderId: input.fulfillmentOrderId, fulfillmentOrderLineItems: input.lineItems }],
      trackingInfo: input.tracking,
      notifyCustomer: input.notifyCustomer,
    };
    const expect = z.object({ result: z.object({ fulfillment: Fulfillment }) });
    const graphql = { query: CREATE, variables: { fulfillment, message: input.message } };
    // https://shopify.dev/docs/api/admin-graphql/2026-07/mutations/fulfillmentCreate
    return (await http.post('/graphql.json', { graphql, expect })).result.fulfillment;
  },
});

export const fulfillmentActions = [listOrders, create];
