import { z } from 'zod';
import { defineAction, path } from '@patchbay/connector-sdk';

/** What all CRM objects of HubSpot share: an id, properties that are texts by internal name, pages by a cursor. */
export const Wire = z.object({
  id: z.string(),
  properties: z.record(z.string(), z.string().nullish()),
  createdAt: z.string(),
  updatedAt: z.string(),
});
export const Page = z.object({
  results: z.array(Wire),
  paging: z.object({ next: z.object({ after: z.string() }).nullish() }).nullish(),
});
export const nextAfter = (page: z.output<typeof Page>) => page.paging?.next && { after: page.paging.next.after };

export const Max = z.int().positive().max(10_000).default(100).describe('At most this many are read');
export const Id = z.string().min(1);
const Value = z.union([z.string(), z.number(), z.boolean()]);
export const Properties = z
  .record(z.string().min(1), Value)
  .describe('Further properties by internal name; an empty text clears one')
  .optional();
const Names = z.array(z.string().min(1)).describe('Internal names of further properties to read').optional();

const Filter = z
  .object({
    property: z.string().min(1),
    operator: z.enum([
      'EQ',
      'NEQ',
      'LT',
      'LTE',
      'GT',
      'GTE',
      'BETWEEN',
      'IN',
      'NOT_IN',
      'HAS_PROPERTY',
      'NOT_HAS_PROPERTY',
      'CONTAINS_TOKEN',
      'NOT_CONTAINS_TOKEN',
    ]),
    value: z.string().describe('Lower bound for BETWEEN').optional(),
    highValue: z.string().describe('Upper bound for BETWEEN').optional(),
    values: z.array(z.string()).describe('For IN and NOT_IN; texts in lower case').optional(),
  })
  .describe('All filters have to hold');

/** Our name of a property → HubSpot's internal name. */
type Naming = Readonly<Record<string, string>>;
type Texts<N extends Naming> = { readonly [K in keyof N]: z.ZodOptional<z.ZodString> };

/** The record as workflows see it: named properties beside all that were read. */
export function recordOf<const N extends Naming>(naming: N) {
  const texts = Object.fromEntries(Object.keys(naming).map((name) => [name, z.string().optional()])) as unknown as Texts<N>;
  const output = z
    .object({ id: z.string(), createdAt: z.string(), updatedAt: z.string(), properties: z.record(z.string(), z.string()) })
    .extend(texts);
  const toRecord = ({ id, createdAt, updatedAt, properties }: z.output<typeof Wire>) => {
    const named = Object.fromEntries(Object.entries(naming).map(([name, internal]) => [name, properties[internal] ?? undefined]));
    // The keys of `naming` are the keys of `texts`.
    return { ...named, id, createdAt, updatedAt, properties: present(properties) } as unknown as z.input<typeof output>;
  };
  return { output, toRecord };
}

function present(properties: z.output<typeof Wire>['properties']): Record<string, string> {
  return Object.fromEntries(Object.entries(properties).flatMap(([name, value]) => (value == null ? [] : [[name, value]])));
}

/** Named inputs and further properties as HubSpot takes them: texts by internal name. */
export function toProperties(naming: Naming, input: Readonly<Record<string, unknown>>): Record<string, string> {
  const named = Object.entries(naming).flatMap(([name, internal]) => (input[name] === undefined ? [] : [[internal, textOf(input[name])]]));
  const further = Object.entries(Properties.parse(input['properties']) ?? {}).map(([name, value]) => [name, String(value)]);
  return Object.fromEntries([...further, ...named]) as Record<string, string>;
}

function textOf(value: unknown): string {
  return Array.isArray(value) ? value.join(';') : String(value);
}

interface ObjectFacts<N extends Naming, F extends z.ZodRawShape> {
  /** `contact`, and its plural in paths. */
  readonly noun: string;
  readonly plural: 'contacts' | 'companies' | 'deals' | 'tickets';
  readonly naming: N;
  /** Inputs of create; update takes them all as optional. Their names are those of `naming`. */
  readonly fields: F;
}

const PATHS = {
  contacts: '/crm/v3/objects/contacts',
  companies: '/crm/v3/objects/companies',
  deals: '/crm/v3/objects/deals',
  tickets: '/crm/v3/objects/tickets',
} as const;

/** What the actions of one object share. */
function objectOf<const N extends Naming, F extends z.ZodRawShape>(facts: ObjectFacts<N, F>) {
  const { plural, naming, fields } = facts;
  return {
    ...facts,
    ...recordOf(naming),
    Fields: z.object(fields).extend({ properties: Properties }),
    wanted: (further: readonly string[] = []) => [...new Set([...Object.values(naming), ...further])],
    base: PATHS[plural],
  };
}
type CrmObject<N extends Naming, F extends z.ZodRawShape> = ReturnType<typeof objectOf<N, F>>;

/** The six actions every CRM object has: create, get, update, delete, list, search. */
export function objectActions<const N extends Naming, F extends z.ZodRawShape>(facts: ObjectFacts<N, F>) {
  const object = objectOf(facts);
  return [...writing(object), ...reading(object), searching(object)] as const;
}

function writing<const N extends Naming, F extends z.ZodRawShape>({
  noun,
  plural,
  naming,
  base,
  Fields,
  output,
  toRecord,
}: CrmObject<N, F>) {
  const create = defineAction({
    key: `${noun}.create`,
    title: `Create ${noun}`,
    effect: 'create',
    input: Fields,
    output,
    async run({ input, http }) {
      // https://developers.hubspot.com/docs/api-reference/crm-contacts-v3/basic/post-crm-v3-objects-contacts (alike for every object)
      return toRecord(await http.post(base, { json: { properties: toProperties(naming, input) }, expect: Wire }));
    },
  });

  const update = defineAction({
    key: `${noun}.update`,
    title: `Update ${noun}`,
    effect: 'update',
    input: Fields.partial().extend({
      id: Id,
      idProperty: z.string().min(1).describe('A property with unique values that `id` is of').optional(),
    }),
    output,
    async run({ input, http }) {
      const { id, idProperty } = input as { id: string; idProperty?: string };
      const json = { properties: toProperties(naming, input) };
      // https://developers.hubspot.com/docs/api-reference/crm-contacts-v3/basic/patch-crm-v3-objects-contacts-contactId
      return toRecord(await http.patch(path`/crm/v3/objects/${plural}/${id}`, { query: { idProperty }, json, expect: Wire }));
    },
  });

  const remove = defineAction({
    key: `${noun}.delete`,
    title: `Delete ${noun}`,
    description: 'Moves it to the recycling bin, from where it can be restored for 90 days.',
    effect: 'delete',
    input: z.object({ id: Id }),
    output: z.object({ id: z.string(), deleted: z.literal(true) }),
    async run({ input, http }) {
      // https://developers.hubspot.com/docs/api-reference/crm-contacts-v3/basic/delete-crm-v3-objects-contacts-contactId
      await http.delete(path`/crm/v3/objects/${plural}/${input.id}`);
      return { id: input.id, deleted: true as const };
    },
  });

  return [create, update, remove] as const;
}

function reading<const N extends Naming, F extends z.ZodRawShape>({ noun, plural, base, wanted, output, toRecord }: CrmObject<N, F>) {
  const get = defineAction({
    key: `${noun}.get`,
    title: `Get ${noun}`,
    effect: 'read',
    input: z.object({
      id: Id,
      idProperty: z.string().min(1).describe('A property with unique values that `id` is of, such as email').optional(),
      properties: Names,
    }),
    output,
    async run({ input, http }) {
      const query = { properties: wanted(input.properties), idProperty: input.idProperty };
      // https://developers.hubspot.com/docs/api-reference/crm-contacts-v3/basic/get-crm-v3-objects-contacts-contactId
      return toRecord(await http.get(path`/crm/v3/objects/${plural}/${input.id}`, { query, expect: Wire }));
    },
  });

  const list = defineAction({
    key: `${noun}.list`,
    title: `List ${plural}`,
    effect: 'read',
    input: z.object({ properties: Names, archived: z.boolean().default(false), max: Max }),
    output: z.array(output),
    async run({ input, http }) {
      // https://developers.hubspot.com/docs/api-reference/crm-contacts-v3/basic/get-crm-v3-objects-contacts
      const found = await http.all(base, {
        query: { properties: wanted(input.properties), archived: input.archived },
        pageSize: { param: 'limit', max: 100 },
        max: input.max,
        expect: Page,
        items: (page) => page.results,
        next: nextAfter,
      });
      return found.map(toRecord);
    },
  });

  return [get, list] as const;
}

function searching<const N extends Naming, F extends z.ZodRawShape>({ noun, plural, base, wanted, output, toRecord }: CrmObject<N, F>) {
  return defineAction({
    key: `${noun}.search`,
    title: `Search ${plural}`,
    description: 'By a text in the default searchable properties, by filters, or both. New records take some seconds to be found.',
    effect: 'read',
    input: z.object({
      query: z.string().min(1).optional(),
      filters: z.array(Filter).max(6).optional(),
      sort: z
        .object({ property: z.string().min(1), direction: z.enum(['ASCENDING', 'DESCENDING']).default('ASCENDING') })
        .describe('One property; HubSpot sorts by one only')
        .optional(),
      properties: Names,
      max: Max,
    }),
    output: z.array(output),
    async run({ input, http }) {
      const filters = input.filters?.map(({ property, ...filter }) => ({ propertyName: property, ...filter }));
      const sign = input.sort?.direction === 'DESCENDING' ? '-' : '';
      // https://developers.hubspot.com/docs/api-reference/search/guide
      const found = await http.all(`${base}/search`, {
        json: {
          query: input.query,
          filterGroups: filters === undefined ? undefined : [{ filters }],
          sorts: input.sort && [`${sign}${input.sort.property}`],
          properties: wanted(input.properties),
        },
        bucket: 'search',
        pageSize: { param: 'limit', max: 200 },
        max: input.max,
        expect: Page,
        items: (page) => page.results,
        next: nextAfter,
      });
      return found.map(toRecord);
    },
  });
}
