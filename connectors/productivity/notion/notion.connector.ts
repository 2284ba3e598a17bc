import { z } from 'zod';
import { bearer, defineConnector, oauth2 } from '@patchbay/connector-sdk';
import { blockActions } from './actions/block.action.js';
import { commentActions } from './actions/comment.action.js';
import { dataSourceActions } from './actions/data-source.action.js';
import { pageActions } from './actions/page.action.js';

// https://developers.notion.com/guides/get-started/authorization: no scopes; people choose the pages to share
const oauth = oauth2({
  provider: 'notion',
  authorizeUrl: 'https://api.notion.com/v1/oauth/authorize',
  tokenUrl: 'https://api.notion.com/v1/oauth/token',
  revokeUrl: 'https://api.notion.com/v1/oauth/revoke',
  scopes: [],
  extraAuthorizeParams: { owner: 'user' },
  clientAuth: 'basic',
  tokenBody: 'json',
  pkce: false,
  refresh: 'rotating',
  metadata: z.object({ workspace_id: z.string().optional(), workspace_name: z.string().nullish(), bot_id: z.string().optional() }),
});

export default defineConnector({
  key: 'notion',
  title: 'Notion',
  category: 'productivity',
  description: 'Pages, databases, blocks and comments of a Notion workspace.',
  docs: 'https://developers.notion.com/reference/intro',
  auth: [oauth, bearer({ title: 'Internal integration secret' })],
  baseUrl: 'https://api.notion.com/v1',
  headers: { 'notion-version': '2025-09-03' }, // since this version a database is made of data sources
  rateLimit: { requests: 3, perSeconds: 1 }, // https://developers.notion.com/reference/request-limits: on average, per integration
  // https://developers.notion.com/reference/status-codes
  errors: {
    code: 'code',
    message: 'message',
    codes: {
      unauthorized: 'account_reauth',
      restricted_resource: 'account_forbidden',
      object_not_found: 'provider_not_found',
      conflict_error: 'conflict',
      rate_limited: 'provider_throttled',
      service_unavailable: 'provider_unavailable',
      database_connection_unavailable: 'provider_unavailable',
      gateway_timeout: 'provider_unavailable',
    },
  },
  probe: { path: '/users/me', account: 'name' },
  actions: [...pageActions, ...dataSourceActions, ...blockActions, ...commentActions],
});
