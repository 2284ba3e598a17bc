import { z } from 'zod';
import { isJsonObject } from '@patchbay/kernel';
import { bearer, defineConnector, oauth2 } from '@patchbay/connector-sdk';
import { accountActions } from './actions/account.action.js';
import { activityActions } from './actions/activity.action.js';
import { associationActions } from './actions/association.action.js';
import { companyActions } from './actions/company.action.js';
import { contactActions } from './actions/contact.action.js';
import { dealActions } from './actions/deal.action.js';
import { ticketActions } from './actions/ticket.action.js';

// https://developers.hubspot.com/docs/api-reference/latest/authentication/manage-oauth-tokens
const oauth = oauth2({
  provider: 'hubspot',
  authorizeUrl: 'https://app.hubspot.com/oauth/authorize',
  tokenUrl: 'https://api.hubapi.com/oauth/2026-03/token',
  revokeUrl: 'https://api.hubapi.com/oauth/2026-03/token/revoke', // takes the refresh token; access tokens live on for their 30 minutes
  scopes: [
    'oauth',
    'crm.objects.contacts.read',
    'crm.objects.contacts.write',
    'crm.objects.companies.read',
    'crm.objects.companies.write',
    'crm.objects.deals.read',
    'crm.objects.deals.write',
    'crm.objects.owners.read',
    'crm.schemas.contacts.read',
    'crm.schemas.companies.read',
    'crm.schemas.deals.read',
    'tickets',
  ],
  pkce: false,
  refresh: 'static',
  expiresInSeconds: 1800,
  metadata: z.object({ hub_id: z.number().optional(), user_id: z.number().optional() }),
});

export default defineConnector({
  key: 'hubspot',
  title: 'HubSpot',
  category: 'crm',
  description: 'Contacts, companies, deals, tickets, notes, tasks and their associations in a HubSpot account.',
  docs: 'https://developers.hubspot.com/docs/api-reference',
  auth: [oauth, bearer({ title: 'Private app access token' })],
  baseUrl: 'https://api.hubapi.com',
  arrays: 'comma', // `properties=a,b`
  // https://developers.hubspot.com/docs/developer-tooling/platform/usage-guidelines: per app and account; search is limited apart, per account
  rateLimit: [
    { requests: 100, perSeconds: 10 },
    { bucket: 'search', requests: 4, perSeconds: 1 },
  ],
  // The interval is the window's whole length, the longest a call can have to wait. Searches carry none of these headers.
  rateLimitHeaders: {
    limit: 'x-hubspot-ratelimit-max',
    remaining: 'x-hubspot-ratelimit-remaining',
    reset: 'x-hubspot-ratelimit-interval-milliseconds',
    resetIn: 'ms',
  },
  errors: {
    code: ['category', 'errorType'],
    message: 'message',
    requestId: 'x-hubspot-correlation-id',
    statuses: { 423: 'provider_unavailable', 477: 'provider_unavailable' }, // locked while importing; the account is being moved
    codes: { MISSING_SCOPES: 'account_forbidden', EXPIRED_AUTHENTICATION: 'account_reauth', INVALID_AUTHENTICATION: 'account_reauth' },
    // The day's calls are used up: waiting seconds does not help.
    refine: ({ status, body }) => (status === 429 && isJsonObject(body) && body['policyName'] === 'DAILY' ? 'quota_exceeded' : undefined),
  },
  probe: { path: '/account-info/v3/details', account: 'portalId' },
  actions: [
    ...contactActions,
    ...companyActions,
    ...dealActions,
    ...ticketActions,
    ...activityActions,
    ...associationActions,
    ...accountActions,
  ],
});
