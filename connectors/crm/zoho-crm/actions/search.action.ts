import { z } from 'zod';
import { byPage, defineAction, path } from '@patchbay/connector-sdk';
import { FieldNames, Module, Page, Record, toRecord } from './record-fields.js';

const By = {
  criteria: z
    .string()
    .min(1)
    .describe('((Last_Name:equals:Byron)and(City:starts_with:Lon)); put a backslash before a comma or bracket of a value')
    .optional(),
  email: z.string().min(1).optional(),
  phone: z.string().min(1).optional(),
  word: z.string().min(2).optional(),
};
const oneOf = (i: { [K in keyof typeof By]?: string | undefined }) =>
  [i.criteria, i.email, i.phone, i.word].filter((value) => value !== undefined).length === 1;
const ONE = { error: 'Give exactly one of criteria, email, phone and word', path: ['criteria'] };

const search = defineAction({
  key: 'record.search',
  title: 'Search records',
  description: 'New records take a while to be found.',
  effect: 'read',
  input: z
    .object({
      module: Module,
      ...By,
      fields: FieldNames.optional(),
      max: z.int().positive().max(2_000).default(200).describe('At most this many are read'),
    })
    .refine(oneOf, ONE),
  output: z.array(Record),
  async run({ input, http }) {
    // https://www.zoho.com/crm/developer/docs/api/v8/search-records.html
    const found = await http.all(path`/${input.module}/search`, {
      query: { criteria: input.criteria, email: input.email, phone: input.phone, word: input.word, fields: input.fields },
      pageSize: { param: 'per_page', max: 200 },
      max: input.max,
      expect: Page,
      items: (page) => page?.data ?? [],
      next: (page, info) => page?.info?.more_records === true && byPage('page')(page, { ...info, size: undefined }),
    });
    return found.map(toRecord);
  },
});

const query = defineAction({
  key: 'record.query',
  title: 'Query records (COQL)',
  effect: 'read',
  input: z.object({
    query: z
      .string()
      .min(1)
      .describe(
        "select Last_Name, Account_Name.Account_Name from Contacts where Email like '%@acme.com' limit 0, 200. A where clause is needed",
      ),
  }),
  output: z.object({ records: z.array(z.record(z.string(), z.unknown())), more: z.boolean() }),
  async run({ input, http }) {
    // https://www.zoho.com/crm/developer/docs/api/v8/COQL-Overview.html
    const page = await http.post('/coql', {
      json: { select_query: input.query },
      expect: z
        .object({ data: z.array(z.record(z.string(), z.unknown())).nullish(), info: z.object({ more_records: z.boolean() }).nullish() })
        .optional(), // 204 when there is nothing
    });
    return { records: page?.data ?? [], more: page?.info?.more_records ?? false };
  },
});

const count = defineAction({
  key: 'record.count',
  title: 'Count records',
  effect: 'read',
  input: z.object({ module: Module, criteria: By.criteria }),
  output: z.object({ count: z.int() }),
  async run({ input, http }) {
    // https://www.zoho.com/crm/developer/docs/api/v8/get-record-count.html
    return http.get(path`/${input.module}/actions/count`, {
      query: { criteria: input.criteria },
      expect: z.object({ count: z.number() }),
    });
  },
});

export const searchActions = [search, query, count];
