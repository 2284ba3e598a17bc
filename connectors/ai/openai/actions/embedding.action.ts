import { z } from 'zod';
import { chargeOf, defineAction } from '@patchbay/connector-sdk';
import { PRICES } from './prices.js';

const Wire = z.object({
  model: z.string(),
  data: z.array(z.object({ index: z.number(), embedding: z.array(z.number()) })),
  usage: z.object({ prompt_tokens: z.number() }),
});

const create = defineAction({
  key: 'embedding.create',
  title: 'Create embeddings',
  description: 'One vector for each text, in the order of the texts.',
  effect: 'read',
  input: z.object({
    model: z.string().min(1).default('text-embedding-3-small'),
    texts: z.array(z.string().min(1)).min(1).max(2048),
    dimensions: z.int().positive().optional(),
  }),
  output: z.object({
    model: z.string(),
    embeddings: z.array(z.array(z.number())),
    usage: z.object({ inputTokens: z.int(), usd: z.number().optional() }),
  }),
  async run({ input, http, report }) {
    const json = { model: input.model, input: input.texts, dimensions: input.dimensions };
    // https://platform.openai.com/docs/api-reference/embeddings/create
    const { model, data, usage } = await http.post('/embeddings', { json, expect: Wire, effect: 'read' });
    const charge = chargeOf(PRICES, model, { input: usage.prompt_tokens, output: 0 });
    report.cost({ provider: 'openai', model, inputTokens: usage.prompt_tokens, outputTokens: 0, cachedTokens: 0, ...charge });
    return {
      model,
      embeddings: data.toSorted((a, b) => a.index - b.index).map((one) => one.embedding),
      usage: { inputTokens: usage.prompt_tokens, usd: charge.usd ?? undefined },
    };
  },
});

export const embeddingActions = [create];
