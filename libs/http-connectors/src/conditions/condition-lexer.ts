import { SyntaxProblem } from '../values/syntax-problem.js';
import { parseReference, short, type Reference } from '../templates/reference.js';
import { placeholderEnd } from '../templates/template.js';

/** A condition in plain CEL, with its references taken out into variables. */
export interface CelText {
  readonly source: string;
  /** In the order of their variables r0, r1, …. */
  readonly references: readonly Reference[];
}

// One token at a time; each pattern is sticky and has no ambiguity, so the whole is linear.
const SPACE = /(?:\s+|\/\/[^\n]*)+/y;
const TEXT = /[rRbB]{0,2}(?:"""[\s\S]*?"""|'''[\s\S]*?'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')/y;
const NUMBER = /0[xX][0-9a-fA-F]+u?|\d+(?:\.\d+)?(?:[eE][+-]?\d+)?u?/y;
const CHAIN = /[A-Za-z_]\w*(?:\.[A-Za-z_]\w*(?![\w]|\s*\()|\[\d+\]|\["[^"\\\n]*"\]|\['[^'\\\n]*'\])*/y;
const NAME = /[A-Za-z_]\w*/y;
const OPERATOR = /[!=]==|[=!<>]=|&&|\|\||[-+*/%<>!?:.,()[\]{}]/y;

const WORDS: ReadonlyMap<string, string> = new Map([
  ['true', 'true'], ['false', 'false'], ['null', 'null'], ['undefined', 'null'], ['in', 'in'],
  ...['int', 'uint', 'double', 'string', 'bool', 'bytes', 'list', 'map', 'null_type'].map((type) => [type, type] as const),
]);
/** Each element runs an expression of its own, or a regular expression backtracks: more than linear time. */
const UNBOUNDED: ReadonlySet<string> = new Set(['all', 'exists', 'exists_one', 'map', 'filter', 'bind', 'matches']);

/**
 * Rewrites the documented form into CEL: `{{reference}}` and bare references become variables, `===`/`!==` become `==`/`!=`,
 * `undefined` becomes `null`. Quoted texts are copied untouched. Throws SyntaxProblem.
 */
export function toCel(source: string): CelText {
  const references: Reference[] = [];
  const variable = (text: string): string => {
    const reference = parseReference(text);
    const known = references.findIndex((other) => other.text === reference.text && other.fallback === reference.fallback);
    return `r${known === -1 ? references.push(reference) - 1 : known}`;
  };
  let cel = '';
  let position = 0;
  while (position < source.length) {
    const [text, end] = nextToken(source, position, cel, variable);
    cel += text;
    position = end;
  }
  return { source: cel, references };
}

function nextToken(source: string, position: number, before: string, variable: (text: string) => string): readonly [string, number] {
  if (source.startsWith('{{', position)) {
    const close = placeholderEnd(source, position);
    return [variable(source.slice(position + 2, close)), close + 2];
  }
  const space = match(SPACE, source, position);
  if (space !== undefined) return [' ', position + space.length];
  const text = match(TEXT, source, position);
  if (text !== undefined) return [checkedText(text), position + text.length];
  const number = match(NUMBER, source, position);
  if (number !== undefined) return [number, position + number.length];
  const name = match(NAME, source, position);
  if (name !== undefined) return nameToken(source, position, { name, before, variable });
  const operator = match(OPERATOR, source, position);
  if (operator !== undefined) return [operator.length === 3 ? operator.slice(0, 2) : operator, position + operator.length];
  throw new SyntaxProblem(`has an unexpected ${JSON.stringify(String.fromCodePoint(source.codePointAt(position) ?? 0))} at character ${position + 1}`);
}

interface NameAt {
  readonly name: string;
  readonly before: string;
  readonly variable: (text: string) => string;
}

function nameToken(source: string, position: number, { name, before, variable }: NameAt): readonly [string, number] {
  const end = position + name.length;
  const called = /\s*\(/y;
  called.lastIndex = end;
  const isCall = called.test(source);
  const isMember = before.trimEnd().endsWith('.');
  if (isCall && UNBOUNDED.has(name)) {
    throw new SyntaxProblem(`uses ${name}(), which can take more than linear time; select with an output path instead, e.g. "active": "items[?status=='active']"`);
  }
  if (isCall && name === 'has' && !isMember) throw new SyntaxProblem('uses has(); write {{reference}} !== null: a missing value reads as null');
  if (isMember || isCall) return [name, end];
  const word = WORDS.get(name);
  if (word !== undefined) return [word, end];
  const chain = match(CHAIN, source, position) ?? name;
  return [variable(chain), position + chain.length];
}

/** `"{{step_1.id}}"` is a text that holds braces: surely meant as the reference. */
function checkedText(literal: string): string {
  if (/^(["'])\{\{[^"']*\}\}\1$/.test(literal)) {
    throw new SyntaxProblem(`compares with the text ${short(literal)}; write the reference without quotes: ${short(literal.slice(1, -1))}`);
  }
  return literal;
}

function match(pattern: RegExp, source: string, position: number): string | undefined {
  pattern.lastIndex = position;
  return pattern.exec(source)?.[0];
}
