import type { JsonObject, JsonValue } from '@patchbay/kernel';
import { ownMember, setMember } from '../values/own-property.js';
import { SyntaxProblem } from '../values/syntax-problem.js';
import { isFalse, isObject, PathProblem, sameJson, type PathBudget } from './path-budget.js';
import { functionNamed, type Argument, type Evaluate } from './path-functions.js';

/** A node as jmespath.js parses it. A slice's children are numbers or null. */
export interface PathNode {
  readonly type: string;
  readonly name?: string;
  readonly value?: unknown;
  readonly children?: readonly (PathNode | number | null)[];
}

/** Turns a parsed expression into closures once; the library's own interpreter parses at every search and has no bound on its work. */
export function compileNode(node: PathNode): Evaluate {
  const compile = COMPILERS[node.type];
  if (!compile) throw new SyntaxProblem(`uses "${node.type}", which is not supported`);
  return compile(node);
}

const identity: Evaluate = (value) => value;

const COMPILERS: Readonly<Record<string, (node: PathNode) => Evaluate>> = {
  Field: (node) => compileField(node.name ?? ''),
  Subexpression: (node) => chain(node),
  IndexExpression: (node) => chain(node),
  Pipe: (node) => chain(node),
  Index: (node) => compileIndex(Number(node.value)),
  Slice: (node) => compileSlice(node),
  Projection: (node) => compileProjection(node),
  ValueProjection: (node) => compileValueProjection(node),
  FilterProjection: (node) => compileFilter(node),
  Flatten: (node) => compileFlatten(child(node, 0)),
  Comparator: (node) => compileComparator(node),
  Identity: () => identity,
  Current: () => identity,
  Literal: (node) => () => node.value as JsonValue,
  MultiSelectList: (node) => compileSelectList(node),
  MultiSelectHash: (node) => compileSelectHash(node),
  OrExpression: (node) => either(node, true),
  AndExpression: (node) => either(node, false),
  NotExpression: (node) => not(child(node, 0)),
  Function: (node) => compileCall(node),
};

function child(node: PathNode, index: number): Evaluate {
  const found = node.children?.[index];
  if (typeof found !== 'object' || found === null) throw new SyntaxProblem('is not a valid JMESPath: it is incomplete');
  return compileNode(found);
}

function compileField(name: string): Evaluate {
  return (value) => (Array.isArray(value) ? null : (ownMember(value, name) ?? null));
}

function chain(node: PathNode): Evaluate {
  const left = child(node, 0);
  const right = child(node, 1);
  return (value, budget) => {
    budget.spend(1);
    return right(left(value, budget), budget);
  };
}

function compileIndex(index: number): Evaluate {
  return (value) => (Array.isArray(value) ? (value.at(index) ?? null) : null);
}

function compileSlice(node: PathNode): Evaluate {
  const [start, stop, step] = (node.children ?? []).map((part) => (typeof part === 'number' ? part : undefined));
  const by = step ?? 1;
  if (by === 0) throw new SyntaxProblem('has a slice with step 0');
  return (value, budget) => {
    if (!Array.isArray(value)) return null;
    const { length } = value;
    const bound = (wanted: number | undefined, fallback: number): number => {
      if (wanted === undefined) return fallback;
      const from = wanted < 0 ? wanted + length : wanted;
      return by > 0 ? Math.min(Math.max(from, 0), length) : Math.min(Math.max(from, -1), length - 1);
    };
    const first = bound(start, by > 0 ? 0 : length - 1);
    const last = bound(stop, by > 0 ? length : -1);
    const picked: JsonValue[] = [];
    for (let i = first; by > 0 ? i < last : i > last; i += by) picked.push(value[i] ?? null);
    budget.spend(picked.length);
    return picked;
  };
}

function project(items: readonly JsonValue[], each: Evaluate, budget: PathBudget): JsonValue[] {
  const collected: JsonValue[] = [];
  budget.spend(items.length);
  for (const item of items) {
    const found = each(item, budget);
    if (found !== null) collected.push(found);
  }
  return collected;
}

function compileProjection(node: PathNode): Evaluate {
  const base = child(node, 0);
  const each = child(node, 1);
  return (value, budget) => {
    const items = base(value, budget);
    return Array.isArray(items) ? project(items, each, budget) : null;
  };
}

function compileValueProjection(node: PathNode): Evaluate {
  const base = child(node, 0);
  const each = child(node, 1);
  return (value, budget) => {
    const found = base(value, budget);
    return isObject(found) ? project(Object.values(found), each, budget) : null;
  };
}

function compileFilter(node: PathNode): Evaluate {
  const base = child(node, 0);
  const each = child(node, 1);
  const test = child(node, 2);
  return (value, budget) => {
    const items = base(value, budget);
    if (!Array.isArray(items)) return null;
    budget.spend(items.length);
    return project(
      items.filter((item) => !isFalse(test(item, budget))),
      each,
      budget,
    );
  };
}

function compileFlatten(base: Evaluate): Evaluate {
  return (value, budget) => {
    const items = base(value, budget);
    if (!Array.isArray(items)) return null;
    const merged: JsonValue[] = [];
    for (const item of items) {
      budget.spend(Array.isArray(item) ? item.length + 1 : 1);
      if (Array.isArray(item)) for (const inner of item) merged.push(inner);
      else merged.push(item);
    }
    return merged;
  };
}

function compileComparator(node: PathNode): Evaluate {
  const left = child(node, 0);
  const right = child(node, 1);
  const compare = COMPARATORS[node.name ?? ''];
  if (!compare) throw new SyntaxProblem(`uses the unknown comparison "${node.name ?? ''}"`);
  return (value, budget) => compare(left(value, budget), right(value, budget), budget);
}

type Compare = (left: JsonValue, right: JsonValue, budget: PathBudget) => JsonValue;

/** Order exists between two numbers or two texts only; anything else is null, as the specification says for values without order. */
const ordered =
  (test: (left: number | string, right: number | string) => boolean): Compare =>
  (left, right) => {
    if (typeof left === 'number' && typeof right === 'number') return test(left, right);
    return typeof left === 'string' && typeof right === 'string' ? test(left, right) : null;
  };

const COMPARATORS: Readonly<Record<string, Compare>> = {
  EQ: sameJson,
  NE: (left, right, budget) => !sameJson(left, right, budget),
  GT: ordered((left, right) => left > right),
  GTE: ordered((left, right) => left >= right),
  LT: ordered((left, right) => left < right),
  LTE: ordered((left, right) => left <= right),
};

function compileSelectList(node: PathNode): Evaluate {
  const items = (node.children ?? []).map((_, i) => child(node, i));
  return (value, budget) => {
    if (value === null) return null;
    budget.spend(items.length);
    return items.map((item) => item(value, budget));
  };
}

function compileSelectHash(node: PathNode): Evaluate {
  const members = (node.children ?? []).map((pair) => {
    if (typeof pair !== 'object' || pair === null) throw new SyntaxProblem('is not a valid JMESPath: it is incomplete');
    return [pair.name ?? '', compileNode(pair.value as PathNode)] as const;
  });
  return (value, budget) => {
    if (value === null) return null;
    budget.spend(members.length);
    const selected: JsonObject = {};
    for (const [name, evaluate] of members) setMember(selected, name, evaluate(value, budget));
    return selected;
  };
}

/** `||` goes on to the right when the left is false, `&&` when it is not. */
function either(node: PathNode, rightWhenFalse: boolean): Evaluate {
  const left = child(node, 0);
  const right = child(node, 1);
  return (value, budget) => {
    budget.spend(1);
    const first = left(value, budget);
    return isFalse(first) === rightWhenFalse ? right(value, budget) : first;
  };
}

function not(operand: Evaluate): Evaluate {
  return (value, budget) => isFalse(operand(value, budget));
}

function compileCall(node: PathNode): Evaluate {
  const name = node.name ?? '';
  const entry = functionNamed(name);
  if (!entry) throw new SyntaxProblem(`calls the unknown function ${name}()`);
  const parts = node.children ?? [];
  if (parts.length < entry.min || parts.length > entry.max) {
    throw new SyntaxProblem(
      `calls ${name}() with ${parts.length} arguments; it takes ${entry.min === entry.max ? entry.min : `${entry.min} or more`}`,
    );
  }
  const args = parts.map((part, i): ((value: JsonValue, budget: PathBudget) => Argument) => {
    if (typeof part !== 'object' || part === null || part.type !== 'ExpressionReference') return child(node, i);
    const evaluate = child(part, 0);
    return () => evaluate;
  });
  return (value, budget) => {
    budget.spend(1);
    try {
      return entry.run(
        args.map((arg) => arg(value, budget)),
        budget,
      );
    } catch (thrown) {
      const unnamed = thrown instanceof PathProblem && thrown.functionName === undefined;
      throw unnamed ? new PathProblem(`${name}() ${thrown.message}`, name) : thrown;
    }
  };
}
