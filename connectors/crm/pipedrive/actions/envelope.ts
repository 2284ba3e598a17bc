import { z } from 'zod';

/** How Pipedrive's API v2 wraps answers and pages: `data`, and a cursor beside it. */
export const nextCursor = z.object({ next_cursor: z.string().nullish() }).nullish();

export const one = <T extends z.ZodType>(data: T) => z.object({ data });

/** The paging half of `http.all` options for a plain list. */
export function listed<T extends z.ZodType>(item: T) {
  const expect = z.object({ data: z.array(item).nullable(), additional_data: nextCursor });
  return {
    expect,
    items: (page: z.output<typeof expect>): z.output<T>[] => page.data ?? [],
    next: (page: z.output<typeof expect>) => page.additional_data?.next_cursor && { cursor: page.additional_data.next_cursor },
    pageSize: { param: 'limit', max: 500 },
  };
}

export const Max = z.int().positive().max(5_000).default(500).describe('At most this many are read');
export const Deleted = z.object({ id: z.int(), deleted: z.literal(true) });
