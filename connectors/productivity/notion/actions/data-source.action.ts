import { z } from 'zod';
import { defineAction, path } from '@patchbay/connector-sdk';
import { Id, listed, Max, plainText, RichText } from './notion-list.js';
import { Page, toPage, WirePage } from './page.action.js';

const query = defineAction({
  key: 'data_source.query',
  title: 'Query data source',
  description: 'Entries of a database, filtered and sorted.',
  effect: 'read',
  input: z.object({
    id: Id,
    filter: z.record(z.string(), z.unknown()).describe('{ "property": "Done", "checkbox": { "equals": true } }').optional(),
    sorts: z.array(z.object({ property: z.string().min(1), direction: z.enum(['ascending', 'descending']) })).optional(),
    max: Max,
  }),
  output: z.array(Page),
  async run({ input, http }) {
    // https://developers.notion.com/reference/query-a-data-source
    const found = await http.all(path`/data_sources/${input.id}/query`, {
      ...listed(WirePage),
      max: input.max,
      json: { filter: input.filter, sorts: input.sorts },
    });
    return found.map(toPage);
  },
});

const get = defineAction({
  key: 'data_source.get',
  title: 'Get data source',
  description: 'Names and types of its properties.',
  effect: 'read',
  input: z.object({ id: Id }),
  output: z.object({
    id: z.string(),
    title: z.string(),
    properties: z.array(z.object({ id: z.string(), name: z.string(), type: z.string() })),
  }),
  async run({ input, http }) {
    const Property = z.object({ id: z.string(), type: z.string() });
    // https://developers.notion.com/reference/retrieve-a-data-source
    const source = await http.get(path`/data_sources/${input.id}`, {
      expect: z.object({ id: z.string(), title: RichText, properties: z.record(z.string(), Property) }),
    });
    const properties = Object.entries(source.properties).map(([name, { id, type }]) => ({ id, name, type }));
    return { id: source.id, title: plainText(source.title), properties };
  },
});

const database = defineAction({
  key: 'database.get',
  title: 'Get database',
  description: 'Its data sources; ask those for entries.',
  effect: 'read',
  input: z.object({ id: Id }),
  output: z.object({ id: z.string(), title: z.string(), dataSources: z.array(z.object({ id: z.string(), name: z.string() })) }),
  async run({ input, http }) {
    const Source = z.object({ id: z.string(), name: z.string() });
    // https://developers.notion.com/reference/retrieve-a-database
    const found = await http.get(path`/databases/${input.id}`, {
      expect: z.object({ id: z.string(), title: RichText, data_sources: z.array(Source) }),
    });
    return { id: found.id, title: plainText(found.title), dataSources: found.data_sources };
  },
});

export const dataSourceActions = [query, get, database];
