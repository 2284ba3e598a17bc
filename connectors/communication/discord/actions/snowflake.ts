import { z } from 'zod';

/** Discord's ids: numbers too long for JavaScript, written as texts. */
export const Snowflake = z.string().regex(/^\d{15,20}$/);
export const Max = z.int().positive().max(10_000).default(100).describe('At most this many are read');
