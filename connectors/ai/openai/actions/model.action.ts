import { z } from 'zod';
import { defineAction, path } from '@patchbay/connector-sdk';

const Wire = z.object({ id: z.string(), created: z.number(), owned_by: z.string() });
const Model = z.object({ id: z.string(), createdAt: z.string(), owner: z.string() });
const toModel = (m: z.output<typeof Wire>) => ({ id: m.id, createdAt: new Date(m.created * 1000).toISOString(), owner: m.owned_by });

const list = defineAction({
  key: 'model.list',
  title: 'List models',
  effect: 'read',
  input: z.object({}),
  output: z.array(Model),
  async run({ http }) {
    // https://platform.openai.com/docs/api-reference/models/list
    const { data } = await http.get('/models', { expect: z.object({ data: z.array(Wire) }) });
    return data.map(toModel);
  },
});

const get = defineAction({
  key: 'model.get',
  title: 'Get model',
  effect: 'read',
  input: z.object({ id: z.string().min(1) }),
  output: Model,
  async run({ input, http }) {
    // https://platform.openai.com/docs/api-reference/models/retrieve
    return toModel(await http.get(path`/models/${input.id}`, { expect: Wire }));
  },
});

const moderate = defineAction({
  key: 'text.moderate',
  title: 'Check text for harmful content',
  description: 'Costs nothing.',
  effect: 'read',
  input: z.object({ text: z.string().min(1), model: z.string().min(1).default('omni-moderation-latest') }),
  output: z.object({ flagged: z.boolean(), categories: z.array(z.string()), scores: z.record(z.string(), z.number()) }),
  async run({ input, http }) {
    const Result = z.object({
      flagged: z.boolean(),
      categories: z.record(z.string(), z.boolean().nullable()),
      category_scores: z.record(z.string(), z.number()),
    });
    // https://platform.openai.com/docs/api-reference/moderations/create
    const { results } = await http.post('/moderations', {
      json: { model: input.model, input: input.text },
      expect: z.object({ results: z.tuple([Result]) }),
      effect: 'read',
    });
    const [result] = results;
    const categories = Object.keys(result.categories).filter((name) => result.categories[name] === true);
    return { flagged: result.flagged, categories, scores: result.category_scores };
  },
});

export const modelActions = [list, get, moderate];
