import { z } from 'zod';
import { basic, customFields, defineConnector, path } from '@patchbay/connector-sdk';
import { callActions } from './actions/call.action.js';
import { messageActions } from './actions/message.action.js';
import { verifyActions } from './actions/verify.action.js';

// https://www.twilio.com/docs/iam/api-keys: a key's own SID signs in, the account's SID stays in the address.
const apiKeyAuth = customFields({
  title: 'API key',
  fields: {
    accountSid: { title: 'Account SID', secret: false },
    apiKeySid: { title: 'API key SID' },
    apiKeySecret: { title: 'API key secret' },
  },
  apply: { basic: { username: '{{apiKeySid}}', password: '{{apiKeySecret}}' } },
});

export default defineConnector({
  key: 'twilio',
  title: 'Twilio',
  category: 'communication',
  description: 'SMS, WhatsApp, calls, number lookup and one-time codes.',
  docs: 'https://www.twilio.com/docs/usage/api',
  auth: [
    basic({ title: 'Account SID and auth token', usernameTitle: 'Account SID', passwordTitle: 'Auth token', usernameAs: 'accountSid' }),
    apiKeyAuth,
  ],
  baseUrl: ({ accountSid }) => `https://api.twilio.com/2010-04-01/Accounts/${encodeURIComponent(accountSid)}`,
  hosts: {
    accounts: 'https://api.twilio.com/2010-04-01',
    lookups: 'https://lookups.twilio.com/v2',
    verify: 'https://verify.twilio.com/v2',
  },
  rateLimit: { requests: 100, perSeconds: 1 },
  // https://www.twilio.com/docs/api/errors
  errors: {
    code: 'code',
    message: 'message',
    requestId: 'twilio-request-id',
    codes: {
      20003: 'account_reauth',
      20005: 'account_forbidden',
      20404: 'provider_not_found',
      20429: 'provider_throttled',
      60202: 'provider_throttled',
      60203: 'provider_throttled',
    },
  },
  probe: async ({ http, account }) => {
    // https://www.twilio.com/docs/iam/api/account#fetch-an-account-resource
    const { friendly_name } = await http.get(path`/Accounts/${String(account['accountSid'])}.json`, {
      host: 'accounts',
      expect: z.object({ friendly_name: z.string().nullish() }),
    });
    return friendly_name ? { account: friendly_name } : {};
  },
  actions: [...messageActions, ...callActions, ...verifyActions],
});
