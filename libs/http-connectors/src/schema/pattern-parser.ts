import { SyntaxProblem } from '../values/syntax-problem.js';

/** Matches one code point. */
export type CharTest = (codePoint: number) => boolean;

export type PatternNode =
  | { readonly kind: 'char'; readonly test: CharTest }
  | { readonly kind: 'assert'; readonly at: 'start' | 'end' | 'boundary' | 'inside' }
  | { readonly kind: 'sequence'; readonly parts: readonly PatternNode[] }
  | { readonly kind: 'choice'; readonly options: readonly PatternNode[] }
  | { readonly kind: 'repeat'; readonly part: PatternNode; readonly min: number; readonly max: number };

export const MAX_PATTERN_CHARS = 500;
const MAX_GROUP_DEPTH = 20;

const QUANTIFIER = /(?:([*+?])|\{(\d{1,4})(?:(,)(\d{1,4})?)?\})\??/y;
const ESCAPE =
  /\\(?:[dDwWsS]|[pP]\{[\w=]{1,60}\}|u\{[0-9a-fA-F]{1,6}\}|u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|c[A-Za-z]|[fnrtv0]|[\^$\\.*+?()[\]{}|/-])/y;
const CLASS = /\[(?:[^\]\\]|\\[\s\S])*\]/y;
const GROUP_NAME = /\?<[A-Za-z_$][\w$]*>/y;

/**
 * Parses a regular expression in the part of the JavaScript syntax (flag `u`) that can be matched in linear time: no lookaround, no
 * back-references. Character classes are judged one character at a time by the built-in engine, where nothing can backtrack. Throws SyntaxProblem.
 */
export function parsePattern(source: string): PatternNode {
  if (source.length > MAX_PATTERN_CHARS) throw new SyntaxProblem(`the pattern is longer than ${MAX_PATTERN_CHARS} characters`);
  checkSyntax(source);
  const parser = new PatternParser(source);
  return parser.parseAll();
}

function checkSyntax(source: string): void {
  try {
    new RegExp(source, 'u');
  } catch {
    throw new SyntaxProblem(`the pattern ${JSON.stringify(source.slice(0, 100))} is not a valid regular expression`);
  }
}

class PatternParser {
  private position = 0;

  constructor(private readonly source: string) {}

  parseAll(): PatternNode {
    const node = this.parseChoice(0);
    if (this.position < this.source.length) throw this.unsupported();
    return node;
  }

  private parseChoice(depth: number): PatternNode {
    if (depth > MAX_GROUP_DEPTH) throw new SyntaxProblem(`the pattern nests more than ${MAX_GROUP_DEPTH} groups`);
    const options = [this.parseSequence(depth)];
    while (this.source[this.position] === '|') {
      this.position++;
      options.push(this.parseSequence(depth));
    }
    return options.length === 1 && options[0] ? options[0] : { kind: 'choice', options };
  }

  private parseSequence(depth: number): PatternNode {
    const parts: PatternNode[] = [];
    while (this.position < this.source.length && !'|)'.includes(this.source[this.position] ?? ''))
      parts.push(this.quantified(this.parseAtom(depth)));
    return { kind: 'sequence', parts };
  }

  private quantified(part: PatternNode): PatternNode {
    const found = this.take(QUANTIFIER);
    if (!found) return part;
    const [, sign, from, comma, to] = found;
    if (sign !== undefined) return { kind: 'repeat', part, min: sign === '+' ? 1 : 0, max: sign === '?' ? 1 : Infinity };
    const min = Number(from);
    return { kind: 'repeat', part, min, max: comma === undefined ? min : to === undefined ? Infinity : Number(to) };
  }

  private parseAtom(depth: number): PatternNode {
    const char = this.source[this.position];
    switch (char) {
      case '^':
        return this.assertion('start', 1);
      case '$':
        return this.assertion('end', 1);
      case '(':
        return this.parseGroup(depth);
      case '[':
        return this.charTest(this.take(CLASS)?.[0]);
      case '.':
        return this.charTest(this.advance('.'));
      case '\\':
        return this.parseEscape();
      default:
        return this.literal();
    }
  }

  private parseEscape(): PatternNode {
    if (this.source.startsWith('\\b', this.position)) return this.assertion('boundary', 2);
    if (this.source.startsWith('\\B', this.position)) return this.assertion('inside', 2);
    return this.charTest(this.take(ESCAPE)?.[0]);
  }

  private parseGroup(depth: number): PatternNode {
    this.position++;
    if (this.source.startsWith('?:', this.position)) this.position += 2;
    else if (this.source[this.position] === '?' && !this.take(GROUP_NAME)) throw this.unsupported();
    const inside = this.parseChoice(depth + 1);
    if (this.source[this.position] !== ')') throw this.unsupported();
    this.position++;
    return inside;
  }

  private assertion(at: 'start' | 'end' | 'boundary' | 'inside', length: number): PatternNode {
    this.position += length;
    return { kind: 'assert', at };
  }

  private literal(): PatternNode {
    const wanted = this.source.codePointAt(this.position) ?? 0;
    this.position += wanted > 0xffff ? 2 : 1;
    return { kind: 'char', test: (codePoint) => codePoint === wanted };
  }

  private charTest(charSource: string | undefined): PatternNode {
    if (charSource === undefined) throw this.unsupported();
    return { kind: 'char', test: testOf(charSource) };
  }

  private advance(text: string): string {
    this.position += text.length;
    return text;
  }

  private take(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.position;
    const found = pattern.exec(this.source);
    if (found) this.position += found[0].length;
    return found ?? undefined;
  }

  private unsupported(): SyntaxProblem {
    const where = this.source.slice(this.position, this.position + 12);
    return new SyntaxProblem(
      `the pattern cannot be used at ${JSON.stringify(where)}: lookahead, lookbehind and back-references are not supported, because they cannot be matched in bounded time`,
    );
  }
}

/** A test of one character class, with ASCII answers kept in a table. */
function testOf(charSource: string): CharTest {
  const expression = new RegExp(`^${charSource}$`, 'u');
  const ascii = Array.from({ length: 128 }, (_, code) => expression.test(String.fromCharCode(code)));
  return (codePoint) => (codePoint < 128 ? ascii[codePoint] === true : expression.test(String.fromCodePoint(codePoint)));
}
