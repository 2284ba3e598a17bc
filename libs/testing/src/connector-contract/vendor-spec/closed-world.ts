import { isJsonObject, type JsonObject, type JsonValue } from '@patchbay/kernel';
import { deref, listOf } from './spec-document.js';

/** Paths of members that no branch of the schema names, even where the vendor left the object open. */
export function unnamedMembers(document: JsonObject, schema: JsonValue | undefined, value: JsonValue, at = ''): string[] {
  const branches = flatten(document, schema);
  if (Array.isArray(value)) {
    const items = branches.flatMap((branch) => (branch['items'] === undefined ? [] : [branch['items']]));
    return value.flatMap((item, i) => (items.length === 0 ? [] : unnamedMembers(document, { anyOf: [...items] }, item, `${at}[${i}]`)));
  }
  if (!isJsonObject(value)) return [];
  const known = new Map<string, JsonValue[]>();
  const maps: JsonValue[] = [];
  for (const branch of branches) {
    if (isJsonObject(branch['properties'])) {
      for (const [name, property] of Object.entries(branch['properties'])) known.set(name, [...(known.get(name) ?? []), property]);
    }
    if (isJsonObject(branch['additionalProperties'])) maps.push(branch['additionalProperties']);
    if (isJsonObject(branch['patternProperties'])) maps.push(...Object.values(branch['patternProperties']));
  }
  // No member is named anywhere: a free-form object, nothing to compare with.
  if (known.size === 0 && maps.length === 0) return [];
  return Object.entries(value).flatMap(([name, member]) => {
    const place = at === '' ? name : `${at}.${name}`;
    const schemas = known.get(name) ?? maps;
    return schemas.length === 0 ? [place] : unnamedMembers(document, { anyOf: [...schemas] }, member, place);
  });
}

/** The schema and everything it is composed of. */
function flatten(document: JsonObject, value: JsonValue | undefined, depth = 0): JsonObject[] {
  const schema = deref(document, value);
  if (!schema || depth > 12) return [];
  const parts = ['allOf', 'anyOf', 'oneOf'].flatMap((word) => listOf(schema[word]));
  return [schema, ...parts.flatMap((part) => flatten(document, part, depth + 1))];
}
