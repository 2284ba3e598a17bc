import { isJsonObject, type JsonObject, type JsonValue } from '@patchbay/kernel';
import { SUBSCHEMA, SUBSCHEMA_LIST, SUBSCHEMA_MAP } from './schema-keywords.js';

/** Keyword put into every subschema before it is compiled: what applying it once costs. */
export const COST_KEYWORD = 'x-patchbay-cost';

/** `own`: keywords and the entries of their lists. `unique`: every pair of items is compared. */
export interface SchemaCost {
  readonly own: number;
  readonly unique: boolean;
}

/** A copy of a schema with the cost keyword in every subschema. */
export function withCosts(schema: JsonValue): JsonValue {
  if (!isJsonObject(schema)) return schema;
  const copy: JsonObject = { ...schema };
  for (const keyword of Object.keys(schema)) {
    const value = schema[keyword] ?? null;
    if (Array.isArray(value) && SUBSCHEMA_LIST.has(keyword)) copy[keyword] = value.map(withCosts);
    else if (isJsonObject(value) && SUBSCHEMA_MAP.has(keyword))
      copy[keyword] = Object.fromEntries(Object.entries(value).map(([name, member]) => [name, withCosts(member)]));
    else if (isJsonObject(value) && SUBSCHEMA.has(keyword)) copy[keyword] = withCosts(value);
  }
  copy[COST_KEYWORD] = { own: ownSize(schema), unique: schema['uniqueItems'] === true };
  return copy;
}

/** What applying a subschema to a value costs: nothing it does, and no error it reports, happens more often. */
export function costOf({ own, unique }: SchemaCost, value: unknown): number {
  if (typeof value !== 'object' || value === null) return own;
  const members = Array.isArray(value) ? value.length : Object.keys(value).length;
  return own + members + (unique && Array.isArray(value) ? (members * members) / 16 : 0);
}

function ownSize(schema: JsonObject): number {
  let size = 1;
  for (const value of Object.values(schema))
    size += Array.isArray(value) ? value.length : isJsonObject(value) ? Object.keys(value).length : 1;
  return size;
}
