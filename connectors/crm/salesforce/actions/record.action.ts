import { z } from 'zod';
import { defineAction, path } from '@patchbay/connector-sdk';
import { FieldName, Fields, ObjectName, Record, RecordId, Saved, toRecord, Wire } from './record-fields.js';

const create = defineAction({
  key: 'record.create',
  title: 'Create record',
  effect: 'create',
  input: z.object({ object: ObjectName, fields: Fields }),
  output: Saved,
  async run({ input, http }) {
    // https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/dome_sobject_create.htm
    return http.post(path`/data/v64.0/sobjects/${input.object}`, { json: input.fields, expect: Saved });
  },
});

const get = defineAction({
  key: 'record.get',
  title: 'Get record',
  effect: 'read',
  input: z.object({ object: ObjectName, id: RecordId, fields: z.array(FieldName).min(1).describe('All when left out').optional() }),
  output: Record,
  async run({ input, http }) {
    // https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/dome_get_field_values.htm
    const record = await http.get(path`/data/v64.0/sobjects/${input.object}/${input.id}`, {
      query: { fields: input.fields },
      expect: Wire,
    });
    return toRecord(record);
  },
});

const find = defineAction({
  key: 'record.find_by_external_id',
  title: 'Find record by external id',
  effect: 'read',
  input: z.object({
    object: ObjectName,
    externalIdField: FieldName,
    externalId: z.string().min(1),
    fields: z.array(FieldName).min(1).optional(),
  }),
  output: Record,
  async run({ input, http }) {
    // https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/dome_upsert.htm
    const record = await http.get(path`/data/v64.0/sobjects/${input.object}/${input.externalIdField}/${input.externalId}`, {
      query: { fields: input.fields },
      expect: Wire,
    });
    return toRecord(record);
  },
});

const update = defineAction({
  key: 'record.update',
  title: 'Update record',
  effect: 'update',
  input: z.object({ object: ObjectName, id: RecordId, fields: Fields }),
  output: Saved,
  async run({ input, http }) {
    // https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/dome_update_fields.htm (answers nothing)
    await http.patch(path`/data/v64.0/sobjects/${input.object}/${input.id}`, { json: input.fields });
    return { id: input.id };
  },
});

const upsert = defineAction({
  key: 'record.upsert',
  title: 'Create or update record by external id',
  description: 'Updates the record that carries the external id, or creates one with it.',
  // Repeating it leaves the same record.
  effect: 'update',
  input: z.object({ object: ObjectName, externalIdField: FieldName, externalId: z.string().min(1), fields: Fields }),
  output: Saved.extend({ created: z.boolean() }),
  async run({ input, http }) {
    // https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/dome_upsert.htm
    return http.patch(path`/data/v64.0/sobjects/${input.object}/${input.externalIdField}/${input.externalId}`, {
      json: input.fields,
      expect: Saved.extend({ created: z.boolean() }),
    });
  },
});

const remove = defineAction({
  key: 'record.delete',
  title: 'Delete record',
  description: 'Moves it to the recycle bin.',
  effect: 'delete',
  input: z.object({ object: ObjectName, id: RecordId }),
  output: z.object({ id: z.string(), deleted: z.literal(true) }),
  async run({ input, http }) {
    // https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/dome_delete_record.htm
    await http.delete(path`/data/v64.0/sobjects/${input.object}/${input.id}`);
    return { id: input.id, deleted: true as const };
  },
});

export const recordActions = [create, get, find, update, upsert, remove];
