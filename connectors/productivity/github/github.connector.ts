import { bearer, defineConnector, oauth2 } from '@patchbay/connector-sdk';
import { issueActions } from './actions/issue.action.js';
import { pullRequestActions } from './actions/pull-request.action.js';
import { repositoryActions } from './actions/repository.action.js';

// https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps: tokens of OAuth apps do not expire.
// Revoking is DELETE /applications/{client_id}/token with the client's own credential, not RFC 7009.
const oauth = oauth2({
  provider: 'github',
  authorizeUrl: 'https://github.com/login/oauth/authorize',
  tokenUrl: 'https://github.com/login/oauth/access_token',
  scopes: ['repo', 'read:user', 'workflow'],
  refresh: 'none',
});

export default defineConnector({
  key: 'github',
  title: 'GitHub',
  category: 'productivity',
  description: 'Repositories, files, issues, pull requests, releases and workflow runs on GitHub.',
  docs: 'https://docs.github.com/en/rest',
  auth: [oauth, bearer({ title: 'Personal access token' })],
  baseUrl: 'https://api.github.com',
  headers: { accept: 'application/vnd.github+json', 'x-github-api-version': '2022-11-28' },
  // https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api
  rateLimit: [
    { requests: 5_000, perSeconds: 3_600 },
    { bucket: 'search', requests: 30, perSeconds: 60 },
  ],
  rateLimitHeaders: {
    limit: 'x-ratelimit-limit',
    remaining: 'x-ratelimit-remaining',
    reset: 'x-ratelimit-reset',
    resetIn: 'epoch-seconds',
  },
  errors: {
    message: 'message',
    code: ['errors.0.code', 'status'],
    requestId: 'x-github-request-id',
    // A used-up limit may come as 403: the primary one with nothing remaining, the secondary one with a time to wait.
    refine: ({ status, headers }) =>
      status === 403 && (headers['x-ratelimit-remaining'] === '0' || headers['retry-after'] !== undefined)
        ? 'provider_throttled'
        : undefined,
    statuses: { 405: 'conflict' }, // a pull request that cannot be merged as it is
  },
  probe: { path: '/user', account: 'login' },
  actions: [...repositoryActions, ...issueActions, ...pullRequestActions],
});
