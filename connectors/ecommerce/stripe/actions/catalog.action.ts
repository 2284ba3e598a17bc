import { z } from 'zod';
import { defineAction } from '@patchbay/connector-sdk';
import { Amount, Currency, isoTime, listed, Max, Metadata } from './stripe-list.js';

const ProductWire = z.object({
  id: z.string(),
  name: z.string(),
  active: z.boolean(),
  description: z.string().nullish(),
  default_price: z.string().nullish(),
  created: z.number(),
});
const Product = z.object({
  id: z.string(),
  name: z.string(),
  active: z.boolean(),
  description: z.string().optional(),
  defaultPriceId: z.string().optional(),
  createdAt: z.string(),
});
const toProduct = (p: z.output<typeof ProductWire>) => ({
  id: p.id,
  name: p.name,
  active: p.active,
  description: p.description ?? undefined,
  defaultPriceId: p.default_price ?? undefined,
  createdAt: isoTime(p.created),
});

const Interval = z.enum(['day', 'week', 'month', 'year']);
const PriceWire = z.object({
  id: z.string(),
  product: z.string(),
  currency: z.string(),
  unit_amount: z.number().nullish(),
  active: z.boolean(),
  nickname: z.string().nullish(),
  recurring: z.object({ interval: z.string(), interval_count: z.number() }).nullish(),
});
const Price = z.object({
  id: z.string(),
  productId: z.string(),
  currency: z.string(),
  unitAmount: z.int().optional(),
  active: z.boolean(),
  nickname: z.string().optional(),
  interval: z.string().optional(),
  intervalCount: z.int().optional(),
});
const toPrice = (p: z.output<typeof PriceWire>) => ({
  id: p.id,
  productId: p.product,
  currency: p.currency,
  unitAmount: p.unit_amount ?? undefined,
  active: p.active,
  nickname: p.nickname ?? undefined,
  interval: p.recurring?.interval,
  intervalCount: p.recurring?.interval_count,
});

const createProduct = defineAction({
  key: 'product.create',
  title: 'Create product',
  effect: 'create',
  output: Product,
  input: z.object({
    name: z.string().min(1),
    description: z.string().optional(),
    active: z.boolean().default(true),
    images: z.array(z.url()).max(8).optional(),
    metadata: Metadata.optional(),
  }),
  async run({ input, http }) {
    // https://docs.stripe.com/api/products/create
    return toProduct(await http.post('/v1/products', { form: input, expect: ProductWire }));
  },
});

const listProducts = defineAction({
  key: 'product.list',
  title: 'List products',
  effect: 'read',
  output: z.array(Product),
  input: z.object({ active: z.boolean().optional(), max: Max }),
  async run({ input, http }) {
    // https://docs.stripe.com/api/products/list
    const products = await http.all('/v1/products', { ...listed(ProductWire), max: input.max, query: { active: input.active } });
    return products.map(toProduct);
  },
});

const createPrice = defineAction({
  key: 'price.create',
  title: 'Create price',
  effect: 'create',
  output: Price,
  input: z.object({
    productId: z.string().min(1),
    currency: Currency,
    unitAmount: Amount,
    interval: Interval.describe('Makes the price recurring').optional(),
    intervalCount: z.int().positive().optional(),
    nickname: z.string().optional(),
    metadata: Metadata.optional(),
  }),
  async run({ input, http }) {
    const form = {
      product: input.productId,
      currency: input.currency.toLowerCase(),
      unit_amount: input.unitAmount,
      nickname: input.nickname,
      metadata: input.metadata,
      recurring: input.interval && { interval: input.interval, interval_count: input.intervalCount },
    };
    // https://docs.stripe.com/api/prices/create
    return toPrice(await http.post('/v1/prices', { form, expect: PriceWire }));
  },
});

const listPrices = defineAction({
  key: 'price.list',
  title: 'List prices',
  effect: 'read',
  output: z.array(Price),
  input: z.object({ productId: z.string().optional(), active: z.boolean().optional(), max: Max }),
  async run({ input, http }) {
    // https://docs.stripe.com/api/prices/list
    const prices = await http.all('/v1/prices', {
      ...listed(PriceWire),
      max: input.max,
      query: { product: input.productId, active: input.active },
    });
    return prices.map(toPrice);
  },
});

export const catalogActions = [createProduct, listProducts, createPrice, listPrices];
