import { apiKey, defineConnector } from '@patchbay/connector-sdk';
import { emailActions } from './actions/email.action.js';
import { isJsonObject } from '@patchbay/kernel';

export default defineConnector({
  key: 'zerobounce',
  title: 'ZeroBounce',
  category: 'enrichment',
  description: 'Whether mail to an address arrives, how active it is, and how a company writes its addresses.',
  docs: 'https://www.zerobounce.net/docs/email-validation-api-quickstart/',
  auth: apiKey({ in: 'query', name: 'api_key', title: 'API key' }),
  baseUrl: 'https://api.zerobounce.net',
  // https://www.zerobounce.net/docs/email-validation-api-quickstart/#rate_limits_v2__v2__
  rateLimit: { requests: 80_000, perSeconds: 10 },
  errors: {
    message: ['error', 'message', 'Message'],
    // A wrong key or an empty account is told in a 200: `{ "error": "…" }`, or `{ "Credits": "-1" }` where the balance is asked.
    failed: (body) => isJsonObject(body) && (typeof body['error'] === 'string' || String(body['Credits']) === '-1'),
    refine: ({ status, body }) =>
      status === 200 && isJsonObject(body) && (String(body['Credits']) === '-1' || typeof body['error'] === 'string')
        ? 'account_reauth'
        : undefined,
  },
  probe: '/v2/getcredits',
  actions: emailActions,
});
