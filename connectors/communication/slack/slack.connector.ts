import { z } from 'zod';
import { isJsonObject } from '@patchbay/kernel';
import { bearer, defineConnector, oauth2 } from '@patchbay/connector-sdk';
import { channelActions } from './actions/channel.action.js';
import { messageActions } from './actions/message.action.js';
import { userActions } from './actions/user.action.js';

// https://docs.slack.dev/authentication/installing-with-oauth
const oauth = oauth2({
  provider: 'slack',
  authorizeUrl: 'https://slack.com/oauth/v2/authorize',
  tokenUrl: 'https://slack.com/api/oauth.v2.access',
  revokeUrl: 'https://slack.com/api/auth.revoke',
  scopes: [
    'channels:history',
    'channels:join',
    'channels:manage',
    'channels:read',
    'chat:write',
    'groups:history',
    'groups:read',
    'im:write',
    'pins:write',
    'reactions:write',
    'users:read',
    'users:read.email',
  ],
  scopeSeparator: ',',
  pkce: false,
  refresh: 'rotating', // only for apps with token rotation; the others' tokens do not expire
  metadata: z.object({ team_id: z.string().optional(), team_name: z.string().optional() }),
  // The workspace's name is nested, and an app with user scopes only has its token in `authed_user`.
  tokenResponse: (body) => {
    const team = isJsonObject(body['team']) ? body['team'] : {};
    const user = isJsonObject(body['authed_user']) ? body['authed_user'] : {};
    return { ...user, ...body, ...(team['id'] === undefined ? {} : { team_id: team['id'], team_name: team['name'] ?? '' }) };
  },
});

// https://docs.slack.dev/apis/web-api/rate-limits: tiers per method and workspace, calls a minute
const rateLimit = [
  { bucket: 'service', requests: 50, perSeconds: 60 },
  { bucket: 'slow', requests: 20, perSeconds: 60 },
  { bucket: 'message', requests: 60, perSeconds: 60 },
];

export default defineConnector({
  key: 'slack',
  title: 'Slack',
  category: 'communication',
  description: 'Messages, channels, people, reactions and pins of a Slack workspace.',
  docs: 'https://docs.slack.dev/apis/web-api',
  auth: [oauth, bearer({ title: 'Bot token' })],
  baseUrl: 'https://slack.com/api',
  rateLimit,
  // Slack says no in a 200 with `ok: false`; the code is a word, seldom with a sentence beside it.
  errors: {
    failed: (body) => isJsonObject(body) && body['ok'] === false,
    code: 'error',
    message: ['response_metadata.messages.0', 'error'],
    requestId: 'x-slack-req-id',
    codes: {
      not_authed: 'account_reauth',
      invalid_auth: 'account_reauth',
      account_inactive: 'account_reauth',
      token_revoked: 'account_reauth',
      token_expired: 'account_reauth',
      missing_scope: 'account_forbidden',
      no_permission: 'account_forbidden',
      not_allowed_token_type: 'account_forbidden',
      restricted_action: 'account_forbidden',
      access_denied: 'account_forbidden',
      team_access_not_granted: 'account_forbidden',
      org_login_required: 'account_forbidden',
      not_in_channel: 'account_forbidden',
      ratelimited: 'provider_throttled',
      rate_limited: 'provider_throttled',
      channel_not_found: 'provider_not_found',
      user_not_found: 'provider_not_found',
      users_not_found: 'provider_not_found',
      message_not_found: 'provider_not_found',
      thread_not_found: 'provider_not_found',
      name_taken: 'conflict',
      already_reacted: 'conflict',
      already_pinned: 'conflict',
      already_in_channel: 'conflict',
      internal_error: 'provider_unavailable',
      fatal_error: 'provider_unavailable',
      service_unavailable: 'provider_unavailable',
      request_timeout: 'provider_unavailable',
    },
  },
  probe: { path: '/auth.test', account: 'team' },
  actions: [...messageActions, ...channelActions, ...userActions],
});
