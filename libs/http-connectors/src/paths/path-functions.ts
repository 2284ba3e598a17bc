import type { JsonObject, JsonValue } from '@patchbay/kernel';
import { setMember } from '../values/own-property.js';
import { isObject, PathProblem, sameJson, type PathBudget } from './path-budget.js';

/** A compiled expression: applied to a value within a budget. */
export type Evaluate = (value: JsonValue, budget: PathBudget) => JsonValue;

/** An argument: a value, or an expression given as `&expression`. */
export type Argument = JsonValue | Evaluate;

type PathFunction = (args: readonly Argument[], budget: PathBudget) => JsonValue;

interface Entry {
  readonly min: number;
  readonly max: number;
  readonly run: PathFunction;
}

/** The functions of the JMESPath specification (https://jmespath.org/specification.html#built-in-functions). */
const FUNCTIONS: ReadonlyMap<string, Entry> = new Map<string, Entry>([
  ['abs', { min: 1, max: 1, run: ([x]) => Math.abs(number(x)) }],
  ['avg', { min: 1, max: 1, run: ([x], budget) => average(numbers(x, budget)) }],
  ['ceil', { min: 1, max: 1, run: ([x]) => Math.ceil(number(x)) }],
  ['contains', { min: 2, max: 2, run: ([within, what], budget) => contains(within, value(what), budget) }],
  ['ends_with', { min: 2, max: 2, run: ([text, end]) => string(text).endsWith(string(end)) }],
  ['floor', { min: 1, max: 1, run: ([x]) => Math.floor(number(x)) }],
  ['join', { min: 2, max: 2, run: ([glue, items], budget) => join(string(glue), strings(items, budget), budget) }],
  ['keys', { min: 1, max: 1, run: ([x], budget) => spent(Object.keys(object(x)), budget) }],
  ['length', { min: 1, max: 1, run: ([x]) => lengthOf(x) }],
  ['map', { min: 2, max: 2, run: ([each, items], budget) => list(items).map((item) => spent(expression(each)(item, budget), budget)) }],
  ['max', { min: 1, max: 1, run: ([items], budget) => extreme(comparable(items, budget), 1) }],
  ['max_by', { min: 2, max: 2, run: ([items, by], budget) => extremeBy(keyed(items, by, budget), 1) }],
  ['merge', { min: 1, max: 32, run: (args, budget) => merge(args, budget) }],
  ['min', { min: 1, max: 1, run: ([items], budget) => extreme(comparable(items, budget), -1) }],
  ['min_by', { min: 2, max: 2, run: ([items, by], budget) => extremeBy(keyed(items, by, budget), -1) }],
  ['not_null', { min: 1, max: 32, run: (args) => value(args.find((arg) => arg !== null) ?? null) }],
  ['reverse', { min: 1, max: 1, run: ([x], budget) => reverse(x, budget) }],
  ['sort', { min: 1, max: 1, run: ([items], budget) => [...comparable(items, budget)].sort(compare) }],
  [
    'sort_by',
    {
      min: 2,
      max: 2,
      run: ([items, by], budget) =>
        keyed(items, by, budget)
          .sort((a, b) => compare(a.key, b.key))
          .map(({ item }) => item),
    },
  ],
  ['starts_with', { min: 2, max: 2, run: ([text, start]) => string(text).startsWith(string(start)) }],
  ['sum', { min: 1, max: 1, run: ([x], budget) => numbers(x, budget).reduce((sum, item) => sum + item, 0) }],
  ['to_array', { min: 1, max: 1, run: ([x]) => (Array.isArray(x) ? x : [value(x)]) }],
  ['to_number', { min: 1, max: 1, run: ([x]) => toNumber(value(x)) }],
  ['to_string', { min: 1, max: 1, run: ([x], budget) => toText(value(x), budget) }],
  ['type', { min: 1, max: 1, run: ([x]) => typeName(x) }],
  ['values', { min: 1, max: 1, run: ([x], budget) => spent(Object.values(object(x)), budget) }],
]);

export function functionNamed(name: string): Entry | undefined {
  return FUNCTIONS.get(name);
}

function typeName(arg: Argument | undefined): string {
  if (arg === null || arg === undefined) return 'null';
  if (typeof arg === 'function') return 'expression';
  return Array.isArray(arg) ? 'array' : typeof arg;
}

function wrong(expected: string, arg: Argument | undefined): PathProblem {
  return new PathProblem(`expected ${expected} and found ${typeName(arg)}`);
}

function value(arg: Argument | undefined): JsonValue {
  if (typeof arg === 'function') throw wrong('a value', arg);
  return arg ?? null;
}

function number(arg: Argument | undefined): number {
  if (typeof arg !== 'number') throw wrong('a number', arg);
  return arg;
}

function string(arg: Argument | undefined): string {
  if (typeof arg !== 'string') throw wrong('a text', arg);
  return arg;
}

function list(arg: Argument | undefined): JsonValue[] {
  if (!Array.isArray(arg)) throw wrong('a list', arg);
  return arg;
}

function object(arg: Argument | undefined): JsonObject {
  if (!isObject(arg)) throw wrong('an object', arg);
  return arg;
}

function expression(arg: Argument | undefined): Evaluate {
  if (typeof arg !== 'function') throw wrong('an expression such as &name', arg);
  return arg;
}

function numbers(arg: Argument | undefined, budget: PathBudget): number[] {
  return spent(list(arg), budget).map(number);
}

function strings(arg: Argument | undefined, budget: PathBudget): string[] {
  return spent(list(arg), budget).map(string);
}

/** A list of only numbers or only texts. */
function comparable(arg: Argument | undefined, budget: PathBudget): (number | string)[] {
  const items = spent(list(arg), budget);
  return typeof items[0] === 'string' ? items.map(string) : items.map(number);
}

function spent<T extends JsonValue>(items: T, budget: PathBudget): T {
  budget.spend(Array.isArray(items) ? items.length : 1);
  return items;
}

function compare(left: number | string, right: number | string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

function extreme(items: readonly (number | string)[], direction: 1 | -1): JsonValue {
  let found: number | string | null = null;
  for (const item of items) if (found === null || compare(item, found) === direction) found = item;
  return found;
}

interface Keyed {
  readonly item: JsonValue;
  readonly key: number | string;
}

function keyed(items: Argument | undefined, by: Argument | undefined, budget: PathBudget): Keyed[] {
  const keyOf = expression(by);
  const pairs = spent(list(items), budget).map((item) => ({ item, key: keyOf(item, budget) }));
  const kind = typeof pairs[0]?.key;
  return pairs.map(({ item, key }) => {
    if ((typeof key !== 'number' && typeof key !== 'string') || typeof key !== kind) throw wrong('only numbers or only texts as keys', key);
    return { item, key };
  });
}

function extremeBy(pairs: readonly Keyed[], direction: 1 | -1): JsonValue {
  let found: Keyed | undefined;
  for (const pair of pairs) if (!found || compare(pair.key, found.key) === direction) found = pair;
  return found?.item ?? null;
}

function average(items: readonly number[]): JsonValue {
  return items.length === 0 ? null : items.reduce((sum, item) => sum + item, 0) / items.length;
}

function contains(within: Argument | undefined, what: JsonValue, budget: PathBudget): boolean {
  if (typeof within === 'string') {
    budget.spend(within.length >> 4);
    return typeof what === 'string' && within.includes(what);
  }
  return list(within).some((item) => sameJson(item, what, budget));
}

function join(glue: string, items: readonly string[], budget: PathBudget): string {
  // Spent before the text is made, so that repeated doubling stops in time.
  for (const item of items) budget.spend(1 + ((item.length + glue.length) >> 4));
  return items.join(glue);
}

function lengthOf(arg: Argument | undefined): number {
  if (typeof arg === 'string') return [...arg].length;
  if (Array.isArray(arg)) return arg.length;
  if (isObject(arg)) return Object.keys(arg).length;
  throw wrong('a text, a list or an object', arg);
}

function merge(args: readonly Argument[], budget: PathBudget): JsonObject {
  const merged: JsonObject = {};
  for (const arg of args) {
    const part = object(arg);
    for (const key of spent(Object.keys(part), budget)) setMember(merged, key, part[key] ?? null);
  }
  return merged;
}

function reverse(arg: Argument | undefined, budget: PathBudget): JsonValue {
  if (typeof arg === 'string') {
    budget.spend(arg.length);
    return [...arg].reverse().join('');
  }
  return [...spent(list(arg), budget)].reverse();
}

function toNumber(arg: JsonValue): JsonValue {
  if (typeof arg === 'number') return arg;
  if (typeof arg !== 'string' || arg.trim() === '') return null;
  const parsed = Number(arg);
  return Number.isFinite(parsed) ? parsed : null;
}

function toText(arg: JsonValue, budget: PathBudget): string {
  if (typeof arg === 'string') return arg;
  budget.walk(arg);
  return JSON.stringify(arg);
}
