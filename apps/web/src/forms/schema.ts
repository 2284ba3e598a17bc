/** The part of JSON Schema 2020-12 that a form can show; anything else is edited as JSON. */
export interface Schema {
  type?: string | string[];
  title?: string;
  description?: string;
  enum?: unknown[];
  const?: unknown;
  default?: unknown;
  examples?: unknown[];
  format?: string;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
  $ref?: string;
  $defs?: Record<string, Schema>;
}

export type Kind = 'text' | 'long-text' | 'number' | 'flag' | 'choice' | 'texts' | 'choices' | 'object' | 'list' | 'json';

const isSchema = (value: unknown): value is Schema => typeof value === 'object' && value !== null && !Array.isArray(value);

export const asSchema = (value: unknown): Schema => (isSchema(value) ? value : {});

/** Follows a reference inside the document, and takes "this or null" as this. */
export function resolve(schema: Schema, root: Schema, depth = 0): Schema {
  if (depth > 8) return {};
  if (schema.$ref?.startsWith('#/')) {
    const target = schema.$ref
      .slice(2)
      .split('/')
      .reduce<unknown>((at, part) => (isSchema(at) ? (at as Record<string, unknown>)[part] : undefined), root);
    return isSchema(target)
      ? resolve({ ...target, ...(schema.description ? { description: schema.description } : {}) }, root, depth + 1)
      : {};
  }
  const real = schema.anyOf?.filter((one) => one.type !== 'null');
  if (real?.length === 1 && real[0])
    return resolve({ ...real[0], ...(schema.description ? { description: schema.description } : {}) }, root, depth + 1);
  return schema;
}

const typeOf = ({ type }: Schema): string | undefined => (Array.isArray(type) ? type.find((one) => one !== 'null') : type);
const scalar = (value: unknown) => ['string', 'number', 'boolean'].includes(typeof value);

/** Which control shows a schema. */
export function kindOf(schema: Schema, root: Schema): Kind {
  if (schema.enum?.every(scalar)) return 'choice';
  switch (typeOf(schema)) {
    case 'string':
      return (schema.maxLength ?? 0) > 300 ? 'long-text' : 'text';
    case 'integer':
    case 'number':
      return 'number';
    case 'boolean':
      return 'flag';
    case 'object':
      return schema.properties && Object.keys(schema.properties).length > 0 ? 'object' : 'json';
    case 'array': {
      const item = resolve(schema.items ?? {}, root);
      if (item.enum?.every((value) => typeof value === 'string')) return 'choices';
      if (typeOf(item) === 'string') return 'texts';
      return typeOf(item) === 'object' && item.properties ? 'list' : 'json';
    }
    default:
      return 'json';
  }
}

/** A name for people out of a member's: `threadTs` → `Thread ts`. */
export function titleOf(name: string, schema: Schema): string {
  if (schema.title) return schema.title;
  const spaced = name.replace(/([a-z\d])([A-Z])/g, '$1 $2').replaceAll(/[_-]+/g, ' ');
  return spaced.charAt(0).toUpperCase() + spaced.slice(1).toLowerCase();
}

/** What a form begins with: the schema's defaults. */
export function initialOf(schema: Schema, root: Schema = schema): Record<string, unknown> {
  const entries = Object.entries(schema.properties ?? {}).flatMap(([name, member]) => {
    const real = resolve(member, root);
    return real.default !== undefined && schema.required?.includes(name) ? [[name, real.default] as const] : [];
  });
  return Object.fromEntries(entries);
}

/** Names of required members that are not filled in, as paths. */
export function missingIn(schema: Schema, value: unknown, root: Schema = schema, path = ''): string[] {
  const given = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
  return Object.entries(schema.properties ?? {}).flatMap(([name, member]) => {
    const at = path ? `${path}.${name}` : name;
    const real = resolve(member, root);
    if (given[name] === undefined || given[name] === '') return schema.required?.includes(name) ? [at] : [];
    return kindOf(real, root) === 'object' ? missingIn(real, given[name], root, at) : [];
  });
}
