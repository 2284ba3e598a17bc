import { z } from 'zod';
import { basic, defineConnector } from '@patchbay/connector-sdk';
import { couponActions } from './actions/coupon.action.js';
import { customerActions } from './actions/customer.action.js';
import { orderActions } from './actions/order.action.js';
import { orderPartActions } from './actions/order-part.action.js';
import { productActions } from './actions/product.action.js';
import { productPartActions } from './actions/product-part.action.js';

// https://woocommerce.github.io/woocommerce-rest-api-docs/#authentication-over-https
const keys = basic({
  title: 'REST API key',
  usernameTitle: 'Consumer key',
  passwordTitle: 'Consumer secret',
  ask: z.object({
    site: z
      .url({ protocol: /^https$/, error: 'The address begins with https://, such as https://shop.example.com' })
      .describe('Address of the shop, such as https://shop.example.com; the one above /wp-admin'),
  }),
});

export default defineConnector({
  key: 'woocommerce',
  title: 'WooCommerce',
  category: 'ecommerce',
  description: 'Products, stock, orders, refunds, customers and coupons of a WooCommerce shop.',
  docs: 'https://woocommerce.github.io/woocommerce-rest-api-docs/',
  auth: keys,
  baseUrl: ({ site }) => {
    const { origin, pathname } = new URL(site);
    return `${origin}${pathname.replace(/\/+$/, '')}/wp-json`;
  },
  // WooCommerce sets none; this is what the server of a small shop bears, and hosts that do limit answer 429.
  rateLimit: { requests: 10, perSeconds: 1 },
  // https://woocommerce.github.io/woocommerce-rest-api-docs/#errors
  errors: {
    code: 'code',
    message: 'message',
    codes: {
      // Told with 400 when it was to be changed, with 404 otherwise.
      woocommerce_rest_product_invalid_id: 'provider_not_found',
      woocommerce_rest_product_variation_invalid_id: 'provider_not_found',
      woocommerce_rest_shop_order_invalid_id: 'provider_not_found',
      woocommerce_rest_shop_coupon_invalid_id: 'provider_not_found',
      woocommerce_rest_order_invalid_id: 'provider_not_found',
      woocommerce_rest_invalid_id: 'provider_not_found',
      product_invalid_sku: 'conflict',
      woocommerce_rest_coupon_code_already_exists: 'conflict',
      'registration-error-email-exists': 'conflict',
      'registration-error-username-exists': 'conflict',
    },
  },
  probe: async ({ http, account }) => {
    // https://woocommerce.github.io/woocommerce-rest-api-docs/#list-all-products
    await http.get('/wc/v3/products', { query: { per_page: 1 }, expect: z.array(z.object({ id: z.number() })) });
    return { account: new URL(String(account['site'])).host };
  },
  actions: [...productActions, ...productPartActions, ...orderActions, ...orderPartActions, ...customerActions, ...couponActions],
});
