import { customFields, defineConnector, oauth1 } from '@patchbay/connector-sdk';
import { boardActions } from './actions/board.action.js';
import { cardActions } from './actions/card.action.js';
import { cardPartActions } from './actions/card-part.action.js';
import { checklistActions } from './actions/checklist.action.js';

// https://developer.atlassian.com/cloud/trello/guides/rest-api/authorization/#using-basic-oauth
const oauth = oauth1({
  provider: 'trello',
  requestTokenUrl: 'https://trello.com/1/OAuthGetRequestToken',
  authorizeUrl: 'https://trello.com/1/OAuthAuthorizeToken',
  accessTokenUrl: 'https://trello.com/1/OAuthGetAccessToken',
  extraAuthorizeParams: { scope: 'read,write', expiration: 'never', name: 'Patchbay' },
});

// Trello also takes both as query parameters; in a header they stay out of the logs of every proxy on the way.
const keyAndToken = customFields({
  title: 'API key and token',
  fields: {
    key: { title: 'API key', description: 'From https://trello.com/power-ups/admin' },
    token: { title: 'Token', description: 'From the "Token" link beside the key' },
  },
  apply: { headers: { authorization: 'OAuth oauth_consumer_key="{{key}}", oauth_token="{{token}}"' } },
});

export default defineConnector({
  key: 'trello',
  title: 'Trello',
  category: 'productivity',
  description: 'Boards, lists, cards, comments, labels, members, checklists and attachments on Trello.',
  docs: 'https://developer.atlassian.com/cloud/trello/rest/',
  auth: [oauth, keyAndToken],
  baseUrl: 'https://api.trello.com/1',
  // https://developer.atlassian.com/cloud/trello/guides/rest-api/rate-limits/ (per token; the key's own limit is three times that)
  rateLimit: [
    { requests: 100, perSeconds: 10 },
    { bucket: 'members', requests: 100, perSeconds: 900 },
    { bucket: 'search', requests: 100, perSeconds: 900 },
  ],
  rateLimitHeaders: {
    limit: 'x-rate-limit-api-token-max',
    remaining: 'x-rate-limit-api-token-remaining',
    // The length of the window: its end is not told.
    reset: 'x-rate-limit-api-token-interval-ms',
    resetIn: 'ms',
  },
  errors: {
    message: 'message',
    code: 'error',
    codes: { API_TOO_MANY_CARDS_REQUESTED: 'provider_rejected' },
    // A 401 is a dead token, but also "unauthorized card permission requested": a good token that may not do this. Trello has no code for it.
    refine: ({ status, message = '' }) => (status === 401 && /permission requested/i.test(message) ? 'account_forbidden' : undefined),
  },
  // https://developer.atlassian.com/cloud/trello/rest/api-group-members/#api-members-id-get
  probe: { path: '/members/me', account: 'username' },
  actions: [...boardActions, ...cardActions, ...cardPartActions, ...checklistActions],
});
