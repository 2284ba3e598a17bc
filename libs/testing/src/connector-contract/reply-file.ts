import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isErrorCode } from '@patchbay/kernel';
import { z } from 'zod';

const Exchange = z.strictObject({
  request: z.strictObject({
    method: z.string(),
    /** Full path from the server's root, percent-encoded as sent. */
    path: z.string().startsWith('/'),
    /** Only when it is not the base URL's. */
    host: z.string().optional(),
    query: z.record(z.string(), z.union([z.string(), z.array(z.string())])).optional(),
    /** Headers that matter; others may be there. */
    headers: z.record(z.string(), z.string()).optional(),
    /** JSON, or form fields by name, or text. Absent: no body. */
    body: z.unknown().optional(),
  }),
  response: z.strictObject({
    status: z.int(),
    headers: z.record(z.string(), z.string()).optional(),
    /** JSON, or text with `headers["content-type"]`. Absent: empty. */
    body: z.unknown().optional(),
  }),
});

const Reply = z.strictObject({
  action: z.string(),
  /** Auth alternative to use when it is not the first: `api_key`, `oauth2`, … */
  auth: z.string().optional(),
  input: z.record(z.string(), z.unknown()),
  exchanges: z.array(Exchange).min(1),
  /** What the action answers, or the catalogue code it fails with. */
  output: z.unknown().optional(),
  error: z.string().refine(isErrorCode, 'Is not a code of the catalogue').optional(),
});

export type Exchange = z.output<typeof Exchange>;
export type Reply = z.output<typeof Reply> & { readonly file: string };

/** All recordings of a connector: `replies/*.json`, each one reply or a list of them. Throws naming the file that does not fit. */
export function readReplies(folder: string): Reply[] {
  const place = join(folder, 'replies');
  return readdirSync(place)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .flatMap((file) => {
      const content: unknown = JSON.parse(readFileSync(join(place, file), 'utf8'));
      const parsed = (Array.isArray(content) ? content : [content]).map((reply) => Reply.safeParse(reply));
      return parsed.map((one, i) => {
        if (!one.success) throw new Error(`${file}[${i}]: ${z.prettifyError(one.error)}`);
        return { ...one.data, file };
      });
    });
}

/** Writes back what really happened: the `-u` run fills in `request` and `output` of every recording in one file. */
export function writeReplies(folder: string, file: string, replies: readonly Reply[]): void {
  const plain = replies.map(({ file: _, ...reply }) => reply);
  writeFileSync(join(folder, 'replies', file), `${JSON.stringify(plain.length === 1 ? plain[0] : plain, null, 2)}\n`);
}
