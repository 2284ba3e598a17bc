import { type JsonValue } from '@patchbay/kernel';
import { isReservedName, ownMember } from '../values/own-property.js';
import { SyntaxProblem } from '../values/syntax-problem.js';

/** What `{{contact.tags[0] | default: "x"}}` says: where to look, and what to take when nothing is there. */
export interface Reference {
  /** `input`, `contact`, `workspace`, `now` or a step's id. */
  readonly root: string;
  readonly path: readonly (string | number)[];
  /** The reference without its default, for messages. */
  readonly text: string;
  readonly fallback?: { readonly value: JsonValue };
}

export const MAX_REFERENCE_CHARS = 1_000;
const MAX_PATH_PARTS = 32;

const NAME = /[A-Za-z_$][\w$-]*/y;
const MEMBER = /\s*\.\s*(?:([A-Za-z_$][\w$-]*)|(\d{1,9}))/y;
const INDEX = /\s*\[\s*(\d{1,9})\s*\]/y;
const QUOTED_MEMBER = /\s*\[\s*("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')\s*\]/y;
const FILTER = /\s*\|\s*([A-Za-z_]\w*)\s*(:?)/y;

/**
 * Parses the inside of a placeholder. Linear in its length.
 * Out: the reference. Throws SyntaxProblem for anything that is not a dotted path with an optional `| default: <JSON value>`.
 */
export function parseReference(source: string): Reference {
  if (source.length > MAX_REFERENCE_CHARS) throw new SyntaxProblem(`the placeholder is longer than ${MAX_REFERENCE_CHARS} characters`);
  const text = source.trim();
  if (text === '') throw new SyntaxProblem('the placeholder {{}} is empty');
  const root = at(NAME, text, 0)?.[0];
  if (root === undefined) throw notAReference(text);
  const path: (string | number)[] = [];
  let position = root.length;
  for (let part = readPart(text, position); part; part = readPart(text, position)) {
    if (path.push(part.key) > MAX_PATH_PARTS) throw new SyntaxProblem(`{{${short(text)}}} has more than ${MAX_PATH_PARTS} parts`);
    position = part.end;
  }
  const forbidden = [root, ...path].find((part) => typeof part === 'string' && isReservedName(part));
  if (forbidden !== undefined) throw new SyntaxProblem(`{{${short(text)}}} may not read "${forbidden}"`);
  const plain = { root, path, text: text.slice(0, position) };
  return position === text.length ? plain : { ...plain, fallback: { value: readDefault(text, position) } };
}

/** The value at a path of own members; undefined when there is none. */
export function readPath(value: JsonValue | undefined, path: readonly (string | number)[]): JsonValue | undefined {
  let current = value;
  for (const key of path) {
    if (current === undefined) return undefined;
    current = ownMember(current, key);
  }
  return current;
}

function readPart(text: string, position: number): { key: string | number; end: number } | undefined {
  const member = at(MEMBER, text, position);
  if (member) return { key: member[1] ?? Number(member[2]), end: position + member[0].length };
  const index = at(INDEX, text, position);
  if (index) return { key: Number(index[1]), end: position + index[0].length };
  const quoted = at(QUOTED_MEMBER, text, position);
  if (quoted) return { key: unquote(quoted[1] ?? ''), end: position + quoted[0].length };
  return undefined;
}

function readDefault(text: string, position: number): JsonValue {
  const filter = at(FILTER, text, position);
  if (!filter) throw notAReference(text);
  if (filter[1] !== 'default')
    throw new SyntaxProblem(`{{${short(text)}}} uses "${short(filter[1] ?? '')}"; the only filter is default: {{name | default: "value"}}`);
  const literal = text.slice(position + filter[0].length).trim();
  if (filter[2] !== ':' || literal === '')
    throw new SyntaxProblem(`{{${short(text)}}} needs a value after default, e.g. {{name | default: "value"}}`);
  try {
    if (literal.startsWith("'") && /^'(?:[^'\\]|\\.)*'$/.test(literal)) return unquote(literal);
    return JSON.parse(literal) as JsonValue;
  } catch {
    throw new SyntaxProblem(`the default of {{${short(text)}}} must be a quoted text, a number, true, false, null or other JSON`);
  }
}

/** The text of a string literal in double or single quotes. */
function unquote(literal: string): string {
  if (literal.startsWith('"')) {
    try {
      return JSON.parse(literal) as string;
    } catch {
      throw new SyntaxProblem(`${short(literal)} is not a valid quoted text`);
    }
  }
  return literal.slice(1, -1).replace(/\\(.)/g, '$1');
}

function at(pattern: RegExp, text: string, position: number): RegExpExecArray | null {
  pattern.lastIndex = position;
  return pattern.exec(text);
}

function notAReference(text: string): SyntaxProblem {
  return new SyntaxProblem(
    `{{${short(text)}}} is not a reference; write a path such as {{contact.email}} or {{input.items[0].id | default: "none"}}`,
  );
}

export function short(text: string): string {
  return text.length <= 80 ? text : `${text.slice(0, 77)}...`;
}
