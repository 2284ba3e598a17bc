import { apiKey, defineConnector } from '@patchbay/connector-sdk';
import { messageActions } from './actions/message.action.js';
import { modelActions } from './actions/model.action.js';

export default defineConnector({
  key: 'anthropic',
  title: 'Anthropic',
  category: 'ai',
  description: 'Messages of Claude models, with what each call cost. Anthropic offers no embeddings.',
  docs: 'https://platform.claude.com/docs/en/api/overview',
  auth: apiKey({ in: 'header', name: 'x-api-key', title: 'API key' }),
  baseUrl: 'https://api.anthropic.com',
  // https://platform.claude.com/docs/en/api/versioning
  headers: { 'anthropic-version': '2023-06-01' },
  // https://platform.claude.com/docs/en/api/rate-limits: by model and usage tier; the reset header is a date, a refused call has Retry-After
  rateLimitHeaders: { limit: 'anthropic-ratelimit-requests-limit', remaining: 'anthropic-ratelimit-requests-remaining' },
  // https://platform.claude.com/docs/en/api/errors: 529 is overload
  errors: {
    code: 'error.type',
    message: 'error.message',
    requestId: 'request-id',
    codes: { overloaded_error: 'provider_unavailable', billing_error: 'quota_exceeded' },
  },
  probe: { path: '/v1/models', query: { limit: '1' } },
  timeoutMs: 120_000,
  totalTimeoutMs: 180_000,
  actions: [...messageActions, ...modelActions],
});
