import { z } from 'zod';

/** Owner and name of a repository, as in its address. */
export const Repo = {
  owner: z.string().regex(/^[A-Za-z0-9](?:[A-Za-z0-9_-]{0,99})$/),
  repo: z.string().regex(/^(?!\.{1,2}$)[\w.-]{1,100}$/),
};
export const Max = z.int().positive().max(5_000).default(100).describe('At most this many are read');
export const IssueNumber = z.int().positive().describe('The number in its address');
export const User = z.object({ login: z.string() }).nullish();
