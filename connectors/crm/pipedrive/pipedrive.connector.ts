import { z } from 'zod';
import { apiKey, defineConnector, oauth2 } from '@patchbay/connector-sdk';
import { activityActions } from './actions/activity.action.js';
import { dealActions } from './actions/deal.action.js';
import { organizationActions } from './actions/organization.action.js';
import { personActions } from './actions/person.action.js';
import { pipelineActions } from './actions/pipeline.action.js';

// https://pipedrive.readme.io/docs/marketplace-oauth-authorization
const oauth = oauth2({
  provider: 'pipedrive',
  authorizeUrl: 'https://oauth.pipedrive.com/oauth/authorize',
  tokenUrl: 'https://oauth.pipedrive.com/oauth/token',
  revokeUrl: 'https://oauth.pipedrive.com/oauth/revoke',
  scopes: ['base', 'contacts:full', 'deals:full', 'activities:full'],
  clientAuth: 'basic',
  pkce: false,
  refresh: 'static',
  metadata: z.object({ api_domain: z.url({ protocol: /^https?$/ }) }), // the company's own domain; calls to another one are refused
});

export default defineConnector({
  key: 'pipedrive',
  title: 'Pipedrive',
  category: 'crm',
  description: 'People, organizations, deals, activities and notes of a Pipedrive company.',
  docs: 'https://developers.pipedrive.com/docs/api/v1',
  auth: [oauth, apiKey({ in: 'header', name: 'x-api-token', title: 'Personal API token' })],
  baseUrl: (meta) => ('api_domain' in meta ? `${meta.api_domain}/api` : 'https://api.pipedrive.com/api'),
  // https://pipedrive.readme.io/docs/core-api-concepts-rate-limiting
  rateLimit: [
    { requests: 40, perSeconds: 2 },
    { bucket: 'search', requests: 10, perSeconds: 2 },
  ],
  rateLimitHeaders: { limit: 'x-ratelimit-limit', remaining: 'x-ratelimit-remaining', reset: 'x-ratelimit-reset' },
  errors: { message: ['error', 'error_info'], code: ['code', 'errorCode'], statuses: { 402: 'account_forbidden' } },
  probe: { path: '/v1/users/me', account: 'data.email' },
  actions: [...personActions, ...organizationActions, ...dealActions, ...activityActions, ...pipelineActions],
});
