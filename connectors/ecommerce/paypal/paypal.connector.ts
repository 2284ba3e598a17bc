import { z } from 'zod';
import { defineConnector, oauth2 } from '@patchbay/connector-sdk';
import { authorizationActions } from './actions/authorization.action.js';
import { captureActions } from './actions/capture.action.js';
import { invoiceActions } from './actions/invoice.action.js';
import { orderActions } from './actions/order.action.js';
import { payoutActions } from './actions/payout.action.js';
import { productActions } from './actions/product.action.js';

const Environment = z.object({ environment: z.enum(['live', 'sandbox']).default('live') });
const hostOf = ({ environment }: Partial<z.output<typeof Environment>>): string =>
  environment === 'sandbox' ? 'https://api-m.sandbox.paypal.com' : 'https://api-m.paypal.com';

// https://developer.paypal.com/api/rest/authentication/: the app's own client id and secret; a token lives about nine hours
const auth = oauth2({
  provider: 'paypal',
  title: 'REST API app',
  ask: Environment,
  grant: 'client_credentials',
  authorizeUrl: hostOf,
  tokenUrl: (asked) => `${hostOf(asked)}/v1/oauth2/token`,
  scopes: [],
  clientAuth: 'basic',
  refresh: 'none',
});

export default defineConnector({
  key: 'paypal',
  title: 'PayPal',
  category: 'ecommerce',
  description: 'Orders, captures, refunds, payouts, invoices and catalogue products of a PayPal business account.',
  docs: 'https://developer.paypal.com/api/rest/',
  auth,
  baseUrl: (meta) => hostOf(meta),
  // https://developer.paypal.com/api/rest/reference/rate-limiting/: PayPal tells no figures; this stays far below what it calls unusual
  rateLimit: { requests: 20, perSeconds: 1 },
  // https://developer.paypal.com/api/rest/reference/idempotency/
  idempotency: { header: 'paypal-request-id' },
  // https://developer.paypal.com/api/rest/responses/
  errors: {
    code: ['details.0.issue', 'name', 'error'],
    message: ['details.0.description', 'message', 'error_description'],
    requestId: 'paypal-debug-id',
    codes: {
      AUTHENTICATION_FAILURE: 'account_reauth',
      invalid_token: 'account_reauth',
      NOT_AUTHORIZED: 'account_forbidden',
      PERMISSION_DENIED: 'account_forbidden',
      RESOURCE_NOT_FOUND: 'provider_not_found',
      INVALID_RESOURCE_ID: 'provider_not_found',
      RATE_LIMIT_REACHED: 'provider_throttled',
      INTERNAL_SERVER_ERROR: 'provider_unavailable',
      INTERNAL_SERVICE_ERROR: 'provider_unavailable',
      RESOURCE_CONFLICT: 'conflict',
      PREVIOUS_REQUEST_IN_PROGRESS: 'conflict',
      ORDER_ALREADY_CAPTURED: 'conflict',
      ORDER_ALREADY_AUTHORIZED: 'conflict',
      AUTHORIZATION_ALREADY_CAPTURED: 'conflict',
      CAPTURE_FULLY_REFUNDED: 'conflict',
      DUPLICATE_INVOICE_ID: 'conflict',
      PREVIOUSLY_VOIDED: 'conflict',
    },
  },
  // https://developer.paypal.com/docs/api/webhooks/v1/#webhooks_list: what every app may read, whatever features it has
  probe: '/v1/notifications/webhooks',
  actions: [...orderActions, ...authorizationActions, ...captureActions, ...payoutActions, ...invoiceActions, ...productActions],
});
