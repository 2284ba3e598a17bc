import type { Page, PageRequest } from '@patchbay/kernel';
import { Text, Whole } from './field.js';

const DEFAULT_LIMIT = 50;
export const MAX_LIMIT = 200;

/** Query parameters of every list. */
export class PageQuery {
  @Whole({ min: 1, max: MAX_LIMIT, optional: true, description: 'Items per page; 50 when absent.', example: 20 })
  limit?: number;

  @Text({ max: 1_000, optional: true, description: '`pagination.nextCursor` of the page before.' })
  cursor?: string;
}

export function pageRequest(query: PageQuery): PageRequest {
  return { limit: query.limit ?? DEFAULT_LIMIT, ...(query.cursor === undefined ? {} : { cursor: query.cursor }) };
}

export interface ListAnswer<Item> {
  readonly data: readonly Item[];
  readonly pagination: { readonly limit: number; readonly nextCursor: string | null };
}

/** A page as it is answered. */
export function listAnswer<Item, Shown>(page: Page<Item>, request: PageRequest, show: (item: Item) => Shown): ListAnswer<Shown> {
  return { data: page.data.map(show), pagination: { limit: request.limit, nextCursor: page.nextCursor } };
}
