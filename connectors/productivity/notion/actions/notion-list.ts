import { z } from 'zod';

/** How Notion answers lists: `results` and a cursor. */
export function listed<T extends z.ZodType>(item: T) {
  const expect = z.object({ results: z.array(item), next_cursor: z.string().nullish(), has_more: z.boolean().nullish() });
  return {
    expect,
    items: (page: z.output<typeof expect>): z.output<T>[] => page.results,
    next: (page: z.output<typeof expect>) => page.has_more === true && page.next_cursor && { start_cursor: page.next_cursor },
    pageSize: { param: 'page_size', max: 100 },
  };
}

/** Ids are UUIDs, with or without hyphens. */
export const Id = z.string().regex(/^[0-9a-fA-F]{8}-?(?:[0-9a-fA-F]{4}-?){3}[0-9a-fA-F]{12}$/);
export const Max = z.int().positive().max(5_000).default(100).describe('At most this many are read');
export const Properties = z
  .record(z.string().min(1), z.unknown())
  .describe('By name, in the form of https://developers.notion.com/reference/page-property-values');

export const richText = (content: string) => chunks(content).map((part) => ({ type: 'text', text: { content: part } }));

/** One piece of rich text holds at most 2,000 characters (https://developers.notion.com/reference/request-limits). */
function chunks(text: string): string[] {
  const parts: string[] = [];
  for (let at = 0; at < text.length; at += 2_000) parts.push(text.slice(at, at + 2_000));
  return parts;
}

export const plainText = (pieces: readonly { plain_text: string }[] | null | undefined) =>
  (pieces ?? []).map(({ plain_text }) => plain_text).join('');
export const RichText = z.array(z.object({ plain_text: z.string() })).nullish();
