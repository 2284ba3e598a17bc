import { defineConnector, oauth2 } from '@patchbay/connector-sdk';
import { calendarActions } from './actions/calendar.action.js';
import { eventActions } from './actions/event.action.js';

// https://developers.google.com/identity/protocols/oauth2/web-server
const oauth = oauth2({
  provider: 'google-calendar',
  authorizeUrl: 'https://accounts.google.com/o/oauth2/v2/auth',
  tokenUrl: 'https://oauth2.googleapis.com/token',
  revokeUrl: 'https://oauth2.googleapis.com/revoke',
  scopes: ['https://www.googleapis.com/auth/calendar'],
  // Without these Google gives a refresh token on the first consent only, or none.
  extraAuthorizeParams: { access_type: 'offline', prompt: 'consent' },
});

export default defineConnector({
  key: 'google-calendar',
  title: 'Google Calendar',
  category: 'productivity',
  description: 'Events and calendars of a Google account, and when people are free.',
  docs: 'https://developers.google.com/workspace/calendar/api/v3/reference',
  auth: oauth,
  baseUrl: 'https://www.googleapis.com/calendar/v3',
  // https://developers.google.com/workspace/calendar/api/guides/quota: per user and project
  rateLimit: { requests: 600, perSeconds: 60 },
  // https://developers.google.com/workspace/calendar/api/guides/errors: used-up limits may be a 403
  errors: {
    code: ['error.errors.0.reason', 'error.status'],
    message: 'error.message',
    codes: {
      rateLimitExceeded: 'provider_throttled',
      userRateLimitExceeded: 'provider_throttled',
      quotaExceeded: 'provider_throttled',
      calendarUsageLimitsExceeded: 'quota_exceeded',
      authError: 'account_reauth',
    },
  },
  probe: { path: '/calendars/primary', account: 'id' },
  actions: [...eventActions, ...calendarActions],
});
