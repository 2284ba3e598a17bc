import { randomUUID } from 'node:crypto';
import type { z } from 'zod';

/** What the double answers: JSON, text, or bytes with the upstream's headers (the proxy). */
export interface NangoAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export const ok = (body: unknown, status = 200): NangoAnswer => ({ status, body });

/** The usual envelope of an error. */
export const refusal = (status: number, code: string, message?: string, payload?: unknown): NangoAnswer => ({
  status,
  body: { error: { code, ...(message === undefined ? {} : { message }), ...(payload === undefined ? {} : { payload }) } },
});

/** The envelope of the layer that checks keys: always with a payload, empty. */
export const keyRefusal = (code: string, message: string): NangoAnswer => ({
  status: 401,
  body: { error: { message, code, payload: {} } },
});

export const invalid = (
  code: 'invalid_body' | 'invalid_query_params' | 'invalid_headers' | 'invalid_uri_params',
  errors: readonly { code: string; message: string; path: readonly PropertyKey[] }[],
): NangoAnswer => ({ status: 400, body: { error: { code, errors } } });

export const unknownRoute = (): NangoAnswer => refusal(500, 'generic_error_support', undefined, { id: randomUUID() });

/** The pages of the OAuth callback. */
export const page = (status: 200 | 400, text: string): NangoAnswer => ({
  status,
  headers: { 'content-type': 'text/html; charset=utf-8' },
  body: `<!doctype html><html lang="en"><body><p>${text.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`)}</p></body></html>`,
});

/** In: a strict schema. Out: the value; or `wrong`, the answer that names each problem. */
export function checked<T extends z.ZodType>(
  schema: T,
  value: unknown,
  code: Parameters<typeof invalid>[0],
): { value: z.output<T>; wrong?: NangoAnswer } {
  const parsed = schema.safeParse(value);
  if (parsed.success) return { value: parsed.data };
  const problems = parsed.error.issues.map(({ code: kind, message, path }) => ({ code: kind, message, path }));
  // Nobody looks at a value that is wrong.
  return { value: undefined as never, wrong: invalid(code, problems) };
}
