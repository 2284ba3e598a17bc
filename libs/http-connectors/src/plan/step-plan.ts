import type { Condition } from '../conditions/condition.js';
import type { AuthConfig, ConditionConfig, RequestConfig, RequestStep } from '../definition/definition.js';
import type { Problems } from '../definition/problems.js';
import type { JsonPath } from '../paths/json-path.js';
import { memberPath } from '../templates/value-template.js';
import { PartCompiler } from './part-compiler.js';
import type { ReferenceRules } from './reference-rules.js';
import { compileRequest, type RequestPlan } from './request-plan.js';

/** One request of a connector, compiled. */
export interface StepPlan {
  readonly id: string;
  readonly name?: string;
  readonly groupId?: string;
  /** JSON path in the definition: `config`, `config.steps[0]`. */
  readonly path: string;
  /** Both must hold: the group's and the step's own. */
  readonly conditions: readonly Condition[];
  readonly request: RequestPlan;
  /** Name → path into the body; absent: the whole body. */
  readonly output?: readonly (readonly [name: string, path: JsonPath])[];
  readonly secrets: readonly SecretNeed[];
}

export interface SecretNeed {
  readonly name: string;
  /** Every use of it has a default. */
  readonly optional: boolean;
}

export interface StepPlace {
  readonly path: string;
  readonly groupId?: string;
  readonly groupCondition?: Condition;
  /** Auth for a step without its own, and where it stands. */
  readonly auth?: { readonly config: AuthConfig; readonly path: string };
  readonly rules: ReferenceRules;
  readonly problems: Problems;
}

/** Compiles one step; a single-step connector's config is a step called `request`. */
export function compileStep(step: RequestConfig & Partial<RequestStep>, place: StepPlace): StepPlan {
  const { path, rules, problems, groupCondition } = place;
  const parts = new PartCompiler(problems, rules);
  const auth = step.auth
    ? { config: step.auth, path: memberPath(path, 'auth') }
    : (place.auth ?? { config: { type: 'none' } as const, path });
  const own = compileStepCondition(step.condition, path, parts);
  const output = step.output && compileOutput(step.output, memberPath(path, 'output'), parts);
  return {
    id: step.id ?? 'request',
    ...(step.name === undefined ? {} : { name: step.name }),
    ...(place.groupId === undefined ? {} : { groupId: place.groupId }),
    path,
    conditions: [groupCondition, own].filter((condition) => condition !== undefined),
    request: compileRequest(step, auth, { path, parts }),
    ...(output ? { output } : {}),
    secrets: [...parts.secrets].map(([name, optional]) => ({ name, optional })),
  };
}

/** A condition that is there and enabled; a disabled one is checked all the same, so that enabling it cannot fail. */
export function compileStepCondition(condition: ConditionConfig | undefined, path: string, parts: PartCompiler): Condition | undefined {
  if (!condition || (!condition.enabled && condition.expression.trim() === '')) return undefined;
  const compiled = parts.condition(condition.expression, `${path}.condition.expression`);
  return condition.enabled ? compiled : undefined;
}

function compileOutput(output: Readonly<Record<string, string>>, path: string, parts: PartCompiler): [string, JsonPath][] {
  return Object.entries(output).flatMap(([name, source]): [string, JsonPath][] => {
    const compiled = parts.path(source, memberPath(path, name));
    return compiled ? [[name, compiled]] : [];
  });
}
