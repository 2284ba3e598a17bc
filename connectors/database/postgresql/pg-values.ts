import type { JsonValue } from '@patchbay/kernel';

/** Numbers that JSON holds exactly, booleans and JSON are read; everything else stays the text Postgres writes (dates in ISO form, big numbers). */
const READERS: Readonly<Record<number, (text: string) => unknown>> = {
  16: (text) => text === 't',
  21: Number,
  23: Number,
  26: Number,
  700: number,
  701: number,
  114: (text) => JSON.parse(text) as unknown,
  3802: (text) => JSON.parse(text) as unknown,
  1184: instant,
};

/** NaN and the infinities are not JSON. */
function number(text: string): number | string {
  const value = Number(text);
  return Number.isFinite(value) ? value : text;
}

/** `2026-01-02 03:04:05.678+00` (DateStyle ISO, UTC) → `2026-01-02T03:04:05.678Z`, microseconds kept. */
function instant(text: string): string {
  return text.replace(/^(\d{4}-\d\d-\d\d) (\S+)\+00$/, '$1T$2Z');
}

/** Type readers for the driver. Arrays are read by `arrayParser` of the driver's own types with these elements. */
export function readerOf(oid: number, fallback: (text: string) => unknown): (text: string) => unknown {
  return READERS[oid] ?? (ARRAYS.has(oid) ? fallback : (text) => text);
}

/** bool, int2, int4, text, varchar, float4, float8, json, jsonb, numeric, int8, uuid arrays: the driver's readers make lists of plain values. */
const ARRAYS: ReadonlySet<number> = new Set([1000, 1005, 1007, 1009, 1015, 1021, 1022, 199, 3807, 1016, 1231, 2951]);

/** What JSON cannot hold becomes text. */
export function toJson(value: unknown): JsonValue {
  if (value === null || value === undefined) return null;
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (typeof value === 'bigint') return value.toString();
  if (value instanceof Date) return value.toISOString();
  if (Buffer.isBuffer(value)) return value.toString('base64');
  if (Array.isArray(value)) return value.map(toJson);
  if (typeof value === 'object') return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, toJson(member)]));
  return value as JsonValue;
}
