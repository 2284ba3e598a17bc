/** A record as the provider writes it: JSON by name. */
export type Row = Record<string, unknown>;

/** The member as a text; numbers and booleans as they are written, anything else as `fallback`. */
export function text(value: unknown, fallback = ''): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : fallback;
}

/** The member as a number, also when it was written as a text; else `fallback`. */
export function number(value: unknown, fallback = 0): number {
  const found = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof found === 'number' && Number.isFinite(found) ? found : fallback;
}

/** True for `true` and the ways forms say it. */
export function flag(value: unknown): boolean {
  return value === true || value === 'true' || value === '1' || value === 1;
}

/** The member as an object; an empty one for anything else. */
export function object(value: unknown): Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Row) : {};
}

/** The member as a list; one value alone is a list of one, nothing is none. */
export function list(value: unknown): unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? (value as unknown[]) : [value];
}

/** The members as objects. */
export function rows(value: unknown): Row[] {
  return list(value).map(object);
}

/** The members that are there, without the named ones. */
export function without(row: Row, ...names: readonly string[]): Row {
  return Object.fromEntries(Object.entries(row).filter(([name]) => !names.includes(name)));
}

/** The named members that are there. */
export function only(row: Row, ...names: readonly string[]): Row {
  return Object.fromEntries(Object.entries(row).filter(([name, value]) => names.includes(name) && value !== undefined));
}

/** The value at a dotted path: `properties.email`, `lines.0.price`. */
export function at(value: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((inner, name) => (Array.isArray(inner) ? (inner as unknown[])[Number(name)] : object(inner)[name]), value);
}

/** Whether any text in a value holds the words, whatever their letter case. */
export function mentions(value: unknown, words: string): boolean {
  if (typeof value === 'object' && value !== null) return Object.values(value).some((inner) => mentions(inner, words));
  return text(value).toLowerCase().includes(words.toLowerCase());
}
