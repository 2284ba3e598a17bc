import { isJsonObject, type JsonObject, type JsonValue } from '@patchbay/kernel';
import { deref, listOf } from './spec-document.js';

type Nested = { [name: string]: Nested | string | string[] };

/** Pairs of a form or query with `a[b]`, `a[]` and `a[0]` names as a nested value; all leaves are texts or lists of texts. */
export function nest(pairs: Iterable<readonly [string, string]>): Nested {
  const root: Nested = Object.create(null) as Nested;
  for (const [name, value] of pairs) {
    const parts = [...name.matchAll(/^([^[\]]*)|\[([^\]]*)\]/g)].map((match) => match[2] ?? match[1] ?? '');
    place(root, parts, value);
  }
  return root;
}

function place(into: Nested, [head = '', ...rest]: readonly string[], value: string): void {
  if (rest.length === 0 || (rest.length === 1 && rest[0] === '')) {
    const known = into[head];
    if (rest.length === 1) into[head] = [...(Array.isArray(known) ? known : []), value];
    else into[head] = known === undefined ? value : [...(Array.isArray(known) ? known : [String(known)]), value];
    return;
  }
  const child = into[head];
  const next: Nested = typeof child === 'object' && !Array.isArray(child) ? child : (Object.create(null) as Nested);
  into[head] = next;
  place(next, rest, value);
}

interface Coercion {
  readonly document: JsonObject;
  /** Whether a value fits a schema; used to choose among alternatives. */
  readonly fits: (schema: JsonObject, value: JsonValue) => boolean;
}

/** Texts turned into the types the schema names; what does not convert stays text and fails the validation. */
export function coerce(tools: Coercion, schemaValue: JsonValue | undefined, value: JsonValue): JsonValue {
  const schema = deref(tools.document, schemaValue);
  if (!schema) return value;
  const branches = [...listOf(schema['anyOf']), ...listOf(schema['oneOf'])].filter(isJsonObject);
  if (branches.length > 0) {
    const tried = branches.map((branch) => ({ branch, result: coerce(tools, branch, value) }));
    return (tried.find(({ branch, result }) => tools.fits(branch, result)) ?? tried[0])?.result ?? value;
  }
  const merged = [
    schema,
    ...listOf(schema['allOf'])
      .map((part) => deref(tools.document, part))
      .filter(isJsonObject),
  ];
  const type = merged.map((part) => part['type']).find((name) => name !== undefined);
  const types = Array.isArray(type) ? type : [type];
  if (types.includes('array')) return coerceList(tools, merged, value);
  if (isJsonObject(value) || types.includes('object')) return coerceObject(tools, merged, value);
  if (typeof value !== 'string') return value;
  if ((types.includes('integer') || types.includes('number')) && /^-?\d+(\.\d+)?$/.test(value)) return Number(value);
  if (types.includes('boolean') && (value === 'true' || value === 'false')) return value === 'true';
  return value;
}

function coerceList(tools: Coercion, schemas: readonly JsonObject[], value: JsonValue): JsonValue {
  const items = schemas.map((schema) => schema['items']).find((schema) => schema !== undefined);
  const indexed = isJsonObject(value) && Object.keys(value).every((key) => /^\d+$/.test(key));
  const list = Array.isArray(value) ? value : indexed ? Object.values(value) : isJsonObject(value) ? [value] : [value];
  return list.map((item) => coerce(tools, items, item));
}

function coerceObject(tools: Coercion, schemas: readonly JsonObject[], value: JsonValue): JsonValue {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const result: JsonObject = {};
  for (const [name, member] of Object.entries(value)) {
    const property =
      schemas.map((schema) => (isJsonObject(schema['properties']) ? schema['properties'][name] : undefined)).find(Boolean) ??
      schemas.map((schema) => schema['additionalProperties']).find(isJsonObject);
    result[name] = coerce(tools, property, member);
  }
  return result;
}
