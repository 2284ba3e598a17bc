import type { IncomingMessage } from 'node:http';
import { object, type Row } from './row.js';

/** A request with its body read and understood. */
export interface ReadRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Buffer;
  /** Form pairs as they were sent, for signatures. */
  readonly form: readonly (readonly [string, string])[];
  readonly fields: Row;
  /** The body when it is JSON. */
  readonly json: unknown;
}

/** A request that has arrived at one provider. */
export interface Arrival {
  readonly request: ReadRequest;
  /** Path after the provider's own folder. */
  readonly path: string;
  /** Where the provider is reached, without a slash at the end: `http://simulator.localhost/hubspot`. */
  readonly origin: string;
  readonly nowMs: number;
}

const MAX_BODY_BYTES = 25 * 1024 * 1024;

/** Reads a request to its end. Out: undefined when its body is larger than 25 MB or its JSON is none. */
export async function readRequest(message: IncomingMessage): Promise<ReadRequest | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) return undefined;
    chunks.push(chunk);
  }
  const bytes = Buffer.concat(chunks);
  const url = URL.parse(message.url ?? '/', 'http://simulator');
  if (!url) return undefined;
  const headers = Object.fromEntries(
    Object.entries(message.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]),
  );
  const content = contentOf(bytes, headers['content-type'] ?? '');
  return content && { method: message.method ?? 'GET', path: url.pathname, query: url.searchParams, headers, bytes, ...content };
}

function contentOf(bytes: Buffer, type: string): Pick<ReadRequest, 'form' | 'fields' | 'json'> | undefined {
  if (bytes.length === 0) return { form: [], fields: {}, json: undefined };
  if (/[/+]json\b/i.test(type)) {
    try {
      const json: unknown = JSON.parse(bytes.toString('utf8'));
      return { form: [], fields: object(json), json };
    } catch {
      return undefined;
    }
  }
  if (!type.toLowerCase().startsWith('application/x-www-form-urlencoded')) return { form: [], fields: {}, json: undefined };
  const form = [...new URLSearchParams(bytes.toString('utf8'))];
  return { form, fields: nested(form), json: undefined };
}

/** `a[b]=1`, `a[0]=1`, `a[]=1` and repeated names as objects and lists. */
export function nested(pairs: readonly (readonly [string, string])[]): Row {
  const root: Row = {};
  for (const [name, value] of pairs) {
    const parts = [/^[^[]+/.exec(name)?.[0] ?? name, ...[...name.matchAll(/\[([^\]]*)\]/g)].map(([, part]) => part ?? '')];
    place(root, parts, value);
  }
  return listed(root) as Row;
}

/** Prototype names are data here, never members of the language. */
function place(into: Row, parts: readonly string[], value: string): void {
  const [first = '', ...rest] = parts;
  const name = first === '' ? String(Object.keys(into).length) : first;
  const there = Object.hasOwn(into, name) ? into[name] : undefined;
  if (rest.length > 0) {
    const inner = typeof there === 'object' && there !== null ? (there as Row) : {};
    Object.defineProperty(into, name, { value: inner, writable: true, enumerable: true, configurable: true });
    return place(inner, rest, value);
  }
  const kept = there === undefined ? value : [...(Array.isArray(there) ? (there as unknown[]) : [there]), value];
  Object.defineProperty(into, name, { value: kept, writable: true, enumerable: true, configurable: true });
}

/** Objects whose names are 0, 1, 2, … become lists. */
function listed(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const entries = Object.entries(value);
  const inner = entries.map(([name, each]) => [name, listed(each)] as const);
  return entries.length > 0 && entries.every(([name], i) => name === String(i)) ? inner.map(([, each]) => each) : Object.fromEntries(inner);
}
