import type { SentRequest } from './sent-request.js';

/** Texts that would leave their place if an author pasted them together. */
export const HOSTILE_TEXTS = [
  '../../admin',
  '..',
  '%2e%2e/%2e%2e',
  'a/b',
  'a?b=c&d=e#f',
  'a\r\nx-evil: 1',
  'a\u0000b',
  '\\..\\admin',
  '//evil.example/x',
  'https://evil.example/',
  '@evil.example',
  '"}],"x":{"',
  '😀\ud800',
] as const;

/** Every place of a text inside an input: paths of keys. */
export function textPlaces(value: unknown, at: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (typeof value === 'string') return [at];
  if (Array.isArray(value)) return value.flatMap((item, i) => textPlaces(item, [...at, i]));
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([key, member]) => textPlaces(member, [...at, key]));
  return [];
}

/** The text at one place of an input. */
export function textAtPlace(input: unknown, place: readonly (string | number)[]): string {
  return String(place.reduce<unknown>((value, key) => (value as Readonly<Record<string | number, unknown>>)[key], input));
}

/** A copy of the input with another text at one place. */
export function withText(input: unknown, place: readonly (string | number)[], text: string): unknown {
  const copy: unknown = structuredClone(input);
  let holder = copy as Record<string | number, unknown>;
  for (const key of place.slice(0, -1)) holder = holder[key] as Record<string | number, unknown>;
  const last = place.at(-1);
  if (last === undefined) return text;
  holder[last] = text;
  return copy;
}

/**
 * How a request differs in shape (not in values) from the harmless one: host, method, path parts, query names, header names.
 * `spanning`: the value that may span several path parts; only what stands before it in the path is compared.
 */
export function shapeDrift(harmless: SentRequest, hostile: SentRequest, spanning?: string): string[] {
  const [a, b] = [new URL(harmless.url), new URL(hostile.url)];
  const drift: string[] = [];
  if (a.origin !== b.origin) drift.push(`went to ${b.origin}`);
  if (harmless.method !== hostile.method) drift.push(`method ${hostile.method}`);
  const before = spanning === undefined ? -1 : a.pathname.indexOf(encodeURI(spanning));
  const same = before < 0 ? a.pathname.split('/').length === b.pathname.split('/').length : sameUntil(before, a.pathname, b.pathname);
  if (!same) drift.push(`path ${b.pathname}`);
  const foreign = [...new Set(b.searchParams.keys())].filter((name) => !a.searchParams.has(name));
  if (foreign.length > 0) drift.push(`query parameters ${foreign.join(', ')}`);
  const headers = Object.keys(hostile.headers).filter((name) => !(name in harmless.headers) && name !== 'content-length');
  if (headers.length > 0) drift.push(`headers ${headers.join(', ')}`);
  return drift;
}

function sameUntil(end: number, a: string, b: string): boolean {
  return a.slice(0, end) === b.slice(0, end) && !b.split('/').some((part) => /^(?:\.|%2e){1,2}$/i.test(part));
}
