import { SyntaxProblem } from '../values/syntax-problem.js';
import { parseReference, short, type Reference } from '../templates/reference.js';
import { placeholderEnd } from '../templates/template.js';

/** A variable that stands for a reference: its value, or only whether it is null. */
export interface CelVariable {
  readonly reference: Reference;
  readonly isNullTest: boolean;
}

/** A condition in plain CEL, with its references taken out into variables. */
export interface CelText {
  readonly source: string;
  /** In the order of their names v0, v1, …. */
  readonly variables: readonly CelVariable[];
}

// One token at a time; each pattern is sticky and has no ambiguity, so the whole is linear.
const SPACE = /(?:\s+|\/\/[^\n]*)+/y;
const TEXT = /[rRbB]{0,2}(?:"""[\s\S]*?"""|'''[\s\S]*?'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')/y;
const NUMBER = /0[xX][0-9a-fA-F]+u?|\d+(?:\.\d+)?(?:[eE][+-]?\d+)?u?/y;
const CHAIN = /[A-Za-z_]\w*(?:\.[A-Za-z_]\w*(?![\w]|\s*\()|\[\d+\]|\["[^"\\\n]*"\]|\['[^'\\\n]*'\])*/y;
const NAME = /[A-Za-z_]\w*/y;
const CALL = /\s*\(/y;
const OPERATOR = /[!=]==|[=!<>]=|&&|\|\||[-+*/%<>!?:.,()[\]{}]/y;

const WORDS: ReadonlyMap<string, string> = new Map([
  ['true', 'true'],
  ['false', 'false'],
  ['null', 'null'],
  ['undefined', 'null'],
  ['in', 'in'],
  ...['int', 'uint', 'double', 'string', 'bool', 'bytes', 'list', 'map', 'null_type'].map((type) => [type, type] as const),
]);
/**
 * What a condition may call: everything here takes linear time and yields no more than it was given. CEL's list macros run an expression per element,
 * `matches` backtracks, and `join`, `hex` and their like let a short condition build a huge text.
 */
const FUNCTIONS: ReadonlySet<string> = new Set(['size', 'int', 'uint', 'double', 'string', 'bool', 'timestamp', 'duration', 'type', 'dyn']);
const METHODS =
  /^(?:size|startsWith|endsWith|contains|indexOf|lastIndexOf|substring|trim|lowerAscii|upperAscii|get(?:FullYear|Month|Date|DayOfMonth|DayOfWeek|DayOfYear|Hours|Minutes|Seconds|Milliseconds))$/;
const NULL_TEST = /\s*([=!])==?\s*(?:null|undefined)(?=\s*(?:$|&&|\|\||[)?:,\]]))/y;
/** After these a value begins that nothing to its left takes part in. */
const BEGINS_VALUE = /(?:^|&&|\|\||[(?:,[])$/;

/**
 * Rewrites the documented form into CEL: `{{reference}}` and bare references become variables, `===`/`!==` become `==`/`!=`,
 * `undefined` becomes `null`. A comparison of a reference with null becomes a variable of its own, so that the value is not looked into.
 * Quoted texts are copied untouched. Throws SyntaxProblem.
 */
export function toCel(source: string): CelText {
  const lexer = new ConditionLexer(source);
  return { source: lexer.rewrite(), variables: lexer.variables };
}

class ConditionLexer {
  readonly variables: CelVariable[] = [];
  private position = 0;
  private cel = '';

  constructor(private readonly source: string) {}

  rewrite(): string {
    while (this.position < this.source.length) this.cel += this.next();
    return this.cel;
  }

  private next(): string {
    if (this.source.startsWith('{{', this.position)) return this.placeholder();
    if (this.take(SPACE) !== undefined) return ' ';
    const text = this.take(TEXT);
    if (text !== undefined) return checkedText(text);
    const plain = this.take(NUMBER);
    if (plain !== undefined) return plain;
    const name = this.take(NAME);
    if (name !== undefined) return this.named(name);
    const operator = this.take(OPERATOR);
    if (operator !== undefined) return operator.length === 3 ? operator.slice(0, 2) : operator;
    const char = String.fromCodePoint(this.source.codePointAt(this.position) ?? 0);
    throw new SyntaxProblem(`has an unexpected ${JSON.stringify(char)} at character ${this.position + 1}`);
  }

  private placeholder(): string {
    const close = placeholderEnd(this.source, this.position);
    const reference = parseReference(this.source.slice(this.position + 2, close));
    this.position = close + 2;
    return this.read(reference);
  }

  private named(name: string): string {
    const isMember = this.cel.trimEnd().endsWith('.');
    if (this.sees(CALL)) {
      if (isMember ? METHODS.test(name) : FUNCTIONS.has(name)) return name;
      throw new SyntaxProblem(callProblem(name));
    }
    if (isMember) return name;
    const word = WORDS.get(name);
    if (word !== undefined) return word;
    this.position -= name.length;
    return this.read(parseReference(this.take(CHAIN) ?? name));
  }

  /** The variable of a reference, or of its comparison with null. */
  private read(reference: Reference): string {
    const test = BEGINS_VALUE.test(this.cel.trimEnd()) ? this.match(NULL_TEST) : undefined;
    if (!test) return this.variable({ reference, isNullTest: false });
    this.position += test[0].length;
    return `${test[1] === '!' ? '!' : ''}${this.variable({ reference, isNullTest: true })}`;
  }

  private variable(wanted: CelVariable): string {
    const {
      reference: { text, fallback },
      isNullTest,
    } = wanted;
    const known = this.variables.findIndex(
      (other) => other.reference.text === text && other.reference.fallback === fallback && other.isNullTest === isNullTest,
    );
    return `v${known === -1 ? this.variables.push(wanted) - 1 : known}`;
  }

  private match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.position;
    return pattern.exec(this.source);
  }

  private sees(pattern: RegExp): boolean {
    return this.match(pattern) !== null;
  }

  private take(pattern: RegExp): string | undefined {
    const found = this.match(pattern)?.[0];
    if (found !== undefined) this.position += found.length;
    return found;
  }
}

function callProblem(name: string): string {
  if (name === 'has') return 'uses has(); write {{reference}} !== null: a missing value reads as null';
  return `calls ${short(name)}(), which conditions cannot; to look through lists or change texts select with an output path, e.g. "active": "items[?status=='active']"`;
}

/** `"{{step_1.id}}"` is a text that holds braces: surely meant as the reference. */
function checkedText(literal: string): string {
  if (/^(["'])\{\{[^"']*\}\}\1$/.test(literal)) {
    throw new SyntaxProblem(`compares with the text ${short(literal)}; write the reference without quotes: ${short(literal.slice(1, -1))}`);
  }
  return literal;
}
