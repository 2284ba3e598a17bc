import { z } from 'zod';
import { defineAction, path } from '@patchbay/connector-sdk';

export const Id = z.string().regex(/^\d{1,40}$/);
export const Max = z.int().positive().max(5_000).default(100).describe('At most this many are read');
/** How Asana names another thing: its id, and its name where asked for. */
export const Ref = z.object({ gid: z.string(), name: z.string().nullish() });
export const Named = z.object({ id: z.string(), name: z.string() });
export const toNamed = ({ gid, name }: z.output<typeof Ref>) => ({ id: gid, name: name ?? '' });

/** Asana wraps every body, asked or answered, in `data`. */
export const one = <T extends z.ZodType>(data: T) => z.object({ data });

/** The paging half of `http.all` options (https://developers.asana.com/docs/pagination). */
export function listed<T extends z.ZodType>(item: T) {
  const expect = z.object({ data: z.array(item), next_page: z.object({ offset: z.string() }).nullish() });
  return {
    expect,
    items: (page: z.output<typeof expect>): z.output<T>[] => page.data,
    next: (page: z.output<typeof expect>) => page.next_page && { offset: page.next_page.offset },
    pageSize: { param: 'limit', max: 100 },
  };
}

/** Deleting one thing by its id. */
export function deleting(noun: 'task' | 'project' | 'section', description: string) {
  return defineAction({
    key: `${noun}.delete`,
    title: `Delete ${noun}`,
    description,
    effect: 'delete',
    input: z.object({ id: Id }),
    output: z.object({ id: z.string(), deleted: z.literal(true) }),
    async run({ input, http }) {
      // https://developers.asana.com/reference/deletetask (alike for projects and sections)
      await http.delete(path`/${`${noun}s`}/${input.id}`);
      return { id: input.id, deleted: true as const };
    },
  });
}
