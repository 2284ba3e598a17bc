import { isContactField, isContactTarget, PlatformError, type JsonObject, type JsonValue } from '@patchbay/kernel';
import type { FieldMapping } from '../definition/definition.js';
import type { Problems } from '../definition/problems.js';
import { PathProblem } from '../paths/path-budget.js';
import { compilePath, type JsonPath } from '../paths/json-path.js';
import { jsonSize } from '../values/json-size.js';
import { ownMember, setMember } from '../values/own-property.js';

/** Longest value a contact field takes, in characters of text or JSON. */
const MAX_VALUE_CHARS = 8_000;

export type MapContact = (output: JsonValue) => JsonObject;

/** The steps of a multi-step connector, for paths that begin with a step's id; absent for a single-step one. */
export interface MappedSteps {
  readonly ids: ReadonlySet<string>;
  readonly last: string;
}

/**
 * Compiles field mappings. A source is a path into the response, or in a multi-step connector `step_id.path`, or a path into the last step's output.
 * Out: output → target field → value; a source that finds nothing is left out. Throws `mapping_failed` for a value its field cannot hold.
 */
export function compileMappings(mappings: readonly FieldMapping[], steps: MappedSteps | undefined, problems: Problems): MapContact {
  const targets = new Set<string>();
  const compiled = mappings.flatMap(({ sourcePath, targetField }, i) => {
    const place = `fieldMappings[${i}]`;
    if (!isContactTarget(targetField))
      problems.add(
        `${place}.targetField`,
        `"${targetField}" is not a field of contacts; use a system field such as email, or customFields.<name>`,
      );
    else if (targets.has(targetField)) problems.add(`${place}.targetField`, `"${targetField}" is mapped twice`);
    targets.add(targetField);
    const path = problems.attempt<JsonPath | undefined>(`${place}.sourcePath`, () => compilePath(sourcePath), undefined);
    return path ? [{ path, targetField, place, within: startOf(path, steps) }] : [];
  });
  return (output) => {
    const updates: JsonObject = {};
    for (const { path, targetField, place, within } of compiled) {
      const from = within === undefined ? output : ownMember(output, within);
      if (from === undefined) continue;
      const value = find(path, from, place);
      if (value !== null) setMember(updates, targetField, fieldValue(targetField, value, place));
    }
    return updates;
  };
}

/** The step whose output a path starts in; undefined: the whole output. */
function startOf(path: JsonPath, steps: MappedSteps | undefined): string | undefined {
  if (!steps) return undefined;
  return [...path.roots].some((root) => steps.ids.has(root)) ? undefined : steps.last;
}

function find(path: JsonPath, value: JsonValue, place: string): JsonValue {
  try {
    return path.find(value);
  } catch (thrown) {
    if (thrown instanceof PathProblem) throw failed(`${place}.sourcePath`, `"${path.source}" ${thrown.message}`);
    throw thrown;
  }
}

function fieldValue(target: string, value: JsonValue, place: string): JsonValue {
  if (jsonSize(value, MAX_VALUE_CHARS) > MAX_VALUE_CHARS)
    throw failed(place, `the value for "${target}" is longer than ${MAX_VALUE_CHARS} characters`);
  if (!isContactField(target)) return value;
  if (typeof value !== 'object') return String(value);
  throw failed(
    place,
    `"${target}" takes a text, and the answer has ${Array.isArray(value) ? 'a list' : 'an object'} there; choose one value inside it`,
  );
}

function failed(path: string, problem: string): PlatformError {
  return new PlatformError('mapping_failed', `${path}: ${problem}.`, { path, errors: [{ path, message: problem }] });
}
