import { isJsonObject, type JsonObject, type JsonValue } from '@patchbay/kernel';

/** Kinds of JSON values; whole numbers count as numbers. */
export type JsonKind = 'string' | 'number' | 'boolean' | 'object' | 'array' | 'null';

/** What a JSON Schema says of one place. `anything`: nothing that could be checked. `absent`: there is no such member. */
export type Place = { readonly schema: JsonObject } | 'anything' | 'absent';

const MAX_DEPTH = 16;

/** A schema with the document its `$ref`s point into. Knows what can be told without a value; whatever it does not understand counts as anything. */
export class SchemaView {
  constructor(private readonly document: JsonObject) {}

  get root(): Place {
    return this.placeOf(this.document);
  }

  /** The place a path leads to. */
  at(path: readonly (string | number)[]): Place {
    let place = this.root;
    for (const key of path) {
      if (typeof place === 'string') return place;
      place = this.member(place.schema, key);
    }
    return place;
  }

  /** The member or element of a place. */
  member(schema: JsonObject, key: string | number): Place {
    const plain = this.resolve(schema);
    if (!plain) return 'anything';
    const options = optionsOf(plain);
    if (options) return this.anyOf(options.map((option) => (isJsonObject(option) ? this.member(option, key) : 'anything')));
    return typeof key === 'number' ? this.element(plain, key) : this.property(plain, key);
  }

  /** Kinds the place allows; undefined: any. */
  kinds(schema: JsonObject, depth = 0): ReadonlySet<JsonKind> | undefined {
    const plain = this.resolve(schema);
    if (!plain || depth > MAX_DEPTH) return undefined;
    const options = optionsOf(plain);
    if (options) return union(options.map((option) => (isJsonObject(option) ? this.kinds(option, depth + 1) : undefined)));
    const { type, enum: values } = plain;
    if (Object.hasOwn(plain, 'const')) return new Set([kindOf(plain['const'] ?? null)]);
    if (Array.isArray(values)) return new Set(values.map(kindOf));
    if (type === undefined) return undefined;
    return new Set((Array.isArray(type) ? type : [type]).flatMap((name) => KIND_NAMES[String(name)] ?? []));
  }

  /** The required members of an object place that have no default. */
  required(schema: JsonObject): readonly string[] {
    const plain = this.resolve(schema);
    const names = plain?.['required'];
    if (!plain || !Array.isArray(names)) return [];
    const properties = isJsonObject(plain['properties']) ? plain['properties'] : {};
    return names
      .filter((name) => typeof name === 'string')
      .filter((name) => {
        const property = properties[name];
        return !isJsonObject(property) || !Object.hasOwn(this.resolve(property) ?? {}, 'default');
      });
  }

  /** The known values of a place that allows only these. */
  values(schema: JsonObject): readonly JsonValue[] | undefined {
    const plain = this.resolve(schema);
    if (!plain) return undefined;
    if (Object.hasOwn(plain, 'const')) return [plain['const'] ?? null];
    return Array.isArray(plain['enum']) ? plain['enum'] : undefined;
  }

  private property(schema: JsonObject, key: string): Place {
    const { properties, patternProperties, additionalProperties } = schema;
    if (isJsonObject(properties) && Object.hasOwn(properties, key)) return this.placeOf(properties[key] ?? true);
    if (isJsonObject(additionalProperties)) return this.placeOf(additionalProperties);
    const kinds = this.kinds(schema);
    if (kinds && !kinds.has('object')) return 'absent';
    return additionalProperties === false && patternProperties === undefined ? 'absent' : 'anything';
  }

  private element(schema: JsonObject, index: number): Place {
    const { prefixItems, items } = schema;
    if (Array.isArray(prefixItems) && index < prefixItems.length) return this.placeOf(prefixItems[index] ?? true);
    const kinds = this.kinds(schema);
    if (kinds && !kinds.has('array')) return 'absent';
    return this.placeOf(items ?? true);
  }

  private anyOf(places: readonly Place[]): Place {
    const present = places.filter((place) => place !== 'absent');
    if (present.length === 0) return 'absent';
    const schemas = present.flatMap((place) => (typeof place === 'string' ? [] : [place.schema]));
    if (schemas.length < present.length) return 'anything';
    const [only] = schemas;
    return schemas.length === 1 && only ? { schema: only } : { schema: { anyOf: schemas } };
  }

  private placeOf(schema: JsonValue): Place {
    if (!isJsonObject(schema)) return 'anything';
    const plain = this.resolve(schema);
    return plain ? { schema: plain } : 'anything';
  }

  /** Follows local references. Undefined for schemas whose parts would have to be taken together. */
  private resolve(schema: JsonObject): JsonObject | undefined {
    let current = schema;
    for (let hops = 0; hops < MAX_DEPTH; hops++) {
      const reference = current['$ref'];
      if (reference === undefined) return current['allOf'] === undefined && current['if'] === undefined ? current : undefined;
      const target = typeof reference === 'string' ? this.pointed(reference) : undefined;
      if (!target) return undefined;
      current = target;
    }
    return undefined;
  }

  private pointed(reference: string): JsonObject | undefined {
    if (reference !== '#' && !reference.startsWith('#/')) return undefined;
    let current: JsonValue | undefined = this.document;
    for (const part of reference.split('/').slice(1)) {
      const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
      current = isJsonObject(current) && Object.hasOwn(current, key) ? current[key] : undefined;
    }
    return isJsonObject(current) ? current : undefined;
  }
}

export function kindOf(value: JsonValue): JsonKind {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return typeof value as 'string' | 'number' | 'boolean' | 'object';
}

const KIND_NAMES: Readonly<Record<string, JsonKind>> = {
  string: 'string',
  number: 'number',
  integer: 'number',
  boolean: 'boolean',
  object: 'object',
  array: 'array',
  null: 'null',
};

function optionsOf(schema: JsonObject): readonly JsonValue[] | undefined {
  const options = schema['anyOf'] ?? schema['oneOf'];
  return Array.isArray(options) ? options : undefined;
}

function union(sets: readonly (ReadonlySet<JsonKind> | undefined)[]): ReadonlySet<JsonKind> | undefined {
  const all = new Set<JsonKind>();
  for (const set of sets) {
    if (!set) return undefined;
    for (const kind of set) all.add(kind);
  }
  return all;
}
