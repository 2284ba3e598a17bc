import { bearer, defineConnector } from '@patchbay/connector-sdk';
import { chatActions } from './actions/chat.action.js';
import { embeddingActions } from './actions/embedding.action.js';
import { modelActions } from './actions/model.action.js';

export default defineConnector({
  key: 'openai',
  title: 'OpenAI',
  category: 'ai',
  description: 'Chat completions, embeddings and moderation, with what each call cost.',
  docs: 'https://platform.openai.com/docs/api-reference',
  auth: bearer({ title: 'API key' }),
  baseUrl: 'https://api.openai.com/v1',
  // https://platform.openai.com/docs/guides/rate-limits: by model and usage tier, so none is declared; a refused call says when to come
  // back. The reset headers tell durations such as 6m0s, which are no numbers.
  rateLimitHeaders: { limit: 'x-ratelimit-limit-requests', remaining: 'x-ratelimit-remaining-requests' },
  // https://platform.openai.com/docs/guides/error-codes/api-errors: a used-up budget is a 429 too
  errors: {
    code: ['error.code', 'error.type'],
    message: 'error.message',
    requestId: 'x-request-id',
    codes: { insufficient_quota: 'quota_exceeded', billing_hard_limit_reached: 'quota_exceeded', invalid_api_key: 'account_reauth' },
  },
  probe: '/models',
  timeoutMs: 120_000,
  totalTimeoutMs: 180_000,
  actions: [...chatActions, ...embeddingActions, ...modelActions],
});
