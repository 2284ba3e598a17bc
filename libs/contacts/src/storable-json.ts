/**
 * JSON text that Postgres accepts as `jsonb`: U+0000 and lone surrogates, which providers do send, become U+FFFD.
 * In: a JSON value. Out: its text.
 */
export function storableJson(value: unknown): string {
  const text = JSON.stringify(value) ?? 'null';
  // JSON.stringify writes both kinds as escapes; anything else passes without a second walk.
  if (!text.includes('\\u0000') && !text.includes('\\ud')) return text;
  return JSON.stringify(clean(value));
}

/** A text Postgres can hold. */
export function storableText(text: string): string {
  return text.replaceAll('\0', '\uFFFD').toWellFormed();
}

function clean(value: unknown): unknown {
  if (typeof value === 'string') return storableText(value);
  if (Array.isArray(value)) return value.map(clean);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [storableText(key), clean(member)]));
}
