import { defineConnector, oauth2 } from '@patchbay/connector-sdk';
import { fileActions } from './actions/file.action.js';
import { permissionActions } from './actions/permission.action.js';

// https://developers.google.com/identity/protocols/oauth2/web-server
const oauth = oauth2({
  provider: 'google-drive',
  authorizeUrl: 'https://accounts.google.com/o/oauth2/v2/auth',
  tokenUrl: 'https://oauth2.googleapis.com/token',
  revokeUrl: 'https://oauth2.googleapis.com/revoke',
  scopes: ['https://www.googleapis.com/auth/drive'],
  // Without these Google gives a refresh token on the first consent only, or none.
  extraAuthorizeParams: { access_type: 'offline', prompt: 'consent' },
});

export default defineConnector({
  key: 'google-drive',
  title: 'Google Drive',
  category: 'productivity',
  description: 'Files, folders and who may see them, in My Drive and shared drives.',
  docs: 'https://developers.google.com/workspace/drive/api/reference/rest/v3',
  auth: oauth,
  baseUrl: 'https://www.googleapis.com/drive/v3',
  hosts: { upload: 'https://www.googleapis.com/upload/drive/v3' },
  // https://developers.google.com/workspace/drive/api/guides/limits
  rateLimit: { requests: 12_000, perSeconds: 60 },
  // https://developers.google.com/workspace/drive/api/guides/handle-errors: used-up limits may be a 403
  errors: {
    code: ['error.errors.0.reason', 'error.status'],
    message: 'error.message',
    codes: {
      rateLimitExceeded: 'provider_throttled',
      userRateLimitExceeded: 'provider_throttled',
      dailyLimitExceeded: 'quota_exceeded',
      storageQuotaExceeded: 'quota_exceeded',
      authError: 'account_reauth',
    },
  },
  probe: { path: '/about', query: { fields: 'user' }, account: 'user.emailAddress' },
  actions: [...fileActions, ...permissionActions],
});
