import type { JsonValue } from '@patchbay/kernel';
import jmespath from 'jmespath';
import { SyntaxProblem } from '../values/syntax-problem.js';
import { PathBudget } from './path-budget.js';
import { compileNode, type PathNode } from './path-compiler.js';

export const MAX_PATH_CHARS = 1_000;

/** A compiled JMESPath expression. */
export interface JsonPath {
  readonly source: string;
  /** The members of the searched value that the expression reads first, e.g. `step_1` in `step_1.items[0]`. */
  readonly roots: ReadonlySet<string>;
  /** The value found; null when nothing is there. Throws PathProblem when the expression does not fit the value or needs too much work. */
  readonly find: (value: JsonValue) => JsonValue;
}

// Only the parser of the library is used. Its types leave `compile` out.
const parser = jmespath as unknown as { compile(source: string): PathNode };

/** Compiles a JMESPath expression once. Throws SyntaxProblem. */
export function compilePath(source: string): JsonPath {
  if (source.trim() === '') throw new SyntaxProblem('is empty; write a JMESPath such as data.items[0].id, or @ for everything');
  if (source.length > MAX_PATH_CHARS) throw new SyntaxProblem(`is longer than ${MAX_PATH_CHARS} characters`);
  const node = parse(source);
  const evaluate = compileNode(node);
  const sharesParts = makesNewValues(node);
  return {
    source,
    roots: new Set(rootFields(node)),
    find: (value) => {
      const budget = new PathBudget();
      const found = evaluate(value, budget);
      // A selected value may hold the same part many times over: small in memory, endless as text.
      if (sharesParts) budget.walk(found);
      return found;
    },
  };
}

function parse(source: string): PathNode {
  try {
    return parser.compile(source);
  } catch (thrown) {
    const reason = thrown instanceof Error && !(thrown instanceof RangeError) ? thrown.message : 'it nests too deep';
    throw new SyntaxProblem(`is not a valid JMESPath: ${reason.slice(0, 200)}`);
  }
}

const PLAIN: ReadonlySet<string> = new Set([
  'Field',
  'Index',
  'Subexpression',
  'IndexExpression',
  'Identity',
  'Current',
  'Literal',
  'Comparator',
  'NotExpression',
]);

function makesNewValues(node: PathNode): boolean {
  return !PLAIN.has(node.type) || (node.children ?? []).some((part) => typeof part === 'object' && part !== null && makesNewValues(part));
}

function rootFields(node: PathNode): string[] {
  if (node.type === 'Field') return [node.name ?? ''];
  if (node.type === 'MultiSelectHash') return nodesOf(node).flatMap((pair) => rootFields(pair.value as PathNode));
  const parts = nodesOf(node);
  // Of these only the first part looks at the searched value itself; the others look at what it found.
  const first = ['Subexpression', 'IndexExpression', 'Pipe', 'Projection', 'ValueProjection', 'FilterProjection'].includes(node.type);
  if (node.type === 'ExpressionReference') return [];
  return (first ? parts.slice(0, 1) : parts).flatMap(rootFields);
}

function nodesOf(node: PathNode): PathNode[] {
  return (node.children ?? []).filter((part) => typeof part === 'object' && part !== null);
}
