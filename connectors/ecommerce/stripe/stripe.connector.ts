import { bearer, defineConnector } from '@patchbay/connector-sdk';
import { catalogActions } from './actions/catalog.action.js';
import { customerActions } from './actions/customer.action.js';
import { moneyActions } from './actions/money.action.js';
import { paymentIntentActions } from './actions/payment-intent.action.js';

export default defineConnector({
  key: 'stripe',
  title: 'Stripe',
  category: 'ecommerce',
  description: 'Customers, payments, refunds, products, prices and invoices of a Stripe account.',
  docs: 'https://docs.stripe.com/api',
  auth: bearer({ title: 'Secret or restricted key' }),
  baseUrl: 'https://api.stripe.com',
  // https://docs.stripe.com/api/versioning: without it, answers follow the account's own default version.
  headers: { 'stripe-version': '2023-08-16' },
  arrays: 'indices',
  // https://docs.stripe.com/rate-limits (the sandbox's limit; live accounts have more)
  rateLimit: [
    { requests: 25, perSeconds: 1 },
    { bucket: 'search', requests: 20, perSeconds: 1 },
  ],
  // https://docs.stripe.com/api/idempotent_requests
  idempotency: { header: 'idempotency-key' },
  // https://docs.stripe.com/error-codes; a 402 is a declined payment, not a quota.
  errors: {
    code: ['error.code', 'error.type'],
    message: 'error.message',
    requestId: 'request-id',
    statuses: { 402: 'provider_rejected' },
    codes: {
      rate_limit: 'provider_throttled',
      lock_timeout: 'provider_throttled',
      api_key_expired: 'account_reauth',
      resource_missing: 'provider_not_found',
    },
  },
  probe: { path: '/v1/account', account: 'email' },
  actions: [...customerActions, ...paymentIntentActions, ...moneyActions, ...catalogActions],
});
