import { z } from 'zod';
import { defineAction } from '@patchbay/connector-sdk';
import { Fields, ObjectName, RecordId } from './record-fields.js';

const AllOrNone = z.boolean().default(false).describe('One failure undoes all');
const Result = z.object({
  id: z.string().nullish(),
  success: z.boolean(),
  errors: z.array(z.object({ statusCode: z.string(), message: z.string() })),
});
const Results = z.array(
  z.object({
    id: z.string().optional(),
    success: z.boolean(),
    errors: z.array(z.object({ code: z.string(), message: z.string() })),
  }),
);
const toResults = (results: readonly z.output<typeof Result>[]) =>
  results.map(({ id, success, errors }) => ({
    id: id ?? undefined,
    success,
    errors: errors.map(({ statusCode, message }) => ({ code: statusCode, message })),
  }));

const create = defineAction({
  key: 'records.create',
  title: 'Create up to 200 records',
  description: 'Answers one result per record, in order. Records may be of different objects.',
  effect: 'create',
  input: z.object({
    records: z
      .array(z.object({ object: ObjectName, fields: Fields }))
      .min(1)
      .max(200),
    allOrNone: AllOrNone,
  }),
  output: Results,
  async run({ input, http }) {
    const records = input.records.map(({ object, fields }) => ({ ...fields, attributes: { type: object } }));
    // https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_composite_sobjects_collections_create.htm
    const results = await http.post('/data/v64.0/composite/sobjects', {
      json: { allOrNone: input.allOrNone, records },
      expect: z.array(Result),
    });
    return toResults(results);
  },
});

const update = defineAction({
  key: 'records.update',
  title: 'Update up to 200 records',
  effect: 'update',
  input: z.object({
    records: z
      .array(z.object({ object: ObjectName, id: RecordId, fields: Fields }))
      .min(1)
      .max(200),
    allOrNone: AllOrNone,
  }),
  output: Results,
  async run({ input, http }) {
    const records = input.records.map(({ object, id, fields }) => ({ ...fields, id, attributes: { type: object } }));
    // https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_composite_sobjects_collections_update.htm
    const results = await http.patch('/data/v64.0/composite/sobjects', {
      json: { allOrNone: input.allOrNone, records },
      expect: z.array(Result),
    });
    return toResults(results);
  },
});

const remove = defineAction({
  key: 'records.delete',
  title: 'Delete up to 200 records',
  effect: 'delete',
  input: z.object({ ids: z.array(RecordId).min(1).max(200), allOrNone: AllOrNone }),
  output: Results,
  async run({ input, http }) {
    // https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_composite_sobjects_collections_delete.htm
    const results = await http.delete('/data/v64.0/composite/sobjects', {
      query: { ids: input.ids, allOrNone: input.allOrNone },
      expect: z.array(Result),
    });
    return toResults(results);
  },
});

export const recordsActions = [create, update, remove];
