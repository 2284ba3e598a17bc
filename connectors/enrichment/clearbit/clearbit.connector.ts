import { bearer, defineConnector } from '@patchbay/connector-sdk';
import { enrichmentActions } from './actions/enrichment.action.js';

// Clearbit became part of HubSpot (Breeze Intelligence); keys of existing customers go on working while HubSpot keeps the API.
export default defineConnector({
  key: 'clearbit',
  title: 'Clearbit',
  category: 'enrichment',
  description: 'What is publicly known of a person by e-mail address, and of a company by domain. For existing Clearbit keys.',
  docs: 'https://dashboard.clearbit.com/docs',
  auth: bearer({ title: 'Secret API key' }),
  baseUrl: 'https://person.clearbit.com',
  hosts: { company: 'https://company.clearbit.com' },
  // https://dashboard.clearbit.com/docs#rate-limiting
  rateLimit: { requests: 600, perSeconds: 60 },
  rateLimitHeaders: {
    limit: 'x-ratelimit-limit',
    remaining: 'x-ratelimit-remaining',
    reset: 'x-ratelimit-reset',
    resetIn: 'epoch-seconds',
  },
  // https://dashboard.clearbit.com/docs#errors
  errors: { code: 'error.type', message: 'error.message', statuses: { 402: 'quota_exceeded' } },
  // There is no call about the account itself; a company that is always known stands in.
  probe: { path: '/v2/companies/find', host: 'company', query: { domain: 'clearbit.com' } },
  actions: enrichmentActions,
});
