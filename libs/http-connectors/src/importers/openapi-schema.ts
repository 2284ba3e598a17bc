import { isJsonObject, type JsonObject, type JsonValue } from '@patchbay/kernel';
import { LinearPattern } from '../schema/linear-pattern.js';
import { problemOf } from '../values/syntax-problem.js';
import { setMember } from '../values/own-property.js';
import type { OpenApiReferences } from './openapi-references.js';

const MAX_DEPTH = 8;
/** Subschemas of one input; what goes beyond accepts anything. */
const MAX_SCHEMAS = 300;

const KEPT = new Set([
  'title',
  'format',
  'enum',
  'const',
  'default',
  'multipleOf',
  'maxLength',
  'minLength',
  'maxItems',
  'minItems',
  'uniqueItems',
  'maxProperties',
  'minProperties',
  'maximum',
  'minimum',
]);

/** Turns schemas of OpenAPI 3.0, 3.1 and Swagger 2 into input schemas: references written out, recursion and excess cut off, dialects evened. */
export class OpenApiSchemas {
  private left = MAX_SCHEMAS;

  constructor(private readonly references: OpenApiReferences) {}

  convert(schema: JsonValue | undefined): JsonObject {
    return this.read(schema, []);
  }

  private read(given: JsonValue | undefined, above: readonly JsonObject[]): JsonObject {
    const schema = this.references.resolve(given);
    if (!schema || above.includes(schema) || above.length >= MAX_DEPTH || --this.left < 0) return {};
    const within = [...above, schema];
    const converted: JsonObject = {};
    for (const keyword of Object.keys(schema)) if (KEPT.has(keyword)) converted[keyword] = schema[keyword] ?? null;
    if (typeof schema['description'] === 'string') converted['description'] = schema['description'].slice(0, 200).toWellFormed();
    this.readType(schema, converted);
    this.readObject(schema, converted, within);
    if (schema['items'] !== undefined && !Array.isArray(schema['items'])) converted['items'] = this.read(schema['items'], within);
    for (const keyword of ['allOf', 'anyOf', 'oneOf']) {
      const options = schema[keyword];
      if (Array.isArray(options) && options.length > 0)
        converted[keyword === 'oneOf' ? 'anyOf' : keyword] = options.map((option) => this.read(option, within));
    }
    return converted;
  }

  private readType(schema: JsonObject, converted: JsonObject): void {
    const { type, pattern } = schema;
    const nullable = schema['nullable'] === true || schema['x-nullable'] === true;
    // Swagger 2 calls an upload a type.
    if (type === 'file') converted['type'] = 'string';
    else if (typeof type === 'string') converted['type'] = nullable ? [type, 'null'] : type;
    else if (Array.isArray(type)) converted['type'] = type;
    if (nullable && Array.isArray(converted['enum']) && !converted['enum'].includes(null)) converted['enum'] = [...converted['enum'], null];
    if (typeof pattern === 'string' && problemOf(() => void new LinearPattern(pattern, () => undefined)) === undefined)
      converted['pattern'] = pattern;
    // OpenAPI 3.0 says with true or false whether the limit itself is excluded.
    for (const [limit, exclusive] of [
      ['minimum', 'exclusiveMinimum'],
      ['maximum', 'exclusiveMaximum'],
    ] as const) {
      if (typeof schema[exclusive] === 'number') converted[exclusive] = schema[exclusive];
      else if (schema[exclusive] === true && typeof schema[limit] === 'number') {
        converted[exclusive] = schema[limit];
        delete converted[limit];
      }
    }
  }

  private readObject(schema: JsonObject, converted: JsonObject, within: readonly JsonObject[]): void {
    const readOnly = new Set<string>();
    if (isJsonObject(schema['properties'])) {
      const properties: JsonObject = {};
      for (const [name, property] of Object.entries(schema['properties'])) {
        if (this.references.resolve(property)?.['readOnly'] === true) readOnly.add(name);
        else if (name !== '__proto__') setMember(properties, name, this.read(property, within));
      }
      converted['properties'] = properties;
    }
    if (Array.isArray(schema['required'])) {
      const required = schema['required'].filter((name) => typeof name === 'string' && !readOnly.has(name));
      if (required.length > 0) converted['required'] = [...new Set(required)];
    }
    if (isJsonObject(schema['additionalProperties'])) converted['additionalProperties'] = this.read(schema['additionalProperties'], within);
    else if (typeof schema['additionalProperties'] === 'boolean') converted['additionalProperties'] = schema['additionalProperties'];
  }
}
