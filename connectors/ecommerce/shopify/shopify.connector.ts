import { isJsonObject, type JsonValue } from '@patchbay/kernel';
import { z } from 'zod';
import { apiKey, defineConnector, oauth2 } from '@patchbay/connector-sdk';
import { customerActions } from './actions/customer.action.js';
import { draftOrderActions } from './actions/draft-order.action.js';
import { fulfillmentActions } from './actions/fulfillment.action.js';
import { inventoryActions } from './actions/inventory.action.js';
import { orderActions } from './actions/order.action.js';
import { productActions } from './actions/product.action.js';
import { refundActions } from './actions/refund.action.js';
import { variantActions } from './actions/variant.action.js';

const Shop = z.object({
  shop: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]*$/)
    .max(100)
    .describe('The part before .myshopify.com'),
});

const token = { in: 'header', name: 'x-shopify-access-token' } as const;

// https://shopify.dev/docs/apps/build/authentication-authorization/access-tokens/authorization-code-grant
const oauth = oauth2({
  provider: 'shopify',
  title: 'Shopify app',
  ask: Shop,
  authorizeUrl: ({ shop }) => `https://${shop}.myshopify.com/admin/oauth/authorize`,
  tokenUrl: ({ shop }) => `https://${shop}.myshopify.com/admin/oauth/access_token`,
  scopes: [
    'read_products',
    'write_products',
    'read_customers',
    'write_customers',
    'read_orders',
    'write_orders',
    'read_draft_orders',
    'write_draft_orders',
    'read_inventory',
    'write_inventory',
    'read_locations',
    'read_merchant_managed_fulfillment_orders',
    'write_merchant_managed_fulfillment_orders',
  ],
  scopeSeparator: ',',
  pkce: false,
  // Tokens that end after an hour, with a new refresh token each time; public apps must use them.
  extraTokenParams: { expiring: '1' },
  refresh: 'rotating',
  sendAs: token,
});

// https://shopify.dev/docs/apps/build/authentication-authorization/access-tokens/client-credentials-grant: no scopes, the app has its own
const ownApp = oauth2({
  provider: 'shopify-own-app',
  title: 'App of your own organization',
  ask: Shop,
  grant: 'client_credentials',
  authorizeUrl: ({ shop }) => `https://${shop}.myshopify.com/admin/oauth/authorize`,
  tokenUrl: ({ shop }) => `https://${shop}.myshopify.com/admin/oauth/access_token`,
  scopes: [],
  refresh: 'none',
  sendAs: token,
});

export default defineConnector({
  key: 'shopify',
  title: 'Shopify',
  category: 'ecommerce',
  description: 'Products, variants, stock, customers, orders, refunds and fulfilments of a Shopify store.',
  docs: 'https://shopify.dev/docs/api/admin-graphql/2026-07',
  auth: [oauth, ownApp, apiKey({ ...token, title: 'Admin API access token of a custom app', ask: Shop })],
  // https://shopify.dev/docs/api/usage/versioning: each version is served for a year at least
  baseUrl: ({ shop }) => `https://${shop}.myshopify.com/admin/api/2026-07`,
  // https://shopify.dev/docs/apps/build/apis/graphql-admin/rate-limits: 100 points a second on the smallest plan; a mutation costs 10
  rateLimit: { requests: 10, perSeconds: 1 },
  // https://shopify.dev/docs/api/admin-graphql/2026-07#status-and-error-codes; mutations tell theirs in `userErrors`
  errors: {
    code: ['errors.0.extensions.code', 'data.result.userErrors.0.code'],
    message: ['errors.0.message', 'errors', 'data.result.userErrors.0.message'],
    requestId: 'x-request-id',
    failed: (body) => hasErrors(body) || hasUserErrors(body),
    statuses: { 402: 'account_forbidden', 430: 'provider_throttled' }, // 402: the shop is frozen
    codes: {
      THROTTLED: 'provider_throttled',
      ACCESS_DENIED: 'account_forbidden',
      SHOP_INACTIVE: 'account_forbidden',
      INTERNAL_SERVER_ERROR: 'provider_unavailable',
      INTERNAL_ERROR: 'provider_unavailable',
      SERVICE_UNAVAILABLE: 'provider_unavailable',
      NOT_FOUND: 'provider_not_found',
      PRODUCT_DOES_NOT_EXIST: 'provider_not_found',
      PRODUCT_VARIANT_DOES_NOT_EXIST: 'provider_not_found',
      CHANGE_FROM_QUANTITY_STALE: 'conflict',
      IDEMPOTENCY_CONCURRENT_REQUEST: 'conflict',
      IDEMPOTENCY_KEY_PARAMETER_MISMATCH: 'conflict',
    },
  },
  probe: { path: '/graphql.json', graphql: { query: '{ shop { name } }' }, account: 'data.shop.name' },
  actions: [
    ...productActions,
    ...variantActions,
    ...inventoryActions,
    ...customerActions,
    ...orderActions,
    ...refundActions,
    ...draftOrderActions,
    ...fulfillmentActions,
  ],
});

function hasErrors(body: JsonValue): boolean {
  return isJsonObject(body) && Array.isArray(body['errors']) && body['errors'].length > 0;
}

/** Our mutations are asked for under the name `result`. */
function hasUserErrors(body: JsonValue): boolean {
  const data = isJsonObject(body) ? body['data'] : undefined;
  const result = isJsonObject(data) ? data['result'] : undefined;
  const list = isJsonObject(result) ? result['userErrors'] : undefined;
  return Array.isArray(list) && list.length > 0;
}
