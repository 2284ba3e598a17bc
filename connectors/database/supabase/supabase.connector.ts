import { z } from 'zod';
import { customFields, defineConnector } from '@patchbay/connector-sdk';
import { fileActions } from './actions/file.action.js';
import { functionActions } from './actions/function.action.js';
import { rowActions } from './actions/rows.action.js';
import { tableActions } from './actions/table.action.js';
import { userActions } from './actions/user.action.js';

// https://supabase.com/docs/guides/api/api-keys: the gateway reads `apikey`, the services behind it the bearer token
const auth = customFields({
  title: 'Secret key (or the older service_role key)',
  fields: { key: { title: 'Key' } },
  ask: z.object({ url: z.url({ protocol: /^https$/ }).describe('https://your-project.supabase.co, or the address of your own server') }),
  apply: { headers: { apikey: '{{key}}', authorization: 'Bearer {{key}}' } },
});

export default defineConnector({
  key: 'supabase',
  title: 'Supabase',
  category: 'database',
  description: 'Rows, functions, files and users of a Supabase project.',
  docs: 'https://supabase.com/docs/guides/api',
  auth,
  baseUrl: ({ url }) => url,
  // Supabase tells no limit for rows and files; this spares small projects. https://supabase.com/docs/guides/auth/rate-limits
  rateLimit: { requests: 50, perSeconds: 1 },
  // https://docs.postgrest.org/en/v13/references/errors.html, https://supabase.com/docs/guides/auth/debugging/error-codes,
  // https://supabase.com/docs/guides/storage/debugging/error-codes (a status of its own inside the body)
  errors: {
    code: ['error_code', 'code', 'statusCode', 'error'],
    message: ['message', 'msg', 'error_description', 'error'],
    requestId: 'sb-request-id',
    codes: {
      PGRST301: 'account_reauth',
      PGRST302: 'account_reauth',
      PGRST303: 'account_reauth',
      bad_jwt: 'account_reauth',
      no_authorization: 'account_reauth',
      '42501': 'account_forbidden',
      not_admin: 'account_forbidden',
      '403': 'account_forbidden',
      '42P01': 'provider_not_found',
      PGRST202: 'provider_not_found',
      PGRST205: 'provider_not_found',
      user_not_found: 'provider_not_found',
      '404': 'provider_not_found',
      '23503': 'conflict',
      '23505': 'conflict',
      email_exists: 'conflict',
      phone_exists: 'conflict',
      user_already_exists: 'conflict',
      '409': 'conflict',
      '57014': 'provider_timeout',
      '53300': 'provider_throttled',
      over_request_rate_limit: 'provider_throttled',
      over_email_send_rate_limit: 'provider_throttled',
    },
  },
  // https://docs.postgrest.org/en/v13/references/api/openapi.html: only for secret keys
  probe: '/rest/v1/',
  actions: [...rowActions, ...functionActions, ...tableActions, ...fileActions, ...userActions],
});
