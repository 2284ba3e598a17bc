import { decodeValueCursor, toPage, type Page, type PageRequest } from '@patchbay/kernel';
import type { Tx } from '@patchbay/platform';
import type { TemplateStatus } from './template.js';
import { TEMPLATE_COLUMNS, TEMPLATE_TABLES, type TemplateRow } from './template-row.js';

export const TEMPLATE_SORTS = ['popular', 'rating', 'newest', 'name'] as const;
export type TemplateSort = (typeof TEMPLATE_SORTS)[number];

export interface TemplateQuery extends PageRequest {
  readonly category?: string;
  /** Looked for in name, description and author, ignoring case. */
  readonly q?: string;
  /** Default `popular`. */
  readonly sort?: TemplateSort;
  readonly source?: 'official' | 'community';
  readonly featured?: boolean;
}

interface SortOrder {
  readonly value: string;
  readonly type: 'numeric' | 'text';
  readonly direction: 'asc' | 'desc';
}

const ORDERS: Readonly<Record<TemplateSort, SortOrder>> = {
  popular: { value: 'coalesce(n.installs, 0)', type: 'numeric', direction: 'desc' },
  // As if five people had given a 3: one enthusiastic vote does not outrank many good ones.
  rating: {
    value: 'round((coalesce(n.rating_sum, 0) + 15)::numeric / (coalesce(n.rating_count, 0) + 5), 6)',
    type: 'numeric',
    direction: 'desc',
  },
  // UUIDv7: the id itself is the time.
  newest: { value: '0::numeric', type: 'numeric', direction: 'desc' },
  name: { value: 'lower(t.name) collate "C"', type: 'text', direction: 'asc' },
};

/** Searches the templates a transaction may see. */
export class TemplateListStore {
  /** `status`: administrators look at hidden ones. Without it: published only. */
  async list<T>(tx: Tx, query: TemplateQuery, show: (row: TemplateRow) => T, status: TemplateStatus = 'published'): Promise<Page<T>> {
    const order = ORDERS[query.sort ?? 'popular'];
    const values: unknown[] = [query.limit + 1, status];
    const wheres = ['t.status = $2'];
    if (query.category !== undefined) wheres.push(`t.category = $${values.push(query.category)}`);
    if (query.source !== undefined) wheres.push(`t.publisher_id is ${query.source === 'official' ? '' : 'not '}null`);
    if (query.featured !== undefined) wheres.push(`t.featured = $${values.push(query.featured)}`);
    if (query.q) {
      const at = values.push(query.q.toLowerCase());
      wheres.push(`(strpos(lower(t.name), $${at}) > 0 or strpos(lower(t.description), $${at}) > 0 or strpos(lower(t.author), $${at}) > 0)`);
    }
    if (query.cursor !== undefined) {
      const [value, id] = decodeValueCursor(query.cursor, order.type);
      wheres.push(
        `(${order.value}, t.id) ${order.direction === 'asc' ? '>' : '<'} ($${values.push(value)}::${order.type}, $${values.push(id)}::uuid)`,
      );
    }
    const { rows } = await tx.query<TemplateRow & { place: string }>(
      `select ${TEMPLATE_COLUMNS}, (${order.value})::text as place from ${TEMPLATE_TABLES}
       where ${wheres.join(' and ')} order by ${order.value} ${order.direction}, t.id ${order.direction} limit $1`,
      values,
    );
    const page = toPage(rows, query.limit, (row) => [row.place, row.id]);
    return { ...page, data: page.data.map(show) };
  }
}
