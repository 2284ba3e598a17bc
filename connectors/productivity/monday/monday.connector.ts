import { isJsonObject } from '@patchbay/kernel';
import { apiKey, defineConnector, oauth2 } from '@patchbay/connector-sdk';
import { boardActions } from './actions/board.action.js';
import { itemActions } from './actions/item.action.js';
import { itemListActions } from './actions/item-list.action.js';
import { peopleActions } from './actions/people.action.js';
import { updateActions } from './actions/update.action.js';

const token = { in: 'header', name: 'authorization' } as const;

// https://developer.monday.com/apps/docs/oauth: tokens do not expire; an admin has to install the app in the account first.
const oauth = oauth2({
  provider: 'monday',
  authorizeUrl: 'https://auth.monday.com/oauth2/authorize',
  tokenUrl: 'https://auth.monday.com/oauth2/token',
  scopes: ['me:read', 'boards:read', 'boards:write', 'updates:read', 'updates:write', 'users:read', 'workspaces:read'],
  pkce: false,
  refresh: 'none',
  sendAs: token,
});

export default defineConnector({
  key: 'monday',
  title: 'monday.com',
  category: 'productivity',
  description: 'Boards, groups, columns, items, subitems and updates on monday.com.',
  docs: 'https://developer.monday.com/api-reference/reference/about-the-api-reference',
  auth: [oauth, apiKey({ ...token, title: 'Personal API token' })],
  baseUrl: 'https://api.monday.com',
  // https://developer.monday.com/api-reference/docs/api-versioning: one a quarter, each is served for at least half a year
  headers: { 'api-version': '2026-10' },
  // https://developer.monday.com/api-reference/docs/rate-limits (of the smallest plan; there are limits by day and by complexity as well)
  rateLimit: { requests: 1_000, perSeconds: 60 },
  // https://developer.monday.com/api-reference/docs/error-handling: most failures are told in a 200
  errors: {
    code: ['errors.0.extensions.code', 'error_code'],
    message: ['errors.0.message', 'error_message', 'errors.0'],
    failed: (body) =>
      isJsonObject(body) && (body['error_code'] !== undefined || (Array.isArray(body['errors']) && body['errors'].length > 0)),
    codes: {
      COMPLEXITY_BUDGET_EXHAUSTED: 'provider_throttled',
      ComplexityException: 'provider_throttled',
      RATE_LIMIT_EXCEEDED: 'provider_throttled',
      IP_RATE_LIMIT_EXCEEDED: 'provider_throttled',
      maxConcurrencyExceeded: 'provider_throttled',
      DAILY_LIMIT_EXCEEDED: 'quota_exceeded',
      ItemsLimitationException: 'quota_exceeded',
      UserUnauthorizedException: 'account_forbidden',
      USER_UNAUTHORIZED: 'account_forbidden',
      USER_ACCESS_DENIED: 'account_forbidden',
      UNAUTHORIZED_FIELD_OR_TYPE: 'account_forbidden',
      missingRequiredPermissions: 'account_forbidden',
      InvalidBoardIdException: 'provider_not_found',
      InvalidItemIdException: 'provider_not_found',
      ResourceNotFoundException: 'provider_not_found',
      INTERNAL_SERVER_ERROR: 'provider_unavailable',
      API_TEMPORARILY_BLOCKED: 'provider_unavailable',
    },
  },
  // https://developer.monday.com/api-reference/reference/me
  probe: { path: '/v2', graphql: { query: 'query { me { email } }' }, account: 'data.me.email' },
  actions: [...itemActions, ...itemListActions, ...updateActions, ...boardActions, ...peopleActions],
});
