import { z } from 'zod';
import { basic, defineConnector, oauth2 } from '@patchbay/connector-sdk';
import { commentActions } from './actions/comment.action.js';
import { issueActions } from './actions/issue.action.js';
import { progressActions } from './actions/progress.action.js';
import { projectActions } from './actions/project.action.js';

const Cloud = z.object({ cloudId: z.string().optional(), siteName: z.string().optional() });

// https://developer.atlassian.com/cloud/jira/platform/oauth-2-3lo-apps/
const oauth = oauth2({
  provider: 'jira',
  authorizeUrl: 'https://auth.atlassian.com/authorize',
  tokenUrl: 'https://auth.atlassian.com/oauth/token',
  scopes: ['read:jira-work', 'write:jira-work', 'read:jira-user', 'offline_access'],
  extraAuthorizeParams: { audience: 'api.atlassian.com', prompt: 'consent' },
  tokenBody: 'json',
  pkce: false,
  refresh: 'rotating',
  metadata: Cloud,
  // A token is for one or more sites; calls name the site's id. The first one granted is taken.
  discover: async ({ http }) => {
    // https://developer.atlassian.com/cloud/jira/platform/oauth-2-3lo-apps/#3-1-get-the-cloudid-for-your-site
    const [site] = await http.get('/oauth/token/accessible-resources', {
      host: 'atlassian',
      expect: z.tuple([z.object({ id: z.string(), name: z.string() })], z.unknown()),
    });
    return { cloudId: site.id, siteName: site.name };
  },
});

// https://developer.atlassian.com/cloud/jira/platform/basic-auth-for-rest-apis/
const token = basic({
  title: 'E-mail and API token',
  usernameTitle: 'E-mail',
  passwordTitle: 'API token',
  ask: z.object({ site: z.url({ protocol: /^https?$/ }).describe('https://your-domain.atlassian.net') }),
});

export default defineConnector({
  key: 'jira',
  title: 'Jira',
  category: 'productivity',
  description: 'Issues, transitions, comments, worklogs and projects of a Jira Cloud site.',
  docs: 'https://developer.atlassian.com/cloud/jira/platform/rest/v3/',
  auth: [oauth, token],
  baseUrl: (meta) => {
    if ('cloudId' in meta && meta.cloudId !== undefined) return `https://api.atlassian.com/ex/jira/${meta.cloudId}/rest/api/3`;
    return 'site' in meta ? `${meta.site}/rest/api/3` : 'https://api.atlassian.com/rest/api/3';
  },
  hosts: { atlassian: 'https://api.atlassian.com' },
  // https://developer.atlassian.com/cloud/jira/platform/rate-limiting/: by cost, not by count; a refused call carries Retry-After
  errors: { message: ['errorMessages.0', 'errors.summary', 'message', 'errors.project', 'errors.issuetype'], requestId: 'atl-traceid' },
  probe: { path: '/myself', account: 'displayName' },
  actions: [...issueActions, ...progressActions, ...commentActions, ...projectActions],
});
