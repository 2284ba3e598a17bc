import { PlatformError } from '@patchbay/kernel';
import { z } from 'zod';
import { defineAction } from '@patchbay/connector-sdk';

export const Id = z.string().regex(/^\d{1,30}$/);
export const Key = z.string().min(1).max(255);
export const Max = z.int().positive().max(5_000).default(100).describe('At most this many are read');
export const Named = z.object({ id: z.string(), name: z.string() });

/** The paging half of `http.all` options for a query that asks for a list by page number under the name `result`. */
export function paged<T extends z.ZodType>(item: T) {
  const expect = z.object({ result: z.array(item).nullish() });
  return {
    expect,
    items: (page: z.output<typeof expect>): z.output<T>[] => page.result ?? [],
    next: ({ result }: z.output<typeof expect>, { size, index }: { size: number | undefined; index: number }) =>
      result?.length === size && { page: index + 2 },
    pageSize: { param: 'limit', max: 100 },
  };
}

/** monday answers an empty list, or null in it, for an id it does not know. */
export function found<T>(list: readonly (T | null)[] | null | undefined, what: string): T {
  const [first] = list ?? [];
  if (first == null) throw new PlatformError('provider_not_found', `monday.com has no ${what} with this id.`, { sent: true });
  return first;
}

interface Removal {
  readonly key: string;
  readonly title: string;
  readonly description?: string;
  /** Field of the mutation, and the argument that takes the id. */
  readonly field: 'delete_item' | 'delete_update' | 'delete_board';
  readonly argument: 'id' | 'item_id' | 'board_id';
}

/** A mutation that takes an id, and after which there is nothing to tell but that it is done. */
export function removing({ field, argument, ...facts }: Removal) {
  return defineAction({
    ...facts,
    effect: 'delete',
    input: z.object({ id: Id }),
    output: z.object({ id: z.string(), deleted: z.literal(true) }),
    async run({ input: { id }, http }) {
      const query = `mutation ($id: ID!) { result: ${field}(${argument}: $id) { id } }`;
      const expect = z.object({ result: z.object({ id: z.string() }) });
      // https://developer.monday.com/api-reference/reference/items#delete-an-item (alike for updates and boards)
      const { result } = await http.post('/v2', { graphql: { query, variables: { id } }, expect });
      return { id: result.id, deleted: true as const };
    },
  });
}
