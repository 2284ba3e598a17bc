import { z } from 'zod';

export const Max = z.int().positive().max(5_000).default(100).describe('At most this many are read');
export const Metadata = z.record(z.string().max(40), z.string().max(500)).describe("Your own keys and values, kept on Stripe's side");
export const Deleted = z.object({ id: z.string(), deleted: z.literal(true) });
export const Currency = z
  .string()
  .regex(/^[A-Za-z]{3}$/)
  .describe('Three letters, such as eur');
export const Amount = z.int().nonnegative().describe('In the smallest unit of the currency: 1099 = 10.99 EUR');

/** Seconds since the epoch, as Stripe tells times, in ISO form. */
export const isoTime = (seconds: number): string => new Date(seconds * 1000).toISOString();

/** The paging half of `http.all` options: pages go on after the last id. */
export function listed<T extends z.ZodType<{ id: string }>>(item: T) {
  const expect = z.object({ data: z.array(item), has_more: z.boolean() });
  return {
    expect,
    items: (page: z.output<typeof expect>): z.output<T>[] => page.data,
    next: (page: z.output<typeof expect>) => page.has_more && { starting_after: page.data.at(-1)?.id },
    pageSize: { param: 'limit', max: 100 },
  };
}
