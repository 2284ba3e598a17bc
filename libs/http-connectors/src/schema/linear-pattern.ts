import { SyntaxProblem } from '../values/syntax-problem.js';
import { parsePattern, type CharTest, type PatternNode } from './pattern-parser.js';

/** States of one compiled pattern; `a{1,1000}` costs a thousand. */
export const MAX_PATTERN_STATES = 1_000;

/**
 * One state of the automaton: reads a character (`test`), checks a position (`assert`), or forks. `next` and `other` are state numbers.
 */
interface State {
  readonly test?: CharTest;
  readonly assert?: 'start' | 'end' | 'boundary' | 'inside';
  next: number;
  other: number;
}

const NONE = -1;
const MATCH = -2;

/** Told every state visited; may throw to stop a match that costs too much. */
export type Spend = (steps: number) => void;

/**
 * A regular expression matched by simulating all its states at once (Thompson 1968): time grows with text × states, never exponentially,
 * whatever the pattern. Answers only whether it matches somewhere in the text, which is all JSON Schema asks.
 */
export class LinearPattern {
  private readonly states: State[] = [];
  private readonly start: number;

  /** Throws SyntaxProblem for a pattern that is invalid, unsupported or too large. */
  constructor(
    readonly source: string,
    private readonly spend: Spend,
  ) {
    this.start = this.build(parsePattern(source), MATCH);
  }

  /** Number of states. */
  get size(): number {
    return this.states.length;
  }

  /** Ajv tells patterns apart by their text. */
  toString(): string {
    return `/${this.source}/`;
  }

  test(text: string): boolean {
    let current = new Set<number>();
    let position = 0;
    while (true) {
      // Also starting here: a pattern without ^ may match anywhere.
      if (this.follow(this.start, { text, position, into: current })) return true;
      if (position >= text.length) return false;
      const codePoint = text.codePointAt(position) ?? 0;
      position += codePoint > 0xffff ? 2 : 1;
      const following = new Set<number>();
      this.spend(current.size + 1);
      for (const index of current) {
        const state = this.states[index];
        if (state?.test?.(codePoint) && this.follow(state.next, { text, position, into: following })) return true;
      }
      current = following;
    }
  }

  /** Adds the character states reachable without reading; true when the match is complete. */
  private follow(from: number, at: { text: string; position: number; into: Set<number> }): boolean {
    const { text, position, into } = at;
    const open = [from];
    for (let index = open.pop(); index !== undefined; index = open.pop()) {
      if (index === MATCH) return true;
      const state = this.states[index];
      if (!state || into.has(index)) continue;
      into.add(index);
      this.spend(1);
      if (state.test) continue;
      if (state.assert !== undefined && !holds(state.assert, text, position)) continue;
      if (state.other !== NONE) open.push(state.other);
      open.push(state.next);
    }
    return false;
  }

  /** Builds the states of a node from its end: `next` is where to go on when the node has matched. */
  private build(node: PatternNode, next: number): number {
    switch (node.kind) {
      case 'char':
        return this.add({ test: node.test, next, other: NONE });
      case 'assert':
        return this.add({ assert: node.at, next, other: NONE });
      case 'sequence':
        return node.parts.reduceRight((following, part) => this.build(part, following), next);
      case 'choice':
        return node.options.map((option) => this.build(option, next)).reduce((other, option) => this.add({ next: option, other }));
      case 'repeat':
        return this.buildRepeat(node, next);
    }
  }

  private buildRepeat({ part, min, max }: Extract<PatternNode, { kind: 'repeat' }>, next: number): number {
    let start = next;
    if (max === Infinity) {
      const fork: State = { next: NONE, other: next };
      start = this.add(fork);
      fork.next = this.build(part, start);
    } else {
      for (let i = min; i < max; i++) start = this.add({ next: this.build(part, start), other: next });
    }
    for (let i = 0; i < min; i++) start = this.build(part, start);
    return start;
  }

  private add(state: State): number {
    if (this.states.length >= MAX_PATTERN_STATES)
      throw new SyntaxProblem(`the pattern repeats too much: written out it has more than ${MAX_PATTERN_STATES} parts`);
    return this.states.push(state) - 1;
  }
}

const WORD = /\w/;

function holds(assertion: NonNullable<State['assert']>, text: string, position: number): boolean {
  if (assertion === 'start') return position === 0;
  if (assertion === 'end') return position === text.length;
  const before = position > 0 && WORD.test(text[position - 1] ?? '');
  const after = position < text.length && WORD.test(text[position] ?? '');
  return (before !== after) === (assertion === 'boundary');
}
