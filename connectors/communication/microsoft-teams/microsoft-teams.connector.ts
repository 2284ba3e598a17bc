import { z } from 'zod';
import { defineConnector, oauth2 } from '@patchbay/connector-sdk';
import { channelMessageActions } from './actions/channel-message.action.js';
import { channelActions } from './actions/channel.action.js';
import { chatActions } from './actions/chat.action.js';
import { teamActions } from './actions/team.action.js';
import { userActions } from './actions/user.action.js';

const Tenant = z.object({
  tenant: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9.-]*$/)
    .describe('Id or domain of the tenant, for an app registered in one tenant only')
    .optional(),
});
type Tenant = z.output<typeof Tenant>;
const login = ({ tenant }: Tenant) => `https://login.microsoftonline.com/${tenant ?? 'organizations'}/oauth2/v2.0`;

// https://learn.microsoft.com/en-us/entra/identity-platform/v2-oauth2-auth-code-flow (no revocation endpoint)
const oauth = oauth2({
  provider: 'microsoft-teams',
  ask: Tenant,
  authorizeUrl: (tenant) => `${login(tenant)}/authorize`,
  tokenUrl: (tenant) => `${login(tenant)}/token`,
  scopes: [
    'offline_access',
    'User.Read',
    'User.ReadBasic.All',
    'Team.ReadBasic.All',
    'TeamMember.ReadWrite.All',
    'Channel.ReadBasic.All',
    'Channel.Create',
    'Channel.Delete.All',
    'ChannelSettings.ReadWrite.All',
    'ChannelMessage.Read.All',
    'ChannelMessage.Send',
    'Chat.ReadWrite',
  ],
  refresh: 'rotating', // each refresh answers a new refresh token; the old one ends some time later
});

export default defineConnector({
  key: 'microsoft-teams',
  title: 'Microsoft Teams',
  category: 'communication',
  description: 'Messages in channels and chats, teams, channels and members, through Microsoft Graph.',
  docs: 'https://learn.microsoft.com/en-us/graph/api/resources/teams-api-overview',
  auth: oauth,
  baseUrl: 'https://graph.microsoft.com/v1.0',
  // https://learn.microsoft.com/en-us/graph/errors
  errors: {
    code: 'error.code',
    message: 'error.message',
    requestId: 'request-id',
    codes: {
      InvalidAuthenticationToken: 'account_reauth',
      CompactToken: 'account_reauth',
      TooManyRequests: 'provider_throttled',
      activityLimitReached: 'provider_throttled',
      quotaLimitReached: 'quota_exceeded',
    },
    statuses: { 507: 'quota_exceeded', 509: 'provider_throttled' },
  },
  probe: { path: '/me', account: 'userPrincipalName' },
  actions: [...teamActions, ...channelActions, ...channelMessageActions, ...chatActions, ...userActions],
});
