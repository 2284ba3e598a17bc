import { defineAction, type Http } from '@patchbay/connector-sdk';
import { PlatformError } from '@patchbay/kernel';
import { z } from 'zod';
import { Schema, Table } from './rest-query.js';

const Wire = z.object({
  definitions: z.record(
    z.string(),
    z.object({
      required: z.array(z.string()).optional(),
      properties: z
        .record(z.string(), z.object({ type: z.string().optional(), format: z.string().optional(), description: z.string().optional() }))
        .optional(),
    }),
  ),
});

async function definitions(http: Http, schema: string | undefined) {
  const headers = { accept: 'application/openapi+json', 'accept-profile': schema };
  // https://docs.postgrest.org/en/v13/references/api/openapi.html
  return (await http.get('/rest/v1/', { headers, expect: Wire })).definitions;
}

const list = defineAction({
  key: 'table.list',
  title: 'List tables and views',
  description: 'Those the project exposes.',
  effect: 'read',
  input: z.object({ schema: Schema }),
  output: z.array(z.object({ name: z.string(), columns: z.array(z.string()) })),
  async run({ input, http }) {
    const tables = Object.entries(await definitions(http, input.schema));
    return tables.map(([name, { properties = {} }]) => ({ name, columns: Object.keys(properties) }));
  },
});

const describe = defineAction({
  key: 'table.describe',
  title: 'Describe a table',
  effect: 'read',
  input: z.object({ table: Table, schema: Schema }),
  output: z.object({
    columns: z.array(z.object({ name: z.string(), type: z.string(), required: z.boolean(), primaryKey: z.boolean() })),
  }),
  async run({ input, http }) {
    const all = await definitions(http, input.schema);
    const found = Object.hasOwn(all, input.table) ? all[input.table] : undefined;
    if (!found) throw new PlatformError('provider_not_found', 'The Supabase project exposes no table of this name.', { sent: true });
    const columns = Object.entries(found.properties ?? {}).map(([name, { type, format, description }]) => ({
      name,
      type: format ?? type ?? 'unknown',
      required: found.required?.includes(name) ?? false,
      // PostgREST marks keys in the column's description only.
      primaryKey: description?.includes('<pk/>') ?? false,
    }));
    return { columns };
  },
});

export const tableActions = [list, describe];
