import { z } from 'zod';
import { defineAction, path, type Query } from '@patchbay/connector-sdk';

export const Id = z.string().regex(/^[0-9a-fA-F]{24}$/);
/** Boards and cards are also known by the short code in their address. */
export const Ref = z
  .string()
  .regex(/^(?:[0-9a-fA-F]{24}|[0-9a-zA-Z]{8})$/)
  .describe('Id, or the code of 8 characters in its address');
export const Name = z.string().min(1).max(16_384);
export const Text = z.string().max(16_384);
export const Position = z.union([z.enum(['top', 'bottom']), z.number().positive()]);
export const Max = z.int().positive().max(5_000).default(100).describe('At most this many are read');

/**
 * The paging half of `http.all` options: newest first by creation, pages go on before the oldest id. A page itself may come in another order.
 * https://developer.atlassian.com/cloud/trello/guides/rest-api/api-introduction/#paging
 */
export function listed<T extends z.ZodType<{ id: string }>>(item: T) {
  return {
    expect: z.array(item),
    items: (page: z.output<T>[]): z.output<T>[] => page,
    next: (page: z.output<T>[], { size }: { size: number | undefined }) =>
      page.length === size && { before: page.map(({ id }) => id).reduce((a, b) => (a < b ? a : b)) },
    pageSize: { param: 'limit', max: 100 },
  };
}

const LONGEST_QUERY = 4_000;

/**
 * Where the fields of a write go. Trello describes query parameters, but refuses addresses over 8 KB with 414, which a description of a
 * thousand non-Latin characters reaches; a JSON body is read alike (https://github.com/n8n-io/n8n/pull/10189), so long ones go there.
 */
export function written(fields: Query): { query: Query } | { json: Query } {
  const length = encodeURIComponent(JSON.stringify(fields)).length;
  return length <= LONGEST_QUERY ? { query: fields } : { json: fields };
}

/** Deleting one thing by its id. */
export function deleting(noun: 'board' | 'card' | 'checklist', description: string) {
  return defineAction({
    key: `${noun}.delete`,
    title: `Delete ${noun}`,
    description,
    effect: 'delete',
    input: z.object({ id: noun === 'checklist' ? Id : Ref }),
    output: z.object({ id: z.string(), deleted: z.literal(true) }),
    async run({ input, http }) {
      // https://developer.atlassian.com/cloud/trello/rest/api-group-cards/#api-cards-id-delete (alike for boards and checklists)
      await http.delete(path`/${`${noun}s`}/${input.id}`);
      return { id: input.id, deleted: true as const };
    },
  });
}
