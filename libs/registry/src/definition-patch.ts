import { isJsonObject, type JsonObject } from '@patchbay/kernel';

/** Objects that are merged member by member; every other value (steps, auth, body, schemas, lists) is replaced whole. */
const MERGED = ['config', 'rateLimiting'];

/**
 * A definition after PATCH. Members that are sent take the place of stored ones, null removes one, `config` and `config.rateLimiting` are merged.
 * When `type` changes, the sent `config` takes the place of the stored one.
 */
export function patchDefinition(stored: JsonObject, patch: JsonObject): JsonObject {
  const typeChanges = patch['type'] !== undefined && patch['type'] !== stored['type'];
  return merge(stored, patch, typeChanges ? [] : MERGED);
}

function merge(stored: JsonObject, patch: JsonObject, merged: readonly string[]): JsonObject {
  const result: JsonObject = { ...stored };
  for (const [name, value] of Object.entries(patch)) {
    const old = Object.hasOwn(stored, name) ? stored[name] : undefined;
    if (value === null) delete result[name];
    else result[name] = merged.includes(name) && isJsonObject(old) && isJsonObject(value) ? merge(old, value, merged) : value;
  }
  return result;
}
