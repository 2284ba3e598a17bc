import { z } from 'zod';
import { defineAction } from '@patchbay/connector-sdk';
import { Id, listed, listedBelow, Max, PAGE } from './shopify-graphql.js';

const NAMES = ['available', 'on_hand', 'committed', 'incoming', 'reserved'] as const;

// Since 2026-04 Shopify refuses stock changes without a key by which it knows a repeat, and without `changeFromQuantity` (null = do not check).
const ADJUST = `mutation ($input: InventoryAdjustQuantitiesInput!, $idempotencyKey: String!) {
  result: inventoryAdjustQuantities(input: $input) @idempotent(key: $idempotencyKey) { userErrors { field message code } }
}`;
const adjust = defineAction({
  key: 'inventory.adjust',
  title: 'Adjust stock',
  description: 'Adds to or takes from the stock of items at locations.',
  effect: 'update',
  // https://shopify.dev/docs/api/usage/idempotent-requests
  idempotency: { field: 'variables.idempotencyKey' },
  input: z.object({
    changes: z
      .array(
        z.object({
          inventoryItemId: Id,
          locationId: Id,
          delta: z.int(),
          changeFromQuantity: z.int().describe('Refused when the stock is not this much now').optional(),
        }),
      )
      .min(1)
      .max(250),
    name: z.string().default('available').describe('Which quantity: available, damaged, …'),
    reason: z.string().default('correction').describe('correction, received, damaged, …'),
    referenceDocumentUri: z.string().optional(),
  }),
  output: z.object({ adjusted: z.int() }),
  async run({ input: { changes, ...rest }, http }) {
    const wire = { ...rest, changes: changes.map((change) => ({ ...change, changeFromQuantity: change.changeFromQuantity ?? null })) };
    const expect = z.object({ result: z.object({}) });
    // https://shopify.dev/docs/api/admin-graphql/2026-07/mutations/inventoryAdjustQuantities
    await http.post('/graphql.json', { graphql: { query: ADJUST, variables: { input: wire } }, expect });
    return { adjusted: changes.length };
  },
});

const Level = z.object({
  location: z.object({ id: z.string(), name: z.string() }),
  quantities: z.array(z.object({ name: z.string(), quantity: z.number() })),
});
const LEVELS = `query ($id: ID!, $names: [String!]!, $first: Int!, $after: String) {
  parent: inventoryItem(id: $id) {
    result: inventoryLevels(first: $first, after: $after) { nodes { location { id name } quantities(names: $names) { name quantity } } ${PAGE} }
  }
}`;
const levels = defineAction({
  key: 'inventory_level.list',
  title: 'List stock of an item',
  effect: 'read',
  input: z.object({ inventoryItemId: Id.describe('Named by variant.list'), max: Max }),
  output: z.array(z.object({ locationId: z.string(), location: z.string(), quantities: z.record(z.string(), z.int()) })),
  async run({ input, http }) {
    const graphql = { query: LEVELS, variables: { id: input.inventoryItemId, names: NAMES } };
    const options = { ...listedBelow('inventory item', Level, 50), max: input.max, graphql };
    // https://shopify.dev/docs/api/admin-graphql/2026-07/queries/inventoryItem
    const levelsFound = await http.all('/graphql.json', options);
    return levelsFound.map(({ location, quantities }) => ({
      locationId: location.id,
      location: location.name,
      quantities: Object.fromEntries(quantities.map(({ name, quantity }) => [name, quantity])),
    }));
  },
});

const Location = z.object({ id: z.string(), name: z.string(), isActive: z.boolean(), fulfillsOnlineOrders: z.boolean() });
const LOCATIONS = `query ($first: Int!, $after: String) {
  result: locations(first: $first, after: $after) { nodes { id name isActive fulfillsOnlineOrders } ${PAGE} }
}`;
const locations = defineAction({
  key: 'location.list',
  title: 'List locations',
  effect: 'read',
  input: z.object({ max: Max }),
  output: z.array(Location),
  async run({ input: { max }, http }) {
    // https://shopify.dev/docs/api/admin-graphql/2026-07/queries/locations
    return http.all('/graphql.json', { ...listed(Location, 250), max, graphql: { query: LOCATIONS } });
  },
});

export const inventoryActions = [adjust, levels, locations];
