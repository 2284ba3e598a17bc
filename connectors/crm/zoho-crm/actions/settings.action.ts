import { z } from 'zod';
import { byPage, defineAction } from '@patchbay/connector-sdk';
import { Max, Module } from './record-fields.js';

const users = defineAction({
  key: 'user.list',
  title: 'List users',
  effect: 'read',
  input: z.object({ type: z.enum(['AllUsers', 'ActiveUsers', 'DeactiveUsers', 'AdminUsers']).default('ActiveUsers'), max: Max }),
  output: z.array(z.object({ id: z.string(), name: z.string().optional(), email: z.string().optional(), status: z.string().optional() })),
  async run({ input, http }) {
    const User = z.object({
      id: z.string(),
      full_name: z.string().nullish(),
      email: z.string().nullish(),
      status: z.string().nullish(),
    });
    // https://www.zoho.com/crm/developer/docs/api/v8/get-users.html
    const found = await http.all('/users', {
      query: { type: input.type },
      pageSize: { param: 'per_page', max: 200 },
      max: input.max,
      expect: z.object({ users: z.array(User), info: z.object({ more_records: z.boolean().nullish() }).nullish() }).optional(),
      items: (page) => page?.users ?? [],
      next: (page, info) => page?.info?.more_records === true && byPage('page')(page, { ...info, size: undefined }),
    });
    return found.map(({ id, full_name, email, status }) => ({
      id,
      name: full_name ?? undefined,
      email: email ?? undefined,
      status: status ?? undefined,
    }));
  },
});

const modules = defineAction({
  key: 'module.list',
  title: 'List modules',
  effect: 'read',
  input: z.object({}),
  output: z.array(z.object({ name: z.string(), label: z.string(), custom: z.boolean() })),
  async run({ http }) {
    const Wire = z.object({
      api_name: z.string(),
      plural_label: z.string(),
      generated_type: z.string().nullish(),
      api_supported: z.boolean(),
    });
    // https://www.zoho.com/crm/developer/docs/api/v8/modules-api.html
    const { modules: found } = await http.get('/settings/modules', { expect: z.object({ modules: z.array(Wire) }) });
    return found
      .filter(({ api_supported }) => api_supported)
      .map(({ api_name, plural_label, generated_type }) => ({ name: api_name, label: plural_label, custom: generated_type === 'custom' }));
  },
});

const fields = defineAction({
  key: 'field.list',
  title: 'List fields of a module',
  effect: 'read',
  input: z.object({ module: Module }),
  output: z.array(
    z.object({
      name: z.string(),
      label: z.string(),
      type: z.string(),
      required: z.boolean(),
      readOnly: z.boolean(),
      choices: z.array(z.string()),
    }),
  ),
  async run({ input, http }) {
    const Wire = z.object({
      api_name: z.string(),
      field_label: z.string(),
      data_type: z.string(),
      system_mandatory: z.boolean().nullish(),
      read_only: z.boolean().nullish(),
      pick_list_values: z.array(z.object({ actual_value: z.string() })).nullish(),
    });
    // https://www.zoho.com/crm/developer/docs/api/v8/field-meta.html
    const { fields: found } = await http.get('/settings/fields', {
      query: { module: input.module },
      expect: z.object({ fields: z.array(Wire) }),
    });
    return found.map((field) => ({
      name: field.api_name,
      label: field.field_label,
      type: field.data_type,
      required: field.system_mandatory ?? false,
      readOnly: field.read_only ?? false,
      choices: (field.pick_list_values ?? []).map(({ actual_value }) => actual_value),
    }));
  },
});

export const settingsActions = [users, modules, fields];
