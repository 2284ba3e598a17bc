import { z } from 'zod';
import { defineAction, path } from '@patchbay/connector-sdk';
import { Id, listed, Max, Money, Named } from './shop-object.js';

const Wire = z.object({
  id: z.number(),
  sku: z.string().nullish(),
  price: z.string().nullish(),
  regular_price: z.string().nullish(),
  sale_price: z.string().nullish(),
  stock_quantity: z.number().nullish(),
  stock_status: z.string().nullish(),
  attributes: z.array(z.object({ name: z.string(), option: z.string() })).nullish(),
});
const Variation = z.object({
  id: z.int(),
  sku: z.string().optional(),
  price: z.string().optional(),
  regularPrice: z.string().optional(),
  salePrice: z.string().optional(),
  stockQuantity: z.number().optional(),
  stockStatus: z.string().optional(),
  attributes: z.array(z.object({ name: z.string(), option: z.string() })),
});
const toVariation = (v: z.output<typeof Wire>) => ({
  id: v.id,
  sku: v.sku || undefined,
  price: v.price || undefined,
  regularPrice: v.regular_price || undefined,
  salePrice: v.sale_price || undefined,
  stockQuantity: v.stock_quantity ?? undefined,
  stockStatus: v.stock_status ?? undefined,
  attributes: v.attributes ?? [],
});

const variations = defineAction({
  key: 'variation.list',
  title: 'List variations of product',
  effect: 'read',
  input: z.object({ productId: Id, max: Max }),
  output: z.array(Variation),
  async run({ input, http }) {
    // https://woocommerce.github.io/woocommerce-rest-api-docs/#list-all-product-variations
    const found = await http.all(path`/wc/v3/products/${input.productId}/variations`, { ...listed(Wire), max: input.max });
    return found.map(toVariation);
  },
});

const updateVariation = defineAction({
  key: 'variation.update',
  title: 'Update price or stock of variation',
  effect: 'update',
  input: z.object({
    productId: Id,
    id: Id,
    sku: z.string().optional(),
    regularPrice: Money.optional(),
    salePrice: z.union([Money, z.literal('')]).optional(),
    manageStock: z.boolean().optional(),
    stockQuantity: z.int().optional(),
    stockStatus: z.enum(['instock', 'outofstock', 'onbackorder']).optional(),
  }),
  output: Variation,
  async run({ input, http }) {
    const json = {
      sku: input.sku,
      regular_price: input.regularPrice,
      sale_price: input.salePrice,
      manage_stock: input.manageStock,
      stock_quantity: input.stockQuantity,
      stock_status: input.stockStatus,
    };
    // https://woocommerce.github.io/woocommerce-rest-api-docs/#update-a-product-variation
    return toVariation(await http.put(path`/wc/v3/products/${input.productId}/variations/${input.id}`, { json, expect: Wire }));
  },
});

const categories = defineAction({
  key: 'category.list',
  title: 'List product categories',
  effect: 'read',
  input: z.object({ search: z.string().min(1).optional(), max: Max }),
  output: z.array(Named),
  async run({ input, http }) {
    // https://woocommerce.github.io/woocommerce-rest-api-docs/#list-all-product-categories
    return http.all('/wc/v3/products/categories', { ...listed(Named), query: { search: input.search }, max: input.max });
  },
});

export const productPartActions = [variations, updateVariation, categories];
