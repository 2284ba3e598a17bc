import { z } from 'zod';
import { defineAction, path } from '@patchbay/connector-sdk';
import { Id, Max, Pages, pagesOf, WHOLE } from './payment-shape.js';

const Wire = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string().nullish(),
  type: z.string().nullish(),
  create_time: z.string().nullish(),
});
const Product = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string().optional(),
  type: z.string().optional(),
  createdAt: z.string().optional(),
});
const toProduct = (p: z.output<typeof Wire>): z.output<typeof Product> => ({
  id: p.id,
  name: p.name,
  description: p.description ?? undefined,
  type: p.type ?? undefined,
  createdAt: p.create_time ?? undefined,
});

const create = defineAction({
  key: 'product.create',
  title: 'Create catalogue product',
  effect: 'create',
  input: z.object({
    name: z.string().min(1).max(127),
    type: z.enum(['PHYSICAL', 'DIGITAL', 'SERVICE']),
    description: z.string().min(1).max(256).optional(),
    imageUrl: z.url({ protocol: /^https?$/ }).optional(),
    homeUrl: z.url({ protocol: /^https?$/ }).optional(),
  }),
  output: Product,
  async run({ input: { imageUrl, homeUrl, ...rest }, http }) {
    const json = { ...rest, image_url: imageUrl, home_url: homeUrl };
    // https://developer.paypal.com/docs/api/catalog-products/v1/#products_create
    return toProduct(await http.post('/v1/catalogs/products', { json, headers: WHOLE, expect: Wire }));
  },
});

const get = defineAction({
  key: 'product.get',
  title: 'Get catalogue product',
  effect: 'read',
  input: z.object({ id: Id }),
  output: Product,
  async run({ input, http }) {
    // https://developer.paypal.com/docs/api/catalog-products/v1/#products_get
    return toProduct(await http.get(path`/v1/catalogs/products/${input.id}`, { expect: Wire }));
  },
});

const list = defineAction({
  key: 'product.list',
  title: 'List catalogue products',
  effect: 'read',
  input: z.object({ max: Max }),
  output: z.array(Product),
  async run({ input, http }) {
    // https://developer.paypal.com/docs/api/catalog-products/v1/#products_list
    const products = await http.all('/v1/catalogs/products', {
      ...pagesOf(20),
      expect: Pages.extend({ products: z.array(Wire).nullish() }),
      items: (page) => page.products ?? [],
      max: input.max,
    });
    return products.map(toProduct);
  },
});

export const productActions = [create, get, list];
