import {
  answerGraphql,
  defineSimulator,
  list,
  number,
  object,
  rows,
  text,
  without,
  type Call,
  type MintId,
  type Resolver,
  type Row,
} from '@patchbay/simulator';
import shopify from './shopify.connector.js';
import { connection, CURRENCY, matching, NONE, refused } from './shopify-answers.simulator.js';
import { ORDER_MUTATIONS, ORDER_QUERIES } from './shopify-orders.simulator.js';

const AT = '2026-01-12T09:30:00Z';
const gid =
  (kind: string, after = 1_000): MintId =>
  (count) =>
    `gid://shopify/${kind}/${after + count}`;
const customerShown = (row: Row): Row => ({
  tags: [],
  state: 'DISABLED',
  numberOfOrders: '0',
  amountSpent: { amount: '0.00', currencyCode: CURRENCY },
  ...row,
  displayName: [row['firstName'], row['lastName']].filter(Boolean).join(' ') || text(row['email']),
  defaultEmailAddress: row['email'] ? { emailAddress: row['email'], marketingState: 'NOT_SUBSCRIBED' } : null,
  defaultPhoneNumber: row['phone'] ? { phoneNumber: row['phone'] } : null,
});

const variantShown = (call: Call, row: Row): Row => ({
  ...row,
  product: { id: row['productId'] },
  inventoryItem: { id: row['inventoryItemId'] },
  inventoryQuantity: stockOf(call, row['inventoryItemId']),
});

const levelsOf = (call: Call, item: unknown) => call.table('levels').where((row) => row['item'] === item);
const stockOf = (call: Call, item: unknown): number => levelsOf(call, item).reduce((sum, row) => sum + number(row['available']), 0);

function productShown(call: Call, row: Row): Row {
  const variants = call.table('variants').where((one) => one['productId'] === row['id']);
  return { ...row, totalInventory: variants.reduce((sum, one) => sum + stockOf(call, one['inventoryItemId']), 0) };
}

function createProduct({ product }: Row, call: Call): Row {
  const given = object(product);
  const empty = {
    handle: text(given['title']).toLowerCase().replace(/\W+/g, '-'),
    status: 'ACTIVE',
    descriptionHtml: '',
    vendor: 'Engines',
    productType: '',
    tags: [],
  };
  const made = call.table('products').insert({ ...empty, ...given, createdAt: call.now, updatedAt: call.now });
  const { id: item } = call.table('items').insert({});
  call
    .table('variants')
    .insert({ productId: made['id'], inventoryItemId: item, title: 'Default Title', sku: null, price: '0.00', compareAtPrice: null });
  call.table('levels').insert({ item, location: 'gid://shopify/Location/1', available: 0 });
  return { product: productShown(call, made), ...NONE };
}

function updateVariants({ productId, variants }: Row, call: Call): Row {
  if (!call.table('products').get(productId)) return refused('Product does not exist', 'PRODUCT_DOES_NOT_EXIST');
  const changed: Row[] = [];
  for (const change of rows(variants)) {
    const { id, inventoryItem, ...fields } = change;
    const sku = object(inventoryItem)['sku'];
    const row = call.table('variants').update(id, { ...fields, ...(sku === undefined ? {} : { sku }) });
    if (!row) return refused('Product variant does not exist', 'PRODUCT_VARIANT_DOES_NOT_EXIST');
    changed.push(variantShown(call, row));
  }
  return { productVariants: changed, ...NONE };
}

function adjust({ input }: Row, call: Call): Row {
  const changes = rows(object(input)['changes']);
  for (const change of changes) {
    const level = levelsOf(call, change['inventoryItemId']).find((row) => row['location'] === change['locationId']);
    if (!level) return refused('The specified inventory item could not be found.', 'NOT_FOUND', 'inventoryItemId');
    const expected = change['changeFromQuantity'];
    if (expected !== null && expected !== level['available']) return refused('The quantity has changed.', 'CHANGE_FROM_QUANTITY_STALE');
  }
  for (const change of changes) {
    const level = levelsOf(call, change['inventoryItemId']).find((row) => row['location'] === change['locationId']) ?? {};
    level['available'] = number(level['available']) + number(change['delta']);
  }
  return NONE;
}

const QUERIES: Record<string, Resolver> = {
  shop: () => ({ name: 'Analytical Engines', currencyCode: CURRENCY }),
  product: ({ id }, call) => {
    const row = call.table('products').get(id);
    return row && productShown(call, row);
  },
  products: (args, call) =>
    connection(
      call,
      call
        .table('products')
        .where(matching(args['query']))
        .map((row) => productShown(call, row)),
      args,
    ),
  productVariants: (args, call) =>
    connection(
      call,
      call
        .table('variants')
        .where(matching(args['query']))
        .map((row) => variantShown(call, row)),
      args,
    ),
  inventoryItem: ({ id }, call) =>
    call.table('items').get(id) && {
      id,
      inventoryLevels: (args: Row) =>
        connection(
          call,
          levelsOf(call, id).map((row) => levelShown(call, row)),
          args,
        ),
    },
  locations: (args, call) => connection(call, call.table('locations').all(), args),
  customer: ({ id }, call) => {
    const row = call.table('customers').get(id);
    return row && customerShown(row);
  },
  customerByIdentifier: ({ identifier }, call) => {
    const row = call.table('customers').find((one) => one['email'] === object(identifier)['emailAddress']);
    return row && customerShown(row);
  },
  customers: (args, call) => connection(call, call.table('customers').where(matching(args['query'])).map(customerShown), args),
};

function levelShown(call: Call, row: Row): Row {
  const available = number(row['available']);
  const amounts: Readonly<Record<string, number>> = { available, on_hand: available, committed: 0, incoming: 0, reserved: 0 };
  return {
    location: call.table('locations').get(row['location']),
    quantities: ({ names }: Row) => list(names).map((name) => ({ name, quantity: amounts[text(name)] ?? 0 })),
  };
}

const MUTATIONS: Record<string, Resolver> = {
  productCreate: createProduct,
  productUpdate: ({ product }, call) => {
    const row = call.table('products').update(object(product)['id'], { ...object(product), updatedAt: call.now });
    return row ? { product: productShown(call, row), ...NONE } : refused('Product does not exist');
  },
  productDelete: ({ input }, call) => {
    const row = call.table('products').remove(object(input)['id']);
    return row ? { deletedProductId: row['id'], ...NONE } : refused('Product does not exist');
  },
  productVariantsBulkUpdate: updateVariants,
  inventoryAdjustQuantities: adjust,
  customerCreate: ({ input }, call) => {
    const given = object(input);
    if (given['email'] && call.table('customers').find((row) => row['email'] === given['email']))
      return refused('Email has already been taken', undefined, 'email');
    return { customer: customerShown(call.table('customers').insert({ ...given, createdAt: call.now, updatedAt: call.now })), ...NONE };
  },
  customerUpdate: ({ input }, call) => {
    const row = call.table('customers').update(object(input)['id'], { ...object(input), updatedAt: call.now });
    return row ? { customer: customerShown(row), ...NONE } : refused('Customer does not exist');
  },
  customerDelete: ({ input }, call) => {
    const row = call.table('customers').remove(object(input)['id']);
    return row ? { deletedCustomerId: row['id'], ...NONE } : refused("Customer can't be found");
  },
  tagsAdd: ({ id, tags }, call) => {
    const row = ['products', 'customers', 'orders'].map((table) => call.table(table).get(id)).find(Boolean);
    if (!row) return refused('The resource does not exist');
    row['tags'] = [...new Set([...list(row['tags']), ...list(tags)])];
    return { node: { id }, ...NONE };
  },
};

/** https://shopify.dev/docs/api/admin-graphql/2026-07 */
export default defineSimulator({
  connector: shopify,
  headers: (call) => ({ 'x-request-id': `simulated-${call.sequence()}` }),
  oauth: { token: (standard) => ({ ...without(standard, 'token_type'), refresh_token_expires_in: 7_776_000 }) },
  failure: ({ status, code, message }) =>
    status === 401
      ? { errors: '[API] Invalid API key or access token (unrecognized login or wrong password)' }
      : { errors: [{ message, extensions: { code: code ?? (status === 429 ? 'THROTTLED' : 'INTERNAL_SERVER_ERROR') } }] },
  tables: {
    products: {
      mint: gid('Product'),
      seed: [
        {
          id: 'gid://shopify/Product/1',
          title: 'Difference engine',
          handle: 'difference-engine',
          status: 'ACTIVE',
          descriptionHtml: '',
          vendor: 'Engines',
          productType: 'Machine',
          tags: ['brass'],
          createdAt: AT,
          updatedAt: AT,
        },
      ],
    },
    variants: {
      mint: gid('ProductVariant'),
      seed: [
        {
          id: 'gid://shopify/ProductVariant/1',
          productId: 'gid://shopify/Product/1',
          inventoryItemId: 'gid://shopify/InventoryItem/1',
          title: 'Default Title',
          sku: 'DE-2',
          price: '174.70',
        },
      ],
    },
    items: { mint: gid('InventoryItem'), seed: [{ id: 'gid://shopify/InventoryItem/1' }] },
    levels: {
      mint: gid('InventoryLevel'),
      seed: [{ item: 'gid://shopify/InventoryItem/1', location: 'gid://shopify/Location/1', available: 5 }],
    },
    locations: {
      mint: gid('Location'),
      seed: [{ id: 'gid://shopify/Location/1', name: 'Dorset Street', isActive: true, fulfillsOnlineOrders: true }],
    },
    customers: {
      mint: gid('Customer'),
      seed: [
        {
          id: 'gid://shopify/Customer/1',
          firstName: 'Ada',
          lastName: 'Lovelace',
          email: 'ada@engines.example',
          createdAt: AT,
          updatedAt: AT,
        },
      ],
    },
    orders: { mint: gid('Order') },
    draftOrders: { mint: gid('DraftOrder') },
    refunds: { mint: gid('Refund') },
    fulfillmentOrders: { mint: gid('FulfillmentOrder') },
    fulfillments: { mint: gid('Fulfillment') },
  },
  routes: {
    'POST /admin/api/:version/graphql.json': (call) =>
      answerGraphql(call, { ...QUERIES, ...ORDER_QUERIES, ...MUTATIONS, ...ORDER_MUTATIONS }),
  },
});
