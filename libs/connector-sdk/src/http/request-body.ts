import { randomUUID } from 'node:crypto';
import type { JsonValue } from '@patchbay/kernel';
import { encodePairs, toPairs, type ArrayStyle, type Form, type Pair } from './query-string.js';

/** One part of a multipart body. Give `contentType` for files. */
export interface Part {
  readonly name?: string;
  readonly filename?: string;
  readonly contentType?: string;
  readonly content: string | Uint8Array;
}

/** At most one of these is given. `json` leaves `undefined` members out. */
export interface BodyOptions {
  readonly json?: unknown;
  readonly form?: Form;
  /** `form-data` unless `subtype` says otherwise (`related` for Google uploads). */
  readonly multipart?: { readonly subtype?: 'form-data' | 'related'; readonly parts: readonly Part[] };
  readonly graphql?: { readonly query: string; readonly variables?: Readonly<Record<string, unknown>> };
  readonly raw?: { readonly contentType: string; readonly content: string | Uint8Array };
}

export interface EncodedBody {
  readonly contentType?: string;
  readonly body?: string | Uint8Array;
  /** Form pairs, for request signatures. */
  readonly form: readonly Pair[];
}

const NONE: EncodedBody = { form: [] };

/** Body text (or bytes) and its content type. */
export function encodeBody(options: BodyOptions, arrays: ArrayStyle): EncodedBody {
  if (options.json !== undefined) return { contentType: 'application/json', body: JSON.stringify(options.json), form: [] };
  if (options.graphql) return { contentType: 'application/json', body: JSON.stringify(options.graphql), form: [] };
  if (options.form) {
    const pairs = toPairs(options.form, arrays);
    return { contentType: 'application/x-www-form-urlencoded', body: encodePairs(pairs), form: pairs };
  }
  if (options.multipart) return encodeMultipart(options.multipart.parts, options.multipart.subtype ?? 'form-data');
  if (options.raw) return { contentType: options.raw.contentType, body: options.raw.content, form: [] };
  return NONE;
}

function encodeMultipart(parts: readonly Part[], subtype: 'form-data' | 'related'): EncodedBody {
  const boundary = `patchbay-${randomUUID()}`;
  const chunks: Uint8Array[] = [];
  for (const part of parts) {
    chunks.push(Buffer.from(`--${boundary}\r\n${partHead(part, subtype)}\r\n\r\n`), Buffer.from(part.content), Buffer.from('\r\n'));
  }
  chunks.push(Buffer.from(`--${boundary}--\r\n`));
  return { contentType: `multipart/${subtype}; boundary=${boundary}`, body: Buffer.concat(chunks), form: [] };
}

function partHead(part: Part, subtype: 'form-data' | 'related'): string {
  const lines: string[] = [];
  if (subtype === 'form-data') {
    const filename = part.filename === undefined ? '' : `; filename="${quoted(part.filename)}"`;
    lines.push(`content-disposition: form-data; name="${quoted(part.name ?? '')}"${filename}`);
  }
  if (part.contentType !== undefined) lines.push(`content-type: ${part.contentType.replace(/[\r\n]/g, '')}`);
  return lines.join('\r\n');
}

/** How browsers escape names in form data (WHATWG HTML, multipart/form-data): the quote and line breaks cannot end the name. */
function quoted(text: string): string {
  return text.replace(/["\r\n]/g, (char) => ({ '"': '%22', '\r': '%0D', '\n': '%0A' })[char] ?? '');
}

/** Merges the members a paginator asks for into a JSON body or GraphQL variables. */
export function mergeIntoBody(options: BodyOptions, members: Readonly<Record<string, unknown>>): BodyOptions {
  if (options.graphql) return { ...options, graphql: { ...options.graphql, variables: { ...options.graphql.variables, ...members } } };
  return { ...options, json: { ...(options.json as Readonly<Record<string, JsonValue>>), ...members } };
}
