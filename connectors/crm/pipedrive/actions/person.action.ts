import { z } from 'zod';
import { defineAction, path } from '@patchbay/connector-sdk';
import { Deleted, listed, Max, nextCursor, one } from './envelope.js';

const Person = z.object({
  id: z.number(),
  name: z.string(),
  emails: z.array(z.object({ value: z.string() })).nullish(),
  phones: z.array(z.object({ value: z.string() })).nullish(),
  owner_id: z.number().nullish(),
  org_id: z.number().nullish(),
  custom_fields: z.record(z.string(), z.unknown()).nullish(),
});
const Found = z.object({
  data: z.object({
    items: z.array(
      z.object({ item: z.object({ id: z.number(), name: z.string(), emails: z.array(z.string()), phones: z.array(z.string()) }) }),
    ),
  }),
  additional_data: nextCursor,
});

const Contact = z.object({
  id: z.int(),
  name: z.string(),
  emails: z.array(z.string()),
  phones: z.array(z.string()),
  ownerId: z.int().optional(),
  organizationId: z.int().optional(),
  customFields: z.record(z.string(), z.unknown()).optional(),
});
const toContact = (p: z.output<typeof Person>) => ({
  id: p.id,
  name: p.name,
  emails: valuesOf(p.emails),
  phones: valuesOf(p.phones),
  ownerId: p.owner_id ?? undefined,
  organizationId: p.org_id ?? undefined,
  customFields: p.custom_fields ?? undefined,
});
const valuesOf = (list: readonly { value: string }[] | null | undefined) => (list ?? []).map(({ value }) => value).filter(Boolean);

const Fields = z.object({
  name: z.string().min(1),
  emails: z.array(z.email()).describe('The first becomes the primary one').optional(),
  phones: z.array(z.string().min(1)).optional(),
  ownerId: z.int().positive().optional(),
  organizationId: z.int().positive().optional(),
  jobTitle: z.string().optional(),
  customFields: z.record(z.string(), z.unknown()).describe("Values by the field's 40-character key").optional(),
});
const Changes = Fields.partial();
const toWire = (f: z.output<typeof Changes>) => ({
  name: f.name,
  emails: labelled(f.emails),
  phones: labelled(f.phones),
  owner_id: f.ownerId,
  org_id: f.organizationId,
  job_title: f.jobTitle,
  custom_fields: f.customFields,
});
const labelled = (values: readonly string[] | undefined) => values?.map((value, i) => ({ value, label: 'work', primary: i === 0 }));

const Id = z.int().positive();

const create = defineAction({
  key: 'person.create',
  title: 'Create person',
  effect: 'create',
  input: Fields,
  output: Contact,
  async run({ input, http }) {
    // https://developers.pipedrive.com/docs/api/v1/Persons#addPerson
    const { data } = await http.post('/v2/persons', { json: toWire(input), expect: one(Person) });
    return toContact(data);
  },
});

const get = defineAction({
  key: 'person.get',
  title: 'Get person',
  effect: 'read',
  input: z.object({ id: Id }),
  output: Contact,
  async run({ input, http }) {
    // https://developers.pipedrive.com/docs/api/v1/Persons#getPerson
    const { data } = await http.get(path`/v2/persons/${input.id}`, { expect: one(Person) });
    return toContact(data);
  },
});

const update = defineAction({
  key: 'person.update',
  title: 'Update person',
  effect: 'update',
  input: Changes.extend({ id: Id }),
  output: Contact,
  async run({ input, http }) {
    // https://developers.pipedrive.com/docs/api/v1/Persons#updatePerson
    const { data } = await http.patch(path`/v2/persons/${input.id}`, { json: toWire(input), expect: one(Person) });
    return toContact(data);
  },
});

const remove = defineAction({
  key: 'person.delete',
  title: 'Delete person',
  description: 'Pipedrive keeps deleted persons for 30 days.',
  effect: 'delete',
  input: z.object({ id: Id }),
  output: Deleted,
  async run({ input, http }) {
    // https://developers.pipedrive.com/docs/api/v1/Persons#deletePerson
    await http.delete(path`/v2/persons/${input.id}`);
    return { id: input.id, deleted: true as const };
  },
});

const list = defineAction({
  key: 'person.list',
  title: 'List persons',
  effect: 'read',
  output: z.array(Contact),
  input: z.object({
    ownerId: Id.optional(),
    organizationId: Id.optional(),
    filterId: Id.optional(),
    updatedSince: z.iso.datetime().optional(),
    max: Max,
  }),
  async run({ input, http }) {
    // https://developers.pipedrive.com/docs/api/v1/Persons#getPersons
    const persons = await http.all('/v2/persons', {
      ...listed(Person),
      max: input.max,
      query: { owner_id: input.ownerId, org_id: input.organizationId, filter_id: input.filterId, updated_since: input.updatedSince },
    });
    return persons.map(toContact);
  },
});

const search = defineAction({
  key: 'person.search',
  title: 'Search persons',
  effect: 'read',
  input: z.object({ term: z.string().min(2), exactMatch: z.boolean().default(false), max: Max }),
  output: z.array(Contact.pick({ id: true, name: true, emails: true, phones: true })),
  async run({ input, http }) {
    // https://developers.pipedrive.com/docs/api/v1/Persons#searchPersons
    return http.all('/v2/persons/search', {
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

export const personActions = [create, get, update, remove, list, search];
