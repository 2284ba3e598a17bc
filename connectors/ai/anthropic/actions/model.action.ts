import { z } from 'zod';
import { defineAction, path } from '@patchbay/connector-sdk';

const Wire = z.object({ id: z.string(), display_name: z.string(), created_at: z.string() });
const Model = z.object({ id: z.string(), name: z.string(), createdAt: z.string() });
const toModel = (m: z.output<typeof Wire>) => ({ id: m.id, name: m.display_name, createdAt: m.created_at });

const list = defineAction({
  key: 'model.list',
  title: 'List models',
  effect: 'read',
  input: z.object({ max: z.int().positive().max(1_000).default(100) }),
  output: z.array(Model),
  async run({ input, http }) {
    // https://platform.claude.com/docs/en/api/models/list
    const models = await http.all('/v1/models', {
      expect: z.object({ data: z.array(Wire), has_more: z.boolean(), last_id: z.string().nullish() }),
      items: (page) => page.data,
      max: input.max,
      pageSize: { param: 'limit', max: 1_000 },
      next: (page) => page.has_more && page.last_id && { after_id: page.last_id },
    });
    return models.map(toModel);
  },
});

const get = defineAction({
  key: 'model.get',
  title: 'Get model',
  effect: 'read',
  input: z.object({ id: z.string().min(1).describe('Id or alias') }),
  output: Model,
  async run({ input, http }) {
    // https://platform.claude.com/docs/en/api/models/retrieve
    return toModel(await http.get(path`/v1/models/${input.id}`, { expect: Wire }));
  },
});

export const modelActions = [list, get];
