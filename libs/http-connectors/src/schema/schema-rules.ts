import { isJsonObject, type JsonObject, type JsonValue } from '@patchbay/kernel';
import { problemOf, SyntaxProblem } from '../values/syntax-problem.js';
import { memberPath } from '../templates/value-template.js';
import type { Problems } from '../definition/problems.js';
import { LinearPattern } from './linear-pattern.js';
import { SUBSCHEMA, SUBSCHEMA_LIST, SUBSCHEMA_MAP } from './schema-keywords.js';

/** Subschemas once every $ref is written out in its place: bounds what compiling it can cost. */
export const MAX_EXPANDED_SCHEMAS = 1_000;
/** States of all patterns of a schema together. */
const MAX_SCHEMA_STATES = 10_000;
export const MAX_SCHEMA_CHARS = 65_536;

const REFUSED = new Set([
  '$id',
  '$anchor',
  '$dynamicRef',
  '$dynamicAnchor',
  '$recursiveRef',
  '$recursiveAnchor',
  '$vocabulary',
  '$async',
  'id',
]);
const LOCAL_REF = /^#\/(\$defs|definitions)\/([^/~%]{1,100})$/;

/** Checks what keeps a schema safe to run on a stranger's input: bounded size, only local references, patterns in linear time. */
export function checkSchemaRules(schema: JsonObject, path: string, problems: Problems): void {
  if (JSON.stringify(schema).length > MAX_SCHEMA_CHARS) return problems.add(path, `is longer than ${MAX_SCHEMA_CHARS} characters`);
  const before = problems.list.length;
  checkNode(schema, path, { root: schema, problems, states: { left: MAX_SCHEMA_STATES } });
  if (problems.list.length > before) return;
  const size = new ExpandedSize(schema);
  const message = size.problem();
  if (message !== undefined) problems.add(path, message);
}

interface Checked {
  readonly root: JsonObject;
  readonly problems: Problems;
  readonly states: { left: number };
}

function checkNode(schema: JsonValue, path: string, at: Checked): void {
  if (!isJsonObject(schema)) return;
  const { problems } = at;
  for (const keyword of Object.keys(schema)) {
    const value = schema[keyword] ?? null;
    const place = memberPath(path, keyword);
    if (REFUSED.has(keyword)) problems.add(place, `"${keyword}" is not supported in input schemas; use $defs and "$ref": "#/$defs/<name>"`);
    if (keyword === '$ref') checkRef(value, place, at);
    if (keyword === 'pattern' && typeof value === 'string') checkPattern(value, place, at);
    if (keyword === 'patternProperties' && isJsonObject(value))
      for (const pattern of Object.keys(value)) checkPattern(pattern, memberPath(place, pattern), at);
  }
  for (const [child, place] of childrenOf(schema, path)) checkNode(child, place, at);
}

function checkRef(value: JsonValue, place: string, { root, problems }: Checked): void {
  const [, group = '', name = ''] = typeof value === 'string' ? (LOCAL_REF.exec(value) ?? []) : [];
  const target = root[group];
  if (name === '') problems.add(place, 'must be "#/$defs/<name>"; schemas elsewhere are never fetched');
  else if (!isJsonObject(target) || !Object.hasOwn(target, name)) problems.add(place, `points to nothing: there is no ${group}.${name}`);
}

function checkPattern(pattern: string, place: string, { problems, states }: Checked): void {
  if (states.left < 0) return;
  const message = problemOf(() => {
    states.left -= new LinearPattern(pattern, () => undefined).size;
    if (states.left < 0) throw new SyntaxProblem('the patterns of the schema are too large together');
  });
  if (message !== undefined) problems.add(place, message);
}

/** The direct subschemas of a schema with their JSON paths. */
function* childrenOf(schema: JsonObject, path: string): Generator<readonly [JsonValue, string]> {
  for (const keyword of Object.keys(schema)) {
    const value = schema[keyword] ?? null;
    const place = memberPath(path, keyword);
    if (Array.isArray(value) && SUBSCHEMA_LIST.has(keyword)) for (const [i, item] of value.entries()) yield [item, memberPath(place, i)];
    else if (isJsonObject(value) && SUBSCHEMA_MAP.has(keyword))
      for (const name of Object.keys(value)) yield [value[name] ?? null, memberPath(place, name)];
    else if (isJsonObject(value) && SUBSCHEMA.has(keyword)) yield [value, place];
  }
}

/** Counts subschemas with references written out; a definition that contains itself has no such form. */
class ExpandedSize {
  private readonly sizes = new Map<JsonValue, number>();
  private readonly open = new Set<JsonValue>();
  private cyclic = false;

  constructor(private readonly root: JsonObject) {}

  problem(): string | undefined {
    const size = this.measure(this.root);
    if (this.cyclic) return 'has a definition that contains itself; input schemas must not be recursive';
    return size > MAX_EXPANDED_SCHEMAS
      ? `is too large: with its references written out it has more than ${MAX_EXPANDED_SCHEMAS} parts`
      : undefined;
  }

  private measure(schema: JsonValue): number {
    if (!isJsonObject(schema)) return 1;
    const known = this.sizes.get(schema);
    if (known !== undefined) return known;
    if (this.open.has(schema)) {
      this.cyclic = true;
      return 1;
    }
    this.open.add(schema);
    let size = 1;
    for (const [child] of childrenOf(schema, '')) size += this.measure(child);
    if (typeof schema['$ref'] === 'string') size += this.measure(this.target(schema['$ref']));
    this.open.delete(schema);
    this.sizes.set(schema, size);
    return size;
  }

  private target(ref: string): JsonValue {
    const [, group = '', name = ''] = LOCAL_REF.exec(ref) ?? [];
    const definitions = this.root[group];
    return isJsonObject(definitions) ? (definitions[name] ?? null) : null;
  }
}
