import { z } from 'zod';
import { defineAction } from '@patchbay/connector-sdk';
import { Id, listed, Max, PAGE, Search } from './shopify-graphql.js';

const Wire = z.object({
  id: z.string(),
  title: z.string(),
  sku: z.string().nullish(),
  barcode: z.string().nullish(),
  price: z.string(),
  compareAtPrice: z.string().nullish(),
  inventoryQuantity: z.number().nullish(),
  product: z.object({ id: z.string() }),
  inventoryItem: z.object({ id: z.string() }),
});
const FIELDS = `fragment VariantFields on ProductVariant {
  id title sku barcode price compareAtPrice inventoryQuantity product { id } inventoryItem { id }
}`;

const Variant = z.object({
  id: z.string(),
  productId: z.string(),
  inventoryItemId: z.string(),
  title: z.string(),
  sku: z.string().optional(),
  barcode: z.string().optional(),
  price: z.string(),
  compareAtPrice: z.string().optional(),
  inventoryQuantity: z.int().optional(),
});
const toVariant = (v: z.output<typeof Wire>) => ({
  id: v.id,
  productId: v.product.id,
  inventoryItemId: v.inventoryItem.id,
  title: v.title,
  sku: v.sku ?? undefined,
  barcode: v.barcode ?? undefined,
  price: v.price,
  compareAtPrice: v.compareAtPrice ?? undefined,
  inventoryQuantity: v.inventoryQuantity ?? undefined,
});

const Price = z.string().regex(/^\d+(\.\d+)?$/, "In the shop's currency: 10.50");

const UPDATE = `mutation ($productId: ID!, $variants: [ProductVariantsBulkInput!]!) {
  result: productVariantsBulkUpdate(productId: $productId, variants: $variants) {
    productVariants { ...VariantFields } userErrors { field message code }
  }
} ${FIELDS}`;
const update = defineAction({
  key: 'variant.update',
  title: 'Update variants',
  description: 'Prices, SKUs and barcodes of up to 250 variants of one product; all or none are changed.',
  effect: 'update',
  input: z.object({
    productId: Id,
    variants: z
      .array(
        z.object({
          id: Id,
          price: Price.optional(),
          compareAtPrice: Price.optional(),
          barcode: z.string().optional(),
          sku: z.string().optional(),
          tracked: z.boolean().describe('Whether Shopify counts its stock').optional(),
          taxable: z.boolean().optional(),
        }),
      )
      .min(1)
      .max(250),
  }),
  output: z.array(Variant),
  async run({ input, http }) {
    const variants = input.variants.map(({ sku, tracked, ...rest }) => ({
      ...rest,
      inventoryItem: sku === undefined && tracked === undefined ? undefined : { sku, tracked },
    }));
    const expect = z.object({ result: z.object({ productVariants: z.array(Wire) }) });
    const graphql = { query: UPDATE, variables: { productId: input.productId, variants } };
    // https://shopify.dev/docs/api/admin-graphql/2026-07/mutations/productVariantsBulkUpdate
    const { result } = await http.post('/graphql.json', { graphql, expect });
    return result.productVariants.map(toVariant);
  },
});

const LIST = `query ($first: Int!, $after: String, $query: String) {
  result: productVariants(first: $first, after: $after, query: $query) { nodes { ...VariantFields } ${PAGE} }
} ${FIELDS}`;
const list = defineAction({
  key: 'variant.list',
  title: 'List variants',
  description: 'Variants of all products; find one by its SKU with query sku:ABC.',
  effect: 'read',
  input: z.object({ query: Search, max: Max }),
  output: z.array(Variant),
  async run({ input: { query, max }, http }) {
    const options = { ...listed(Wire, 200), max, graphql: { query: LIST, variables: { query } } };
    // https://shopify.dev/docs/api/admin-graphql/2026-07/queries/productVariants
    return (await http.all('/graphql.json', options)).map(toVariant);
  },
});

export const variantActions = [update, list];
