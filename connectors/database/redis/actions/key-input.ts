import { z } from 'zod';

export const Key = z.string().min(1).max(65_536);
export const TtlSeconds = z.int().positive().max(10_000_000_000).describe('Gone after this time');
export const Max = z.int().positive().max(10_000).default(1_000).describe('Most entries to answer');
