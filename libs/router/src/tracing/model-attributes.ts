import type { Attributes } from '@opentelemetry/api';
import type { CostRecord } from '@patchbay/kernel';

/** https://opentelemetry.io/docs/specs/semconv/gen-ai/gen-ai-spans/ Prompts and answers never become attributes. */
export function modelAttributes({ provider, model, inputTokens, outputTokens, cachedTokens, usd }: CostRecord): Attributes {
  return {
    'gen_ai.provider.name': provider,
    'gen_ai.request.model': model,
    // A model that gives no text back is one that makes vectors.
    'gen_ai.operation.name': outputTokens === 0 ? 'embeddings' : 'chat',
    'gen_ai.usage.input_tokens': inputTokens,
    'gen_ai.usage.output_tokens': outputTokens,
    'gen_ai.usage.cache_read.input_tokens': cachedTokens,
    ...(usd === null ? {} : { 'patchbay.cost_usd': usd }),
  };
}
