import { z } from 'zod';
import { isJsonObject, type JsonValue } from '@patchbay/kernel';
import { defineConnector, oauth2 } from '@patchbay/connector-sdk';
import { leadActions } from './actions/lead.action.js';
import { noteActions } from './actions/note.action.js';
import { recordActions } from './actions/record.action.js';
import { searchActions } from './actions/search.action.js';
import { settingsActions } from './actions/settings.action.js';

// https://www.zoho.com/crm/developer/docs/api/v8/multi-dc.html: accounts and data live in one data centre, each with its own domains
const ACCOUNTS = {
  us: 'https://accounts.zoho.com',
  eu: 'https://accounts.zoho.eu',
  in: 'https://accounts.zoho.in',
  au: 'https://accounts.zoho.com.au',
  jp: 'https://accounts.zoho.jp',
  ca: 'https://accounts.zohocloud.ca',
  sa: 'https://accounts.zoho.sa',
  cn: 'https://accounts.zoho.com.cn',
} as const;
const API = {
  us: 'https://www.zohoapis.com',
  eu: 'https://www.zohoapis.eu',
  in: 'https://www.zohoapis.in',
  au: 'https://www.zohoapis.com.au',
  jp: 'https://www.zohoapis.jp',
  ca: 'https://www.zohoapis.ca',
  sa: 'https://www.zohoapis.sa',
  cn: 'https://www.zohoapis.com.cn',
} as const;

const Place = z.object({
  location: z
    .enum(['us', 'eu', 'in', 'au', 'jp', 'ca', 'sa', 'cn'])
    .describe('Data centre of the Zoho account; us when left out')
    .optional(),
  // The token response names it; a sandbox has its own.
  api_domain: z
    .url({ protocol: /^https?$/ })
    .describe('Leave empty: Zoho tells it when the account is connected')
    .optional(),
});
type Place = z.output<typeof Place>;
const accounts = ({ location }: Place) => ACCOUNTS[location ?? 'us'];

// https://www.zoho.com/crm/developer/docs/api/v8/oauth-overview.html
const oauth = oauth2({
  provider: 'zoho-crm',
  ask: Place,
  metadata: Place,
  authorizeUrl: (place) => `${accounts(place)}/oauth/v2/auth`,
  tokenUrl: (place) => `${accounts(place)}/oauth/v2/token`,
  revokeUrl: (place) => `${accounts(place)}/oauth/v2/token/revoke`,
  scopes: [
    'ZohoCRM.modules.ALL',
    'ZohoCRM.settings.READ',
    'ZohoCRM.users.READ',
    'ZohoCRM.org.READ',
    'ZohoCRM.coql.READ',
    'ZohoSearch.securesearch.READ',
  ],
  scopeSeparator: ',',
  pkce: false,
  // Without both there is no refresh token, or none on a second connect.
  extraAuthorizeParams: { access_type: 'offline', prompt: 'consent' },
  refresh: 'static',
  expiresInSeconds: 3600,
  sendAs: { in: 'header', name: 'authorization', prefix: 'Zoho-oauthtoken ' },
});

/** A write answers one result per record; when none went well the call failed, whatever the status. */
function allFailed(body: JsonValue): boolean {
  const results = isJsonObject(body) && Array.isArray(body['data']) ? body['data'] : [];
  return results.length > 0 && results.every((one) => isJsonObject(one) && one['status'] === 'error' && typeof one['code'] === 'string');
}

export default defineConnector({
  key: 'zoho-crm',
  title: 'Zoho CRM',
  category: 'crm',
  description: 'Records of every module, search, COQL, lead conversion and notes of a Zoho CRM organization.',
  docs: 'https://www.zoho.com/crm/developer/docs/api/v8/',
  auth: oauth,
  baseUrl: (meta) => `${meta.api_domain ?? API[meta.location ?? 'us']}/crm/v8`,
  arrays: 'comma',
  // https://www.zoho.com/crm/developer/docs/api/v8/status-codes.html
  errors: {
    code: ['code', 'data.0.code'],
    message: ['message', 'data.0.message'],
    failed: allFailed,
    codes: {
      INVALID_TOKEN: 'account_reauth',
      AUTHENTICATION_FAILURE: 'account_reauth',
      OAUTH_SCOPE_MISMATCH: 'account_forbidden',
      NO_PERMISSION: 'account_forbidden',
      DUPLICATE_DATA: 'conflict',
      RECORD_LOCKED: 'conflict',
      TOO_MANY_REQUESTS: 'provider_throttled',
      INTERNAL_ERROR: 'provider_unavailable',
    },
  },
  probe: { path: '/org', account: 'org.0.company_name' },
  actions: [...recordActions, ...searchActions, ...leadActions, ...noteActions, ...settingsActions],
});
