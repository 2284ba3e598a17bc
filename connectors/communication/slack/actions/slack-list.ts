import { z } from 'zod';

export const Max = z.int().positive().max(5_000).default(200).describe('At most this many are read');
export const ChannelId = z.string().min(1).describe('Id of a channel, group or direct message: C…, G…, D…');
export const Timestamp = z
  .string()
  .regex(/^\d+\.\d+$/)
  .describe("A message's `ts`, such as 1503435956.000247");

/** Where Slack puts its cursor; empty at the end. */
export const paged = { response_metadata: z.object({ next_cursor: z.string().optional() }).nullish() };

export const nextCursor = (page: { response_metadata?: { next_cursor?: string | undefined } | null | undefined }) =>
  page.response_metadata?.next_cursor && { cursor: page.response_metadata.next_cursor };

export const pageSize = { param: 'limit', max: 200 };
