import { PlatformError } from '@patchbay/kernel';
import { z } from 'zod';
import { defineAction, path } from '@patchbay/connector-sdk';
import { FieldName, FieldNames, Fields, Max, Module, One, Page, Record, RecordId, Result, toRecord, Trigger } from './record-fields.js';

const Id = z.object({ id: z.string() });

const create = defineAction({
  key: 'record.create',
  title: 'Create record',
  effect: 'create',
  input: z.object({ module: Module, fields: Fields, trigger: Trigger }),
  output: Id,
  async run({ input, http }) {
    // https://www.zoho.com/crm/developer/docs/api/v8/insert-records.html
    const { data } = await http.post(path`/${input.module}`, { json: { data: [input.fields], trigger: input.trigger }, expect: One });
    return { id: data[0].details.id };
  },
});

const createMany = defineAction({
  key: 'records.create',
  title: 'Create up to 100 records',
  description: 'Answers one result per record, in order.',
  effect: 'create',
  input: z.object({ module: Module, records: z.array(Fields).min(1).max(100), trigger: Trigger }),
  output: z.array(z.object({ id: z.string().optional(), ok: z.boolean(), code: z.string(), message: z.string().optional() })),
  async run({ input, http }) {
    // https://www.zoho.com/crm/developer/docs/api/v8/insert-records.html
    const { data } = await http.post(path`/${input.module}`, {
      json: { data: input.records, trigger: input.trigger },
      expect: z.object({ data: z.array(Result) }),
    });
    return data.map(({ details, status, code, message }) => ({
      id: details?.id ?? undefined,
      ok: status === 'success',
      code,
      message: message ?? undefined,
    }));
  },
});

const get = defineAction({
  key: 'record.get',
  title: 'Get record',
  effect: 'read',
  input: z.object({ module: Module, id: RecordId, fields: FieldNames.optional() }),
  output: Record,
  async run({ input, http }) {
    // https://www.zoho.com/crm/developer/docs/api/v8/get-records.html
    const page = await http.get(path`/${input.module}/${input.id}`, { query: { fields: input.fields }, expect: Page });
    const record = page?.data?.[0];
    // Zoho answers an unknown id with 204, not 404.
    if (!record) throw new PlatformError('provider_not_found', `Zoho CRM has no record ${input.id} in ${input.module}.`, { sent: true });
    return toRecord(record);
  },
});

const update = defineAction({
  key: 'record.update',
  title: 'Update record',
  effect: 'update',
  input: z.object({ module: Module, id: RecordId, fields: Fields, trigger: Trigger }),
  output: Id,
  async run({ input, http }) {
    // https://www.zoho.com/crm/developer/docs/api/v8/update-records.html
    const { data } = await http.put(path`/${input.module}/${input.id}`, {
      json: { data: [input.fields], trigger: input.trigger },
      expect: One,
    });
    return { id: data[0].details.id };
  },
});

const upsert = defineAction({
  key: 'record.upsert',
  title: 'Create or update record',
  description:
    "Updates the record that has the same value in a duplicate-check field, or creates one. Without fields to check, the module's own are taken.",
  // Repeating it leaves the same record.
  effect: 'update',
  input: z.object({ module: Module, fields: Fields, duplicateCheckFields: z.array(FieldName).min(1).optional(), trigger: Trigger }),
  output: Id.extend({ created: z.boolean() }),
  async run({ input, http }) {
    // https://www.zoho.com/crm/developer/docs/api/v8/upsert-records.html
    const { data } = await http.post(path`/${input.module}/upsert`, {
      json: { data: [input.fields], duplicate_check_fields: input.duplicateCheckFields, trigger: input.trigger },
      expect: One,
    });
    return { id: data[0].details.id, created: data[0].action === 'insert' };
  },
});

const remove = defineAction({
  key: 'record.delete',
  title: 'Delete record',
  description: 'Moves it to the recycle bin, where it stays for 60 days.',
  effect: 'delete',
  input: z.object({ module: Module, id: RecordId }),
  output: Id.extend({ deleted: z.literal(true) }),
  async run({ input, http }) {
    // https://www.zoho.com/crm/developer/docs/api/v8/delete-records.html
    await http.delete(path`/${input.module}/${input.id}`, { expect: One });
    return { id: input.id, deleted: true as const };
  },
});

const list = defineAction({
  key: 'record.list',
  title: 'List records',
  effect: 'read',
  input: z.object({
    module: Module,
    fields: FieldNames.describe('Which fields to read; Zoho wants to be told'),
    sortBy: z.enum(['id', 'Created_Time', 'Modified_Time']).optional(),
    sortOrder: z.enum(['asc', 'desc']).optional(),
    viewId: RecordId.describe('Only records of this custom view').optional(),
    max: Max,
  }),
  output: z.array(Record),
  async run({ input, http }) {
    // https://www.zoho.com/crm/developer/docs/api/v8/get-records.html; tokens reach beyond the first 2,000 records, page numbers do not
    const found = await http.all(path`/${input.module}`, {
      query: { fields: input.fields, sort_by: input.sortBy, sort_order: input.sortOrder, cvid: input.viewId },
      pageSize: { param: 'per_page', max: 200 },
      max: input.max,
      expect: Page,
      items: (page) => page?.data ?? [],
      next: (page) => page?.info?.more_records === true && page.info.next_page_token && { page_token: page.info.next_page_token },
    });
    return found.map(toRecord);
  },
});

export const recordActions = [create, createMany, get, update, upsert, remove, list];
