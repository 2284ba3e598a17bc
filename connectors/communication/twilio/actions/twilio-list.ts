import { z } from 'zod';

export const Max = z.int().positive().max(5_000).default(100).describe('At most this many are read');
export const Phone = z
  .string()
  .regex(/^\+[1-9]\d{1,14}$/, 'E.164: +15550100')
  .describe('E.164: + and country code');
/** Twilio's ids: two letters and 32 hex digits. */
export const sid = (prefix: string) =>
  z
    .string()
    .regex(new RegExp(`^(${prefix})[0-9a-fA-F]{32}$`))
    .describe(`${prefix.split('|')[0]}…`);

/** The address of the next page, absent or null at the end. */
export const paged = { next_page_uri: z.string().nullish() };
export const nextPage = (page: { next_page_uri?: string | null | undefined }) => page.next_page_uri;
export const pageSize = { param: 'PageSize', max: 1_000 };

/** Twilio tells times as RFC 2822 texts; ours are ISO. */
export function isoTime(text: string | null | undefined): string | undefined {
  const time = new Date(text ?? '');
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}
