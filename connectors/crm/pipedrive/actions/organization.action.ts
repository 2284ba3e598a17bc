import { z } from 'zod';
import { defineAction, path } from '@patchbay/connector-sdk';
import { Deleted, listed, Max, nextCursor, one } from './envelope.js';

const Wire = z.object({
  id: z.number(),
  name: z.string(),
  owner_id: z.number().nullish(),
  website: z.string().nullish(),
  address: z.object({ value: z.string().nullish() }).nullish(),
  custom_fields: z.record(z.string(), z.unknown()).nullish(),
});
const Found = z.object({
  data: z.object({ items: z.array(z.object({ item: z.object({ id: z.number(), name: z.string() }) })) }),
  additional_data: nextCursor,
});

const Organization = z.object({
  id: z.int(),
  name: z.string(),
  ownerId: z.int().optional(),
  website: z.string().optional(),
  address: z.string().optional(),
  customFields: z.record(z.string(), z.unknown()).optional(),
});
const toOrganization = (o: z.output<typeof Wire>) => ({
  id: o.id,
  name: o.name,
  ownerId: o.owner_id ?? undefined,
  website: o.website ?? undefined,
  address: o.address?.value ?? undefined,
  customFields: o.custom_fields ?? undefined,
});

const Id = z.int().positive();
const Fields = z.object({
  name: z.string().min(1),
  ownerId: Id.optional(),
  website: z.string().optional(),
  address: z.string().describe('In one line').optional(),
  customFields: z.record(z.string(), z.unknown()).optional(),
});
const Changes = Fields.partial();
const toWire = (f: z.output<typeof Changes>) => ({
  name: f.name,
  owner_id: f.ownerId,
  website: f.website,
  address: f.address === undefined ? undefined : { value: f.address },
  custom_fields: f.customFields,
});

const create = defineAction({
  key: 'organization.create',
  title: 'Create organization',
  effect: 'create',
  input: Fields,
  output: Organization,
  async run({ input, http }) {
    // https://developers.pipedrive.com/docs/api/v1/Organizations#addOrganization
    const { data } = await http.post('/v2/organizations', { json: toWire(input), expect: one(Wire) });
    return toOrganization(data);
  },
});

const get = defineAction({
  key: 'organization.get',
  title: 'Get organization',
  effect: 'read',
  input: z.object({ id: Id }),
  output: Organization,
  async run({ input, http }) {
    // https://developers.pipedrive.com/docs/api/v1/Organizations#getOrganization
    const { data } = await http.get(path`/v2/organizations/${input.id}`, { expect: one(Wire) });
    return toOrganization(data);
  },
});

const update = defineAction({
  key: 'organization.update',
  title: 'Update organization',
  effect: 'update',
  input: Changes.extend({ id: Id }),
  output: Organization,
  async run({ input, http }) {
    // https://developers.pipedrive.com/docs/api/v1/Organizations#updateOrganization
    const { data } = await http.patch(path`/v2/organizations/${input.id}`, { json: toWire(input), expect: one(Wire) });
    return toOrganization(data);
  },
});

const remove = defineAction({
  key: 'organization.delete',
  title: 'Delete organization',
  effect: 'delete',
  input: z.object({ id: Id }),
  output: Deleted,
  async run({ input, http }) {
    // https://developers.pipedrive.com/docs/api/v1/Organizations#deleteOrganization
    await http.delete(path`/v2/organizations/${input.id}`);
    return { id: input.id, deleted: true as const };
  },
});

const list = defineAction({
  key: 'organization.list',
  title: 'List organizations',
  effect: 'read',
  output: z.array(Organization),
  input: z.object({ ownerId: Id.optional(), filterId: Id.optional(), updatedSince: z.iso.datetime().optional(), max: Max }),
  async run({ input, http }) {
    // https://developers.pipedrive.com/docs/api/v1/Organizations#getOrganizations
    const found = await http.all('/v2/organizations', {
      ...listed(Wire),
      max: input.max,
      query: { owner_id: input.ownerId, filter_id: input.filterId, updated_since: input.updatedSince },
    });
    return found.map(toOrganization);
  },
});

const search = defineAction({
  key: 'organization.search',
  title: 'Search organizations',
  effect: 'read',
  input: z.object({ term: z.string().min(2), exactMatch: z.boolean().default(false), max: Max }),
  output: z.array(Organization.pick({ id: true, name: true })),
  async run({ input, http }) {
    // https://developers.pipedrive.com/docs/api/v1/Organizations#searchOrganization
    return http.all('/v2/organizations/search', {
      query: { term: input.term, exact_match: input.exactMatch },
      bucket: 'search',
      max: input.max,
      pageSize: { param: 'limit', max: 100 },
      expect: Found,
      items: (page) => page.data.items.map(({ item }) => item),
      next: (page) => page.additional_data?.next_cursor && { cursor: page.additional_data.next_cursor },
    });
  },
});

export const organizationActions = [create, get, update, remove, list, search];
