import { isJsonObject, type JsonObject, type JsonValue } from '@patchbay/kernel';

/** An expression that cannot be applied to this value: a type clash or too much work. The caller names the place. */
export class PathProblem extends Error {
  override readonly name = 'PathProblem';

  constructor(
    message: string,
    readonly functionName?: string,
  ) {
    super(message);
  }
}

/** Steps one evaluation may take: a list of 100,000 objects can be searched, and no expression holds the process for more than a fraction of a second. */
export const MAX_PATH_STEPS = 1_000_000;

/** Counts the work of one evaluation, so that no expression costs more than a fixed time whatever it and the answer look like. */
export class PathBudget {
  private left = MAX_PATH_STEPS;

  spend(steps: number): void {
    this.left -= steps;
    if (this.left < 0) throw new PathProblem('needs too much work for this answer; choose a more direct path');
  }

  /** Walks a value that may share parts, so that turning it into text cannot explode. */
  walk(value: JsonValue): void {
    this.spend(1);
    if (typeof value === 'string') this.spend(value.length >> 4);
    if (Array.isArray(value)) for (const item of value) this.walk(item);
    else if (isObject(value)) for (const key of Object.keys(value)) this.walk(value[key] ?? null);
  }
}

export function isObject(value: unknown): value is JsonObject {
  return isJsonObject(value);
}

/** JMESPath truth: false, null, empty text, empty list and empty object are false. */
export function isFalse(value: JsonValue): boolean {
  if (value === null || value === false || value === '') return true;
  if (Array.isArray(value)) return value.length === 0;
  return isObject(value) && Object.keys(value).length === 0;
}

/** Deep equality of JSON values. */
export function sameJson(left: JsonValue, right: JsonValue, budget: PathBudget): boolean {
  budget.spend(1);
  if (left === right) return true;
  if (Array.isArray(left)) {
    return Array.isArray(right) && left.length === right.length && left.every((item, i) => sameJson(item, right[i] ?? null, budget));
  }
  if (!isObject(left) || !isObject(right)) return false;
  const keys = Object.keys(left);
  return (
    keys.length === Object.keys(right).length &&
    keys.every((key) => Object.hasOwn(right, key) && sameJson(left[key] ?? null, right[key] ?? null, budget))
  );
}
