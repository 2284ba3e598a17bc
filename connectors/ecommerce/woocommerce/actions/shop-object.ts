import { z } from 'zod';
import { defineAction, path, type PageInfo, type Query } from '@patchbay/connector-sdk';

export const Id = z.int().positive();
export const Max = z.int().positive().max(5_000).default(100).describe('At most this many are read');
export const Money = z.string().regex(/^\d+(\.\d+)?$/, 'A decimal number such as 10.50');
export const Time = z.iso.datetime();
export const Named = z.object({ id: z.int(), name: z.string() });

/** Fields that plugins and the shop itself put on a thing. */
export const MetaWire = z.array(z.object({ key: z.string(), value: z.unknown() })).nullish();
export const Meta = z.array(z.object({ key: z.string().min(1), value: z.unknown() })).describe("Fields of plugins and of the shop's own");

/** Times come and go in UTC without saying so; WordPress would move one that says so into the shop's own zone. */
export const isoTime = (gmt: string | null | undefined): string | undefined => (gmt ? `${gmt}Z` : undefined);
export const toGmt = (time: string | undefined): string | undefined => time && new Date(time).toISOString().slice(0, 19);

/** The paging half of `http.all` options (https://woocommerce.github.io/woocommerce-rest-api-docs/#pagination). */
export function listed<T extends z.ZodType>(item: T) {
  return {
    expect: z.array(item),
    items: (page: z.output<T>[]): z.output<T>[] => page,
    next: (_: unknown, { headers, index, items, size }: PageInfo) => {
      const pages = headers['x-wp-totalpages'];
      // Some proxies take the header away: then a full page means that there may be another.
      const more = pages === undefined ? items === size : index + 1 < Number(pages);
      return more && { page: index + 2 };
    },
    pageSize: { param: 'per_page', max: 100 },
  };
}

interface ObjectFacts<W extends z.ZodType, O extends z.ZodType, F extends z.ZodObject, Q extends z.ZodObject> {
  readonly noun: string;
  readonly plural: 'products' | 'orders' | 'customers' | 'coupons';
  readonly wire: W;
  readonly output: O;
  readonly toOutput: (wire: z.output<W>) => z.input<O>;
  /** What create takes; update takes the same, all of it optional. */
  readonly fields: F;
  readonly toWire: (fields: Partial<z.output<F>>) => object;
  /** What list filters by. */
  readonly filters: Q;
  readonly toQuery: (filters: z.output<Q>) => Query;
  /** There is no trash for it. */
  readonly permanent?: boolean;
}

/** The five actions every object of a shop has: create, get, update, delete, list. */
export function objectActions<W extends z.ZodType, O extends z.ZodType, F extends z.ZodObject, Q extends z.ZodObject>(
  facts: ObjectFacts<W, O, F, Q>,
) {
  return [...writing(facts), ...reading(facts)] as const;
}

function writing<W extends z.ZodType, O extends z.ZodType, F extends z.ZodObject, Q extends z.ZodObject>(facts: ObjectFacts<W, O, F, Q>) {
  const { noun, plural, wire, output, fields, toWire, toOutput, permanent = false } = facts;
  const create = defineAction({
    key: `${noun}.create`,
    title: `Create ${noun}`,
    effect: 'create',
    input: fields,
    output,
    async run({ input, http }) {
      // https://woocommerce.github.io/woocommerce-rest-api-docs/#create-a-product (alike for every object)
      return toOutput(await http.post(path`/wc/v3/${plural}`, { json: toWire(input), expect: wire }));
    },
  });

  const update = defineAction({
    key: `${noun}.update`,
    title: `Update ${noun}`,
    description: 'Only what is given changes.',
    effect: 'update',
    input: fields.partial().extend({ id: Id }),
    output,
    async run({ input, http }) {
      const { id, ...changes } = input as Partial<z.output<F>> & { id: number };
      const json = toWire(changes as Partial<z.output<F>>);
      // https://woocommerce.github.io/woocommerce-rest-api-docs/#update-a-product
      return toOutput(await http.put(path`/wc/v3/${plural}/${id}`, { json, expect: wire }));
    },
  });

  const remove = defineAction({
    key: `${noun}.delete`,
    title: `Delete ${noun}`,
    description: permanent ? 'For good.' : 'To the trash, or for good.',
    effect: 'delete',
    input: permanent ? z.object({ id: Id }) : z.object({ id: Id, forGood: z.boolean().default(false) }),
    output: z.object({ id: z.int(), deleted: z.literal(true) }),
    async run({ input, http }) {
      const force = permanent || ('forGood' in input && input.forGood === true);
      // https://woocommerce.github.io/woocommerce-rest-api-docs/#delete-a-product
      await http.delete(path`/wc/v3/${plural}/${input.id}`, { query: { force } });
      return { id: input.id, deleted: true as const };
    },
  });

  return [create, update, remove] as const;
}

function reading<W extends z.ZodType, O extends z.ZodType, F extends z.ZodObject, Q extends z.ZodObject>(facts: ObjectFacts<W, O, F, Q>) {
  const { noun, plural, wire, output, toOutput, filters, toQuery } = facts;
  const get = defineAction({
    key: `${noun}.get`,
    title: `Get ${noun}`,
    effect: 'read',
    input: z.object({ id: Id }),
    output,
    async run({ input, http }) {
      // https://woocommerce.github.io/woocommerce-rest-api-docs/#retrieve-a-product
      return toOutput(await http.get(path`/wc/v3/${plural}/${input.id}`, { expect: wire }));
    },
  });

  const list = defineAction({
    key: `${noun}.list`,
    title: `List or search ${plural}`,
    effect: 'read',
    input: filters.extend({ max: Max }),
    output: z.array(output),
    async run({ input, http }) {
      const { max, ...asked } = input as z.output<Q> & { max: number };
      const query = toQuery(asked as z.output<Q>);
      // https://woocommerce.github.io/woocommerce-rest-api-docs/#list-all-products
      const found = await http.all(path`/wc/v3/${plural}`, { ...listed(wire), query, max });
      return found.map(toOutput);
    },
  });

  return [get, list] as const;
}

/** Filters by time, the same for products, orders and coupons. */
export const Times = { createdAfter: Time.optional(), createdBefore: Time.optional(), modifiedAfter: Time.optional() };
export const toTimes = (f: {
  createdAfter?: string | undefined;
  createdBefore?: string | undefined;
  modifiedAfter?: string | undefined;
}) => ({
  after: toGmt(f.createdAfter),
  before: toGmt(f.createdBefore),
  modified_after: toGmt(f.modifiedAfter),
  dates_are_gmt: (f.createdAfter ?? f.createdBefore ?? f.modifiedAfter) === undefined ? undefined : true,
});
