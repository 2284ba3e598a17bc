import { z } from 'zod';
import { defineAction, path } from '@patchbay/connector-sdk';
import { ObjectName } from './record-fields.js';

const WireObject = z.object({
  name: z.string(),
  label: z.string(),
  custom: z.boolean(),
  createable: z.boolean(),
  updateable: z.boolean(),
  queryable: z.boolean(),
});
const ObjectFacts = z.object({
  name: z.string(),
  label: z.string(),
  custom: z.boolean(),
  creatable: z.boolean(),
  updatable: z.boolean(),
  queryable: z.boolean(),
});
const toFacts = (o: z.output<typeof WireObject>) => ({
  name: o.name,
  label: o.label,
  custom: o.custom,
  creatable: o.createable,
  updatable: o.updateable,
  queryable: o.queryable,
});

const list = defineAction({
  key: 'object.list',
  title: 'List objects',
  description: 'All objects of the org that the user can see, custom ones included.',
  effect: 'read',
  input: z.object({}),
  output: z.array(ObjectFacts),
  async run({ http }) {
    // https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/dome_describeGlobal.htm
    const { sobjects } = await http.get('/data/v64.0/sobjects', { expect: z.object({ sobjects: z.array(WireObject) }) });
    return sobjects.map(toFacts);
  },
});

const describe = defineAction({
  key: 'object.describe',
  title: 'Describe object',
  description: 'Fields of an object: names, types, choices, what may be written.',
  effect: 'read',
  input: z.object({ object: ObjectName }),
  output: ObjectFacts.extend({
    fields: z.array(
      z.object({
        name: z.string(),
        label: z.string(),
        type: z.string(),
        required: z.boolean(),
        creatable: z.boolean(),
        updatable: z.boolean(),
        externalId: z.boolean(),
        choices: z.array(z.string()),
        references: z.array(z.string()),
      }),
    ),
  }),
  async run({ input, http }) {
    const Field = z.object({
      name: z.string(),
      label: z.string(),
      type: z.string(),
      nillable: z.boolean(),
      defaultedOnCreate: z.boolean(),
      createable: z.boolean(),
      updateable: z.boolean(),
      externalId: z.boolean(),
      picklistValues: z.array(z.object({ value: z.string(), active: z.boolean() })).nullish(),
      referenceTo: z.array(z.string()).nullish(),
    });
    // https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/dome_sobject_describe.htm
    const described = await http.get(path`/data/v64.0/sobjects/${input.object}/describe`, {
      expect: WireObject.extend({ fields: z.array(Field) }),
    });
    const fields = described.fields.map((f) => ({
      name: f.name,
      label: f.label,
      type: f.type,
      required: f.createable && !f.nillable && !f.defaultedOnCreate,
      creatable: f.createable,
      updatable: f.updateable,
      externalId: f.externalId,
      choices: (f.picklistValues ?? []).filter(({ active }) => active).map(({ value }) => value),
      references: f.referenceTo ?? [],
    }));
    return { ...toFacts(described), fields };
  },
});

const limits = defineAction({
  key: 'limit.list',
  title: 'List limits of the org',
  description: 'What the org may use and has left, such as DailyApiRequests.',
  effect: 'read',
  input: z.object({}),
  output: z.array(z.object({ name: z.string(), max: z.number(), remaining: z.number() })),
  async run({ http }) {
    // https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/dome_limits.htm
    const limits = await http.get('/data/v64.0/limits', {
      expect: z.record(z.string(), z.object({ Max: z.number(), Remaining: z.number() })),
    });
    return Object.entries(limits).map(([name, { Max, Remaining }]) => ({ name, max: Max, remaining: Remaining }));
  },
});

export const objectActions = [list, describe, limits];
