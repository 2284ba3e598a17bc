import { z } from 'zod';
import { defineAction, path } from '@patchbay/connector-sdk';
import { Max } from './crm-object.js';

const owners = defineAction({
  key: 'owner.list',
  title: 'List owners',
  effect: 'read',
  input: z.object({ email: z.email().optional(), max: Max }),
  output: z.array(
    z.object({ id: z.string(), email: z.string().optional(), firstName: z.string().optional(), lastName: z.string().optional() }),
  ),
  async run({ input, http }) {
    const Owner = z.object({
      id: z.string(),
      email: z.string().nullish(),
      firstName: z.string().nullish(),
      lastName: z.string().nullish(),
    });
    // https://developers.hubspot.com/docs/api-reference/crm-crm-owners-v3/guide
    const found = await http.all('/crm/v3/owners/', {
      query: { email: input.email },
      pageSize: { param: 'limit', max: 500 },
      max: input.max,
      expect: z.object({
        results: z.array(Owner),
        paging: z.object({ next: z.object({ after: z.string() }).nullish() }).nullish(),
      }),
      items: (page) => page.results,
      next: (page) => page.paging?.next && { after: page.paging.next.after },
    });
    return found.map(({ id, email, firstName, lastName }) => ({
      id,
      email: email ?? undefined,
      firstName: firstName ?? undefined,
      lastName: lastName ?? undefined,
    }));
  },
});

const pipelines = defineAction({
  key: 'pipeline.list',
  title: 'List pipelines and stages',
  effect: 'read',
  input: z.object({ objectType: z.enum(['deals', 'tickets']).default('deals') }),
  output: z.array(z.object({ id: z.string(), label: z.string(), stages: z.array(z.object({ id: z.string(), label: z.string() })) })),
  async run({ input, http }) {
    const Stage = z.object({ id: z.string(), label: z.string() });
    // https://developers.hubspot.com/docs/api-reference/crm-pipelines-v3/guide
    const { results } = await http.get(path`/crm/v3/pipelines/${input.objectType}`, {
      expect: z.object({ results: z.array(Stage.extend({ stages: z.array(Stage) })) }),
    });
    return results;
  },
});

const properties = defineAction({
  key: 'property.list',
  title: 'List properties of an object',
  description: 'Internal names, types and choices of an object, custom ones included.',
  effect: 'read',
  input: z.object({ objectType: z.string().min(1).default('contacts') }),
  output: z.array(
    z.object({
      name: z.string(),
      label: z.string(),
      type: z.string(),
      options: z.array(z.object({ label: z.string(), value: z.string() })),
    }),
  ),
  async run({ input, http }) {
    const Option = z.object({ label: z.string(), value: z.string() });
    const Property = z.object({ name: z.string(), label: z.string(), type: z.string(), options: z.array(Option).nullish() });
    // https://developers.hubspot.com/docs/api-reference/crm-properties-v3/guide
    const { results } = await http.get(path`/crm/v3/properties/${input.objectType}`, {
      expect: z.object({ results: z.array(Property) }),
    });
    return results.map((property) => ({ ...property, options: property.options ?? [] }));
  },
});

export const accountActions = [owners, pipelines, properties];
