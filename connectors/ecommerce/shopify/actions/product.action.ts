import { z } from 'zod';
import { defineAction } from '@patchbay/connector-sdk';
import { Deleted, found, Id, listed, Max, PAGE, Search } from './shopify-graphql.js';

const Wire = z.object({
  id: z.string(),
  title: z.string(),
  handle: z.string(),
  status: z.string(),
  descriptionHtml: z.string(),
  vendor: z.string(),
  productType: z.string(),
  tags: z.array(z.string()),
  totalInventory: z.number(),
  onlineStoreUrl: z.string().nullish(),
  createdAt: z.string(),
  updatedAt: z.string(),
});
const FIELDS = `fragment ProductFields on Product {
  id title handle status descriptionHtml vendor productType tags totalInventory onlineStoreUrl createdAt updatedAt
}`;
const One = z.object({ result: z.object({ product: Wire }) });

const Product = z.object({
  id: z.string(),
  title: z.string(),
  handle: z.string(),
  status: z.string(),
  descriptionHtml: z.string(),
  vendor: z.string(),
  productType: z.string(),
  tags: z.array(z.string()),
  totalInventory: z.int(),
  url: z.string().optional(),
  createdAt: z.string(),
  updatedAt: z.string(),
});
const toProduct = ({ onlineStoreUrl, ...rest }: z.output<typeof Wire>) => ({ ...rest, url: onlineStoreUrl ?? undefined });

const Fields = z.object({
  title: z.string().min(1).max(255).optional(),
  descriptionHtml: z.string().optional(),
  vendor: z.string().optional(),
  productType: z.string().optional(),
  handle: z.string().optional(),
  status: z.enum(['ACTIVE', 'ARCHIVED', 'DRAFT', 'UNLISTED']).optional(),
  tags: z.array(z.string()).max(250).optional(),
});

const CREATE = `mutation ($product: ProductCreateInput!) {
  result: productCreate(product: $product) { product { ...ProductFields } userErrors { field message } }
} ${FIELDS}`;
const create = defineAction({
  key: 'product.create',
  title: 'Create product',
  description: 'The first variant is made with it; set its price with variant.update.',
  effect: 'create',
  input: Fields.extend({ title: z.string().min(1).max(255) }),
  output: Product,
  async run({ input: product, http }) {
    // https://shopify.dev/docs/api/admin-graphql/2026-07/mutations/productCreate
    const { result } = await http.post('/graphql.json', { graphql: { query: CREATE, variables: { product } }, expect: One });
    return toProduct(result.product);
  },
});

const GET = `query ($id: ID!) { result: product(id: $id) { ...ProductFields } } ${FIELDS}`;
const get = defineAction({
  key: 'product.get',
  title: 'Get product',
  effect: 'read',
  input: z.object({ id: Id }),
  output: Product,
  async run({ input: { id }, http }) {
    const expect = z.object({ result: Wire.nullable() });
    // https://shopify.dev/docs/api/admin-graphql/2026-07/queries/product
    const { result } = await http.post('/graphql.json', { graphql: { query: GET, variables: { id } }, expect });
    return toProduct(found(result, 'product'));
  },
});

const UPDATE = `mutation ($product: ProductUpdateInput!) {
  result: productUpdate(product: $product) { product { ...ProductFields } userErrors { field message } }
} ${FIELDS}`;
const update = defineAction({
  key: 'product.update',
  title: 'Update product',
  effect: 'update',
  input: Fields.extend({ id: Id }),
  output: Product,
  async run({ input: product, http }) {
    // https://shopify.dev/docs/api/admin-graphql/2026-07/mutations/productUpdate
    const { result } = await http.post('/graphql.json', { graphql: { query: UPDATE, variables: { product } }, expect: One });
    return toProduct(result.product);
  },
});

const DELETE = `mutation ($input: ProductDeleteInput!) {
  result: productDelete(input: $input) { deletedProductId userErrors { field message } }
}`;
const remove = defineAction({
  key: 'product.delete',
  title: 'Delete product',
  effect: 'delete',
  input: z.object({ id: Id }),
  output: Deleted,
  async run({ input, http }) {
    const expect = z.object({ result: z.object({ deletedProductId: z.string() }) });
    // https://shopify.dev/docs/api/admin-graphql/2026-07/mutations/productDelete
    const { result } = await http.post('/graphql.json', { graphql: { query: DELETE, variables: { input } }, expect });
    return { id: result.deletedProductId, deleted: true as const };
  },
});

const LIST = `query ($first: Int!, $after: String, $query: String) {
  result: products(first: $first, after: $after, query: $query) { nodes { ...ProductFields } ${PAGE} }
} ${FIELDS}`;
const list = defineAction({
  key: 'product.list',
  title: 'List products',
  effect: 'read',
  input: z.object({ query: Search, max: Max }),
  output: z.array(Product),
  async run({ input: { query, max }, http }) {
    const options = { ...listed(Wire, 250), max, graphql: { query: LIST, variables: { query } } };
    // https://shopify.dev/docs/api/admin-graphql/2026-07/queries/products
    return (await http.all('/graphql.json', options)).map(toProduct);
  },
});

export const productActions = [create, get, update, remove, list];
