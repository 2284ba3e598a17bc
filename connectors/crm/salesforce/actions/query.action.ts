import { z } from 'zod';
import { defineAction } from '@patchbay/connector-sdk';
import { FieldName, ObjectName, Record, toRecord, Wire } from './record-fields.js';

const Page = z.object({ records: z.array(Wire), nextRecordsUrl: z.string().nullish() });

const query = defineAction({
  key: 'record.query',
  title: 'Query records (SOQL)',
  description: 'Any SOQL SELECT; pages are followed up to max.',
  effect: 'read',
  input: z.object({
    soql: z
      .string()
      .min(1)
      .max(100_000)
      .describe("SELECT Id, Name FROM Account WHERE Industry = 'Energy'. Write a quote inside a text as \\'"),
    max: z.int().positive().max(50_000).default(500).describe('At most this many are read'),
  }),
  output: z.array(Record),
  async run({ input, http }) {
    // https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/dome_query.htm; batches are 200 to 2,000 records
    const found = await http.all('/data/v64.0/query', {
      query: { q: input.soql },
      headers: { 'sforce-query-options': `batchSize=${Math.min(2_000, Math.max(200, input.max))}` },
      max: input.max,
      expect: Page,
      items: (page) => page.records,
      next: (page) => page.nextRecordsUrl,
    });
    return found.map(toRecord);
  },
});

const sosl = defineAction({
  key: 'record.search',
  title: 'Search records (SOSL)',
  effect: 'read',
  input: z.object({
    sosl: z.string().min(1).max(100_000).describe('FIND {Ada} IN NAME FIELDS RETURNING Contact(Id, Name), Lead(Id, Name)'),
  }),
  output: z.array(Record),
  async run({ input, http }) {
    // https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/dome_search.htm
    const { searchRecords } = await http.get('/data/v64.0/search', {
      query: { q: input.sosl },
      expect: z.object({ searchRecords: z.array(Wire) }),
    });
    return searchRecords.map(toRecord);
  },
});

const text = defineAction({
  key: 'record.search_text',
  title: 'Search records by a text',
  description: 'Like record.search, without writing SOSL: the text needs no escaping.',
  effect: 'read',
  input: z.object({
    text: z.string().min(2),
    objects: z
      .array(z.object({ name: ObjectName, fields: z.array(FieldName).min(1).default(['Id']) }))
      .min(1)
      .max(20),
    in: z.enum(['ALL', 'NAME', 'EMAIL', 'PHONE', 'SIDEBAR']).default('ALL'),
    limit: z.int().positive().max(2_000).default(100),
  }),
  output: z.array(Record),
  async run({ input, http }) {
    // https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_search_parameterized.htm
    const { searchRecords } = await http.post('/data/v64.0/parameterizedSearch', {
      json: { q: input.text, in: input.in, sobjects: input.objects, overallLimit: input.limit },
      expect: z.object({ searchRecords: z.array(Wire) }),
    });
    return searchRecords.map(toRecord);
  },
});

export const queryActions = [query, sosl, text];
