import { z } from 'zod';
import { defineAction, path } from '@patchbay/connector-sdk';
import { nextToken } from './next-token.js';

const Version = z.object({ id: z.string(), name: z.string(), active: z.number(), subject: z.string().nullish() });
const Wire = z.object({ id: z.string(), name: z.string(), generation: z.string(), versions: z.array(Version).nullish() });
const Template = z.object({
  id: z.string(),
  name: z.string(),
  generation: z.string(),
  versions: z.array(z.object({ id: z.string(), name: z.string(), active: z.boolean(), subject: z.string().optional() })),
});
const toTemplate = ({ id, name, generation, versions }: z.output<typeof Wire>) => ({
  id,
  name,
  generation,
  versions: (versions ?? []).map((v) => ({ id: v.id, name: v.name, active: v.active === 1, subject: v.subject ?? undefined })),
});

const list = defineAction({
  key: 'template.list',
  title: 'List templates',
  effect: 'read',
  input: z.object({ generation: z.enum(['dynamic', 'legacy']).default('dynamic'), max: z.int().positive().max(5_000).default(100) }),
  output: z.array(Template),
  async run({ input, http }) {
    // https://www.twilio.com/docs/sendgrid/api-reference/transactional-templates/retrieve-paged-transactional-templates
    const found = await http.all('/templates', {
      query: { generations: input.generation },
      pageSize: { param: 'page_size', max: 200 },
      max: input.max,
      expect: z.object({ result: z.array(Wire), _metadata: z.object({ next: z.string().nullish() }).nullish() }),
      items: (page) => page.result,
      next: (page) => nextToken(page._metadata?.next),
    });
    return found.map(toTemplate);
  },
});

const get = defineAction({
  key: 'template.get',
  title: 'Get template',
  effect: 'read',
  input: z.object({ id: z.string().min(1) }),
  output: Template,
  async run({ input, http }) {
    // https://www.twilio.com/docs/sendgrid/api-reference/transactional-templates/retrieve-a-single-transactional-template
    return toTemplate(await http.get(path`/templates/${input.id}`, { expect: Wire }));
  },
});

export const templateActions = [list, get];
