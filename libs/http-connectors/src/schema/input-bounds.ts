import type { FieldProblem } from '@patchbay/kernel';
import { memberPath } from '../templates/value-template.js';

export const MAX_INPUT_DEPTH = 32;
export const MAX_INPUT_VALUES = 50_000;

/** Why an input is too deep or too large to be checked against a schema; undefined when it is not. */
export function inputBoundsProblem(input: unknown): FieldProblem | undefined {
  return walk(input, 'input', { depth: 0, left: { values: MAX_INPUT_VALUES } });
}

interface Walk {
  readonly depth: number;
  readonly left: { values: number };
}

function walk(value: unknown, path: string, at: Walk): FieldProblem | undefined {
  if (--at.left.values < 0) return { path: 'input', message: `has more than ${MAX_INPUT_VALUES} values` };
  if (typeof value !== 'object' || value === null) return undefined;
  if (at.depth >= MAX_INPUT_DEPTH) return { path: path.slice(0, 200), message: `nests deeper than ${MAX_INPUT_DEPTH} levels` };
  const below = { ...at, depth: at.depth + 1 };
  if (Array.isArray(value)) {
    for (const [i, item] of value.entries()) {
      const problem = typeof item === 'object' ? walk(item, memberPath(path, i), below) : walk(item, path, below);
      if (problem) return problem;
    }
    return undefined;
  }
  for (const key of Object.keys(value)) {
    const member = (value as Record<string, unknown>)[key];
    const problem = typeof member === 'object' ? walk(member, memberPath(path, key), below) : walk(member, path, below);
    if (problem) return problem;
  }
  return undefined;
}
