import { PlatformError } from '@patchbay/kernel';
import type { z } from 'zod';
import type { ListOptions, NextPage } from './http.js';
import { mergeIntoBody } from './request-body.js';

type FetchPage<E extends z.ZodType, T> = (
  asked: ListOptions<E, T>,
  url: string | undefined,
) => Promise<{ page: z.output<E>; headers: Readonly<Record<string, string>> }>;

/** Walks pages until `max` items, the end, or a provider that repeats itself. */
export async function allPages<E extends z.ZodType, T>(options: ListOptions<E, T>, fetchPage: FetchPage<E, T>): Promise<T[]> {
  const size = options.pageSize ? Math.min(options.pageSize.max, options.max) : undefined;
  let asked = options.pageSize && size !== undefined ? merged(options, { [options.pageSize.param]: size }) : options;
  let url: string | undefined;
  const found: T[] = [];
  const seen = new Set<string>();
  for (let index = 0; found.length < options.max; index += 1) {
    const { page, headers } = await fetchPage(asked, url);
    const items = options.items(page);
    for (const item of items) if (found.length < options.max) found.push(item);
    const next: NextPage = options.next(page, { index, items: items.length, total: found.length, size, headers });
    if (!next || found.length >= options.max) break;
    const place = JSON.stringify(next);
    if (seen.has(place)) throw new PlatformError('provider_drift', 'The provider named the same next page twice.', { sent: true });
    seen.add(place);
    if (typeof next === 'string') url = next;
    else asked = merged(asked, next);
  }
  return found;
}

/** Next-page members go where the first page's parameters went: query, or JSON body / GraphQL variables. */
function merged<E extends z.ZodType, T>(options: ListOptions<E, T>, members: Readonly<Record<string, unknown>>): ListOptions<E, T> {
  if (options.json !== undefined || options.graphql) return { ...options, ...mergeIntoBody(options, members) };
  return { ...options, query: { ...options.query, ...(members as ListOptions<E, T>['query']) } };
}
