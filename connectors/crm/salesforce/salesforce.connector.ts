import { z } from 'zod';
import { bearer, defineConnector, oauth2 } from '@patchbay/connector-sdk';
import { bulkJobActions } from './actions/bulk-job.action.js';
import { objectActions } from './actions/object.action.js';
import { queryActions } from './actions/query.action.js';
import { recordActions } from './actions/record.action.js';
import { recordsActions } from './actions/records.action.js';

/** The org's own address; the token response names it, and every call goes there. */
const Org = z.object({ instance_url: z.url({ protocol: /^https?$/ }) });

// https://help.salesforce.com/s/articleView?id=xcloud.remoteaccess_oauth_web_server_flow.htm
const scopes = ['api', 'refresh_token', 'openid', 'id'];
const production = oauth2({
  provider: 'salesforce',
  title: 'Salesforce',
  authorizeUrl: 'https://login.salesforce.com/services/oauth2/authorize',
  tokenUrl: 'https://login.salesforce.com/services/oauth2/token',
  revokeUrl: 'https://login.salesforce.com/services/oauth2/revoke',
  scopes,
  refresh: 'static',
  // The token response tells no lifetime: it is the org's session timeout, two hours unless changed. A shorter one shows as a 401.
  expiresInSeconds: 7200,
  metadata: Org,
});
const sandbox = oauth2({
  ...production,
  provider: 'salesforce-sandbox',
  title: 'Salesforce sandbox',
  authorizeUrl: 'https://test.salesforce.com/services/oauth2/authorize',
  tokenUrl: 'https://test.salesforce.com/services/oauth2/token',
  revokeUrl: 'https://test.salesforce.com/services/oauth2/revoke',
});

export default defineConnector({
  key: 'salesforce',
  title: 'Salesforce',
  category: 'crm',
  description: 'Records of every object, SOQL and SOSL queries, object descriptions and bulk jobs of a Salesforce org.',
  docs: 'https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/',
  auth: [production, sandbox, bearer({ title: 'Access token or session id', ask: Org })],
  baseUrl: (meta) => `${meta.instance_url}/services`,
  arrays: 'comma',
  // https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/errorcodes.htm: a list of `{ errorCode, message, fields }`
  errors: {
    code: ['0.errorCode', 'error'],
    message: ['0.message', 'error_description'],
    statuses: { 300: 'conflict' }, // an external id that several records carry
    codes: {
      INVALID_SESSION_ID: 'account_reauth',
      INVALID_AUTH_HEADER: 'account_reauth',
      API_DISABLED_FOR_ORG: 'account_forbidden',
      INSUFFICIENT_ACCESS: 'account_forbidden',
      INSUFFICIENT_ACCESS_OR_READONLY: 'account_forbidden',
      INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY: 'account_forbidden',
      // Mostly the org's calls of 24 hours; waiting seconds does not help.
      REQUEST_LIMIT_EXCEEDED: 'quota_exceeded',
      STORAGE_LIMIT_EXCEEDED: 'quota_exceeded',
      DUPLICATE_VALUE: 'conflict',
      DUPLICATES_DETECTED: 'conflict',
      UNABLE_TO_LOCK_ROW: 'conflict',
      ENTITY_IS_DELETED: 'provider_not_found',
      NOT_FOUND: 'provider_not_found',
      SERVER_UNAVAILABLE: 'provider_unavailable',
    },
  },
  probe: { path: '/oauth2/userinfo', account: 'email' },
  actions: [...recordActions, ...recordsActions, ...queryActions, ...objectActions, ...bulkJobActions],
});
