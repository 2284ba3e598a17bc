import { bearer, defineConnector, oauth2 } from '@patchbay/connector-sdk';
import { commentActions } from './actions/comment.action.js';
import { projectActions } from './actions/project.action.js';
import { taskActions } from './actions/task.action.js';
import { taskPlaceActions } from './actions/task-place.action.js';
import { workspaceActions } from './actions/workspace.action.js';

// https://developers.asana.com/docs/oauth: an app has either full permissions, which is the scope `default`, or single scopes, and those
// cover neither all of sections nor everything a custom request may want.
const oauth = oauth2({
  provider: 'asana',
  authorizeUrl: 'https://app.asana.com/-/oauth_authorize',
  tokenUrl: 'https://app.asana.com/-/oauth_token',
  revokeUrl: 'https://app.asana.com/-/oauth_revoke',
  scopes: ['default'],
  refresh: 'static',
});

export default defineConnector({
  key: 'asana',
  title: 'Asana',
  category: 'productivity',
  description: 'Tasks, subtasks, comments, projects, sections, users and workspaces on Asana.',
  docs: 'https://developers.asana.com/reference/rest-api-reference',
  auth: [oauth, bearer({ title: 'Personal access token' })],
  baseUrl: 'https://app.asana.com/api/1.0',
  arrays: 'comma',
  // https://developers.asana.com/docs/rate-limits (free workspaces; paid ones have ten times as much)
  rateLimit: [
    { requests: 150, perSeconds: 60 },
    { bucket: 'search', requests: 60, perSeconds: 60 },
  ],
  // https://developers.asana.com/docs/errors; a 402 is a feature the workspace has not paid for, such as search.
  errors: { message: 'errors.0.message', statuses: { 402: 'account_forbidden' } },
  probe: { path: '/users/me', account: 'data.email' },
  actions: [...taskActions, ...taskPlaceActions, ...commentActions, ...projectActions, ...workspaceActions],
});
