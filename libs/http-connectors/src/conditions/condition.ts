import { Environment } from '@marcbachmann/cel-js';
import type { JsonValue } from '@patchbay/kernel';
import { SyntaxProblem } from '../values/syntax-problem.js';
import { nestsAtMost, jsonSize } from '../values/json-size.js';
import type { Reference } from '../templates/reference.js';
import { lookUp, templateInvalid, type Scope } from '../templates/scope.js';
import { toCel, type CelVariable } from './condition-lexer.js';

export const MAX_CONDITION_CHARS = 1_000;
/** Texts, lists and objects a condition looks into; more than this is refused. A comparison with null is not a look into the value. */
const MAX_VALUE_CHARS = 100_000;

export interface Condition {
  readonly source: string;
  readonly references: readonly Reference[];
  /** Throws `template_invalid` when the expression does not fit the values. */
  readonly holds: (scope: Scope) => boolean;
}

const environment = new Environment({
  unlistedVariablesAreDyn: true,
  homogeneousAggregateLiterals: false,
  limits: { maxAstNodes: 400, maxDepth: 60, maxListElements: 200, maxMapEntries: 50, maxCallArguments: 8 },
});

// CEL keeps whole and fractional numbers apart; JSON does not. Values arrive as doubles and literals may be ints: let them meet.
const MIXED: Readonly<Record<string, (left: number, right: number) => number>> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / right,
  '%': (left, right) => left % right,
};
for (const [operator, apply] of Object.entries(MIXED)) {
  const handler = (left: number | bigint, right: number | bigint): number => apply(Number(left), Number(right));
  environment.registerOperator(`int ${operator} double`, handler).registerOperator(`double ${operator} int`, handler);
}
environment.registerOperator('double % double', (left: number, right: number) => left % right);

/**
 * Compiles a condition once. CEL has no loops; the parts of it that can take more than linear time are refused (see condition-lexer).
 * A reference that leads nowhere is null. Throws SyntaxProblem.
 */
export function compileCondition(source: string, place: string): Condition {
  if (source.trim() === '') throw new SyntaxProblem('is empty; write e.g. {{step_1.companyId}} !== null');
  if (source.length > MAX_CONDITION_CHARS) throw new SyntaxProblem(`is longer than ${MAX_CONDITION_CHARS} characters`);
  const { source: cel, variables } = toCel(source);
  const evaluate = parseCel(cel);
  return {
    source,
    references: variables.map(({ reference }) => reference),
    holds: (scope) => {
      const values: Record<string, unknown> = {};
      for (const [i, { reference, isNullTest }] of variables.entries()) {
        const value = lookUp(reference, scope) ?? null;
        values[`v${i}`] = isNullTest ? value === null : toCelValue(value, place);
      }
      const result = run(evaluate, values, { place, variables });
      if (typeof result !== 'boolean')
        throw templateInvalid(place, 'the condition must be true or false; compare the value, e.g. {{step_1.id}} !== null');
      return result;
    },
  };
}

type Evaluate = ReturnType<Environment['parse']>;

function parseCel(source: string): Evaluate {
  try {
    const parsed = environment.parse(source);
    const { valid, type, error } = parsed.check();
    if (!valid) throw error ?? new Error('is not valid');
    if (type !== 'bool' && type !== 'dyn') throw new SyntaxProblem(`yields ${type}; a condition must be true or false`);
    return parsed;
  } catch (thrown) {
    if (thrown instanceof SyntaxProblem) throw thrown;
    throw new SyntaxProblem(`is not a valid condition: ${summaryOf(thrown)}`);
  }
}

interface Told {
  readonly place: string;
  readonly variables: readonly CelVariable[];
}

function run(evaluate: Evaluate, values: Record<string, unknown>, { place, variables }: Told): unknown {
  try {
    return evaluate(values) as unknown;
  } catch (thrown) {
    const kinds = variables.flatMap(({ reference, isNullTest }, i) =>
      isNullTest ? [] : [`{{${reference.text}}} is ${kindOf(values[`v${i}`])}`],
    );
    throw templateInvalid(place, `the condition does not fit its values (${kinds.join(', ')}): ${summaryOf(thrown)}`);
  }
}

/** CEL's objects as Maps: the library takes an object with a member named `constructor` for a foreign class. */
function toCelValue(value: JsonValue, place: string): unknown {
  if (value === null) return null;
  if (!nestsAtMost(value, 100) || jsonSize(value, MAX_VALUE_CHARS) > MAX_VALUE_CHARS) {
    throw templateInvalid(place, 'the condition reads a value that is too large; select the part it needs with an output path');
  }
  return copy(value);
}

function copy(value: JsonValue): unknown {
  if (Array.isArray(value)) return value.map(copy);
  if (typeof value !== 'object' || value === null) return value;
  return new Map(Object.entries(value).map(([key, member]) => [key, copy(member)]));
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (value instanceof Map) return 'an object';
  return `a ${typeof value}`;
}

/** The library's one-line summary; never its source excerpt, which could hold values of the author. */
function summaryOf(thrown: unknown): string {
  if (typeof thrown === 'object' && thrown !== null && 'summary' in thrown && typeof thrown.summary === 'string')
    return thrown.summary.slice(0, 200);
  return 'it cannot be evaluated';
}
