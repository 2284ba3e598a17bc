import { memberPath, parseTemplate, type Problems } from '@patchbay/http-connectors';
import { isJsonObject, type JsonObject, type JsonValue } from '@patchbay/kernel';
import { kindOf, type JsonKind, type Place, type SchemaView } from '../schema/json-types.js';

/** What is known of the value a whole-text reference yields. */
export type KindsOfReference = (source: string) => ReadonlySet<JsonKind> | undefined;

export interface InputCheck {
  /** The action's input schema. */
  readonly view: SchemaView;
  /** What is called, for messages: `slack message.send`. */
  readonly action: string;
  readonly kindsOf: KindsOfReference;
  readonly problems: Problems;
}

/** Checks a node's input templates against the action's input schema: required members, unknown members, kinds of values. */
export function checkInput(input: JsonValue, path: string, check: InputCheck): void {
  checkPlace(input, { place: check.view.root, path }, check);
}

interface At {
  readonly place: Place;
  readonly path: string;
}

function checkPlace(value: JsonValue, { place, path }: At, check: InputCheck): void {
  if (typeof place === 'string') return;
  const { schema } = place;
  const { view, problems } = check;
  const kinds = view.kinds(schema);
  if (typeof value === 'string') return checkText(value, { schema, kinds, path }, check);
  if (kinds && !kinds.has(kindOf(value)))
    return problems.add(path, `must be ${named(kinds)}, as ${check.action} needs it; it is ${named([kindOf(value)])}`);
  if (isJsonObject(value)) checkObject(value, schema, path, check);
  else if (Array.isArray(value))
    value.forEach((item, i) => checkPlace(item, { place: view.member(schema, i), path: memberPath(path, i) }, check));
  else checkValue(value, { schema, path }, check);
}

function checkObject(value: JsonObject, schema: JsonObject, path: string, check: InputCheck): void {
  const { view, problems, action } = check;
  for (const name of view.required(schema)) {
    if (!Object.hasOwn(value, name)) problems.add(memberPath(path, name), `is required by ${action}`);
  }
  for (const [name, member] of Object.entries(value)) {
    const place = view.member(schema, name);
    if (place === 'absent') problems.add(memberPath(path, name), `is not a known field of ${action}`);
    else checkPlace(member, { place, path: memberPath(path, name) }, check);
  }
}

/** A text is itself, a text with holes, or the value of the one reference it is. */
function checkText(
  text: string,
  at: { schema: JsonObject; kinds: ReadonlySet<JsonKind> | undefined; path: string },
  check: InputCheck,
): void {
  const { schema, kinds, path } = at;
  const template = check.problems.attempt(path, () => parseTemplate(text), undefined);
  if (!template) return;
  if (template.whole) {
    const found = check.kindsOf(text);
    if (!found || !kinds || [...found].some((kind) => kinds.has(kind))) return;
    check.problems.add(path, `{{${template.whole.text}}} is ${named(found)}; ${check.action} needs ${named(kinds)} here`);
  } else if (kinds && !kinds.has('string')) {
    check.problems.add(path, `is a text; ${check.action} needs ${named(kinds)} here`);
  } else if (template.parts.every((part) => typeof part === 'string')) {
    checkValue(text, { schema, path }, check);
  }
}

function checkValue(value: JsonValue, { schema, path }: { schema: JsonObject; path: string }, { view, problems }: InputCheck): void {
  const values = view.values(schema);
  if (values && !values.includes(value)) problems.add(path, `must be one of ${JSON.stringify(values).slice(0, 300)}`);
}

const WORDS: Readonly<Record<JsonKind, string>> = {
  string: 'a text',
  number: 'a number',
  boolean: 'true or false',
  object: 'an object',
  array: 'a list',
  null: 'null',
};

function named(kinds: Iterable<JsonKind>): string {
  return [...kinds].map((kind) => WORDS[kind]).join(' or ');
}
