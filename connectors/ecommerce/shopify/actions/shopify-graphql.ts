import { PlatformError } from '@patchbay/kernel';
import { z } from 'zod';

export const Max = z.int().positive().max(5_000).default(100).describe('At most this many are read');
export const Id = z
  .string()
  .regex(/^gid:\/\/shopify\/\w+\/\d+$/, 'Looks like gid://shopify/Product/1')
  .describe("Shopify's global id: gid://shopify/Product/1");
export const Search = z.string().min(1).describe("Shopify's search syntax: status:active AND tag:new").optional();
export const Deleted = z.object({ id: z.string(), deleted: z.literal(true) });

export const Money = z.object({
  amount: z.string().regex(/^-?\d+(\.\d+)?$/, 'A decimal number such as 10.50'),
  currency: z.string().regex(/^[A-Z]{3}$/, 'Three capital letters, such as EUR'),
});

/** Amounts come in the shop's and the buyer's currency; the shop's is what its books hold. */
export const MoneyBag = z.object({ shopMoney: z.object({ amount: z.string(), currencyCode: z.string() }) });
export const MONEY_BAG = 'shopMoney { amount currencyCode }';
export const toMoney = ({ shopMoney }: z.output<typeof MoneyBag>): z.output<typeof Money> => ({
  amount: shopMoney.amount,
  currency: shopMoney.currencyCode,
});
export const toMoneyInput = ({ amount, currency }: z.output<typeof Money>) => ({ amount, currencyCode: currency });

export const Address = z.object({
  firstName: z.string().optional(),
  lastName: z.string().optional(),
  company: z.string().optional(),
  address1: z.string().optional(),
  address2: z.string().optional(),
  city: z.string().optional(),
  zip: z.string().optional(),
  provinceCode: z.string().optional(),
  countryCode: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .optional(),
  phone: z.string().optional(),
});

/** The paging half of `http.all` options for a query that asks for a connection under the name `result`. */
export function listed<T extends z.ZodType>(node: T, pageSize: number) {
  const expect = z.object({
    result: z.object({ nodes: z.array(node), pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullish() }) }),
  });
  return {
    expect,
    items: (page: z.output<typeof expect>): z.output<T>[] => page.result.nodes,
    next: ({ result: { pageInfo } }: z.output<typeof expect>) => pageInfo.hasNextPage && { after: pageInfo.endCursor ?? undefined },
    pageSize: { param: 'first', max: pageSize },
  };
}
/** The same for a connection of an object that is asked for under the name `parent`. */
export function listedBelow<T extends z.ZodType>(what: string, node: T, pageSize: number) {
  const page = listed(node, pageSize);
  const expect = z.object({ parent: page.expect.nullable() });
  return {
    ...page,
    expect,
    items: ({ parent }: z.output<typeof expect>): z.output<T>[] => page.items(found(parent, what)),
    next: ({ parent }: z.output<typeof expect>) => parent && page.next(parent),
  };
}

export const PAGE = 'pageInfo { hasNextPage endCursor }';

/** Shopify answers null for an id it does not know. */
export function found<T>(node: T | null, what: string): T {
  if (node === null) throw new PlatformError('provider_not_found', `The Shopify store has no ${what} with this id.`, { sent: true });
  return node;
}
