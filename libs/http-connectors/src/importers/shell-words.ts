import { SyntaxProblem } from '../values/syntax-problem.js';

/** Stands around the name of a shell variable inside a word, e.g. for `Bearer $TOKEN`. Private-use characters, which no command holds by accident. */
export const VARIABLE_START = '\ue000';
export const VARIABLE_END = '\ue001';

/**
 * Splits one shell command into words as a POSIX shell does: quotes, `$'…'`, backslashes, line continuations (also Windows' `^`). Variables are kept by
 * name between VARIABLE_START and VARIABLE_END; nothing is run or read. Throws SyntaxProblem.
 */
export function shellWords(command: string): string[] {
  return new WordReader(command).read();
}

const ANSI_ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  '0': '\0',
  b: '\b',
  f: '\f',
  v: '\v',
  a: '\u0007',
  e: '\u001b',
};
const VARIABLE = /\$(?:\{([A-Za-z_]\w{0,99})\}|([A-Za-z_]\w{0,99}))/y;
const ANSI_CODE = /\\(?:u([0-9a-fA-F]{1,4})|x([0-9a-fA-F]{1,2}))/y;

class WordReader {
  private readonly words: string[] = [];
  private word: string | undefined;
  private position = 0;

  constructor(private readonly text: string) {}

  read(): string[] {
    while (this.position < this.text.length) this.step();
    this.endWord();
    return this.words;
  }

  private step(): void {
    const char = this.text[this.position] ?? '';
    if (/\s/.test(char)) return this.skip(() => this.endWord());
    if (/^(?:\\|\^)\r?\n/.test(this.text.slice(this.position, this.position + 3))) return this.continueLine();
    switch (char) {
      case "'":
        return this.singleQuoted();
      case '"':
        return this.doubleQuoted();
      case '\\':
        return this.add(this.text[this.position + 1] ?? '', 2);
      case '$':
        return this.dollar();
      case '`':
        throw new SyntaxProblem('runs another command with `…`; paste a single curl command');
      case '|':
      case ';':
      case '<':
      case '>':
      case '&':
        throw new SyntaxProblem(`has "${char}" outside quotes; paste a single curl command, with quotes around its URL and data`);
      default:
        return char === '#' && this.word === undefined ? this.comment() : this.add(char, 1);
    }
  }

  private add(text: string, length: number): void {
    this.word = (this.word ?? '') + text;
    this.position += length;
  }

  private skip(then: () => void): void {
    then();
    this.position++;
  }

  private endWord(): void {
    if (this.word !== undefined) this.words.push(this.word);
    this.word = undefined;
  }

  private continueLine(): void {
    this.position = this.text.indexOf('\n', this.position) + 1;
  }

  private comment(): void {
    const end = this.text.indexOf('\n', this.position);
    this.position = end === -1 ? this.text.length : end;
  }

  private singleQuoted(): void {
    const end = this.text.indexOf("'", this.position + 1);
    if (end === -1) throw new SyntaxProblem("has a ' that is not closed");
    this.add(this.text.slice(this.position + 1, end), end + 1 - this.position);
  }

  private doubleQuoted(): void {
    this.add('', 1);
    for (let char = this.text[this.position]; char !== '"'; char = this.text[this.position]) {
      if (char === undefined) throw new SyntaxProblem('has a " that is not closed');
      const next = this.text[this.position + 1] ?? '';
      if (char === '\\' && next === '\n') this.position += 2;
      else if (char === '\\' && '"\\$`'.includes(next)) this.add(next, 2);
      else if (char === '$') this.variable();
      else this.add(char, 1);
    }
    this.position++;
  }

  private dollar(): void {
    if (this.text[this.position + 1] === "'") return this.ansiQuoted();
    this.variable();
  }

  private variable(): void {
    if (this.text[this.position + 1] === '(') throw new SyntaxProblem('runs another command with $(…); paste a single curl command');
    VARIABLE.lastIndex = this.position;
    const found = VARIABLE.exec(this.text);
    if (!found) return this.add('$', 1);
    this.add(VARIABLE_START + (found[1] ?? found[2] ?? '') + VARIABLE_END, found[0].length);
  }

  /** Bash's `$'…'`, which browsers write when they copy a request. */
  private ansiQuoted(): void {
    this.add('', 2);
    for (let char = this.text[this.position]; char !== "'"; char = this.text[this.position]) {
      if (char === undefined) throw new SyntaxProblem("has a $' that is not closed");
      ANSI_CODE.lastIndex = this.position;
      const code = char === '\\' ? ANSI_CODE.exec(this.text) : null;
      const next = this.text[this.position + 1] ?? '';
      if (code) this.add(String.fromCharCode(Number.parseInt(code[1] ?? code[2] ?? '', 16)), code[0].length);
      else if (char === '\\') this.add(ANSI_ESCAPES[next] ?? next, 2);
      else this.add(char, 1);
    }
    this.position++;
  }
}
