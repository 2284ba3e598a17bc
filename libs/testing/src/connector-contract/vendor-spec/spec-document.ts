import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject, JsonValue } from '@patchbay/kernel';
import { isJsonObject } from '@patchbay/kernel';

/** Where the vendors' own API descriptions lie when a machine has them; the project's tests pass without. */
const SPEC_FOLDER = join(import.meta.dirname, '../../../../../../shared/vendor-specs');

/** The description of one vendor, or undefined when the folder or the file is not there. */
export function readSpec(name: string): JsonObject | undefined {
  const file = join(SPEC_FOLDER, `${name}.json`);
  if (!existsSync(file)) return undefined;
  const document: unknown = JSON.parse(readFileSync(file, 'utf8'));
  return isJsonObject(document) ? document : undefined;
}

/** The object a `$ref` names, followed to its end; the value itself when it is no reference. */
export function deref(document: JsonObject, value: JsonValue | undefined): JsonObject | undefined {
  let current = value;
  for (let hops = 0; hops < 20; hops += 1) {
    if (!isJsonObject(current)) return undefined;
    const ref = current['$ref'];
    if (typeof ref !== 'string') return current;
    current = ref
      .replace(/^#\//, '')
      .split('/')
      .reduce<JsonValue | undefined>((at, part) => {
        const name = decodeURIComponent(part).replace(/~1/g, '/').replace(/~0/g, '~');
        return isJsonObject(at) ? at[name] : undefined;
      }, document);
  }
  return undefined;
}

/** `value` when it is an array, else an empty one. */
export function listOf(value: JsonValue | undefined): readonly JsonValue[] {
  return Array.isArray(value) ? value : [];
}

/**
 * OpenAPI 3.0 schemas as JSON Schema 2020-12, in a copy: `nullable`, boolean bounds, `(?i)` patterns. `additionalProperties: false`
 * and `oneOf` are relaxed, because inside `allOf` they refuse everything; unknown names are found by the closed-world walk instead.
 */
export function toJsonSchema2020(value: JsonValue, options: { dropRequired: boolean }): JsonValue {
  if (Array.isArray(value)) return value.map((item) => toJsonSchema2020(item, options));
  if (!isJsonObject(value)) return value;
  const copy: JsonObject = {};
  for (const [name, member] of Object.entries(value)) {
    if (name === 'discriminator' && isJsonObject(member)) continue;
    if (name === 'required' && Array.isArray(member) && options.dropRequired) continue;
    if (name === 'additionalProperties' && member === false) continue;
    copy[name === 'oneOf' ? 'anyOf' : name] = toJsonSchema2020(member, options);
  }
  moveBound(copy, 'exclusiveMinimum', 'minimum');
  moveBound(copy, 'exclusiveMaximum', 'maximum');
  if (typeof copy['pattern'] === 'string' && copy['pattern'].includes('(?i)')) delete copy['pattern'];
  if (copy['nullable'] === true) return withNull(copy);
  delete copy['nullable'];
  return copy;
}

function moveBound(schema: JsonObject, exclusive: string, inclusive: string): void {
  if (typeof schema[exclusive] !== 'boolean') return;
  if (schema[exclusive] && schema[inclusive] !== undefined) {
    schema[exclusive] = schema[inclusive];
    delete schema[inclusive];
  } else delete schema[exclusive];
}

function withNull({ nullable: _, ...schema }: JsonObject): JsonObject {
  return { anyOf: [schema, { type: 'null' }] };
}
