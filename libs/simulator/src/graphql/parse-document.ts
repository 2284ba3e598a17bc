/** A field asked for, with its arguments filled in. */
export interface Selection {
  readonly name: string;
  /** Name of its answer. */
  readonly alias: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly fields: readonly Selection[];
}

export interface Operation {
  readonly kind: 'query' | 'mutation';
  readonly fields: readonly Selection[];
}

const TOKEN = /"""[\s\S]*?"""|"(?:[^"\\]|\\.)*"|\.\.\.|[{}()[\]:$@!=|]|-?\d+(?:\.\d+)?|[A-Za-z_]\w*/g;

/** Reads the one operation of a document; undefined when it is none. Fragments are put in their places, `@include` and `@skip` are followed. */
export function parseOperation(document: string, variables: Readonly<Record<string, unknown>>): Operation | undefined {
  try {
    return new DocumentReader(document, variables).operation();
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Recursive descent over https://spec.graphql.org/October2021/#sec-Language, without type checks. */
class DocumentReader {
  private readonly tokens: readonly string[];
  private readonly fragments = new Map<string, number>();
  private at = 0;

  constructor(
    document: string,
    private readonly variables: Readonly<Record<string, unknown>>,
  ) {
    this.tokens = document.replace(/#.*$/gm, '').match(TOKEN) ?? [];
    this.tokens.forEach((token, i) => {
      // `fragment Name on Type {`: where its fields begin.
      if (token === 'fragment' && this.tokens[i + 2] === 'on') this.fragments.set(this.tokens[i + 1] ?? '', i + 4);
    });
  }

  operation(): Operation {
    while (this.peek() === 'fragment') this.skipDefinition();
    const kind = this.peek() === 'mutation' ? 'mutation' : 'query';
    while (this.peek() !== '{') this.next();
    return { kind, fields: this.selections() };
  }

  private skipDefinition(): void {
    while (this.peek() !== '{') this.next();
    let depth = 0;
    do {
      const token = this.next();
      depth += token === '{' ? 1 : token === '}' ? -1 : 0;
    } while (depth > 0);
  }

  private selections(): Selection[] {
    const fields: Selection[] = [];
    this.take('{');
    while (this.peek() !== '}') fields.push(...this.selection());
    this.take('}');
    return fields;
  }

  private selection(): Selection[] {
    if (this.peek() === '...') return this.spread();
    const first = this.next();
    const aliased = this.peek() === ':';
    if (aliased) this.next();
    const name = aliased ? this.next() : first;
    const args = this.peek() === '(' ? this.args() : {};
    const wanted = this.directives();
    const fields = this.peek() === '{' ? this.selections() : [];
    return wanted ? [{ name, alias: first, args, fields }] : [];
  }

  private spread(): Selection[] {
    this.take('...');
    if (this.peek() === 'on') {
      this.next();
      this.next();
      return this.selections();
    }
    const start = this.fragments.get(this.next());
    if (start === undefined) throw new SyntaxError('Unknown fragment');
    const back = this.at;
    this.at = start;
    const fields = this.selections();
    this.at = back;
    return fields;
  }

  /** Whether the field stays. */
  private directives(): boolean {
    let wanted = true;
    while (this.peek() === '@') {
      this.next();
      const name = this.next();
      const args = this.peek() === '(' ? this.args() : {};
      if (name === 'include' && args['if'] === false) wanted = false;
      if (name === 'skip' && args['if'] === true) wanted = false;
    }
    return wanted;
  }

  private args(): Record<string, unknown> {
    this.take('(');
    return this.members(')');
  }

  private members(end: string): Record<string, unknown> {
    const members: [string, unknown][] = [];
    while (this.peek() !== end) {
      const name = this.next();
      this.take(':');
      const value = this.value();
      // A variable that was not given is an argument that was not given.
      if (value !== undefined) members.push([name, value]);
    }
    this.take(end);
    return Object.fromEntries(members);
  }

  private value(): unknown {
    const token = this.next();
    if (token === '$') return this.variables[this.next()];
    if (token === '{') return this.members('}');
    if (token === '[') {
      const items: unknown[] = [];
      while (this.peek() !== ']') items.push(this.value());
      this.take(']');
      return items;
    }
    if (token.startsWith('"""')) return token.slice(3, -3);
    if (token.startsWith('"') || /^-?\d/.test(token)) return JSON.parse(token) as unknown;
    if (token === 'null') return null;
    return token === 'true' ? true : token === 'false' ? false : token;
  }

  private peek(): string {
    const token = this.tokens[this.at];
    if (token === undefined) throw new SyntaxError('The document ends too early');
    return token;
  }

  private next(): string {
    const token = this.peek();
    this.at += 1;
    return token;
  }

  private take(token: string): void {
    if (this.next() !== token) throw new SyntaxError(`Expected ${token}`);
  }
}
