import type { Condition } from '../conditions/condition.js';
import { isParallelGroup, requestSteps, type MultiStepConfig, type ParallelGroup, type TypedConfig } from '../definition/definition.js';
import type { Problems } from '../definition/problems.js';
import { PartCompiler } from './part-compiler.js';
import { compileStep, compileStepCondition, type StepPlan } from './step-plan.js';

/** What runs together: one step, or the steps of a parallel group. */
export type Stage = readonly StepPlan[];

const NO_RULES = { earlier: new Set<string>(), unreadable: new Map<string, string>() };

/** Compiles every step of a definition. Problems are collected with their JSON paths; the plan is only good when there are none. */
export function compileStages(definition: TypedConfig, problems: Problems): Stage[] {
  if (definition.type === 'multi-step') return compileMultiStep(definition.config, problems);
  return [[compileStep(definition.config, { path: 'config', rules: NO_RULES, problems })]];
}

function compileMultiStep(config: MultiStepConfig, problems: Problems): Stage[] {
  const earlier = new Set<string>();
  const unreadable = new Map<string, string>(requestSteps(config).map(({ id }) => [id, 'runs later; only earlier steps can be read']));
  for (const step of config.steps) if (isParallelGroup(step)) unreadable.set(step.id, 'is a parallel group; read one of its steps');
  const auth = config.auth && { auth: { config: config.auth, path: 'config.auth' } };
  return config.steps.map((step, i) => {
    const path = `config.steps[${i}]`;
    const rules = { earlier: new Set(earlier), unreadable: new Map(unreadable) };
    if (!isParallelGroup(step)) {
      rules.unreadable.set(step.id, 'is this step itself');
      earlier.add(step.id);
      return [compileStep(step, { path, rules, problems, ...auth })];
    }
    for (const { id } of step.steps) rules.unreadable.set(id, 'runs in the same parallel group, at the same time');
    for (const { id } of step.steps) earlier.add(id);
    return compileGroup(step, { path, rules, problems, ...auth });
  });
}

function compileGroup(group: ParallelGroup, place: Parameters<typeof compileStep>[1]): Stage {
  const parts = new PartCompiler(place.problems, place.rules);
  const groupCondition: Condition | undefined = compileStepCondition(group.condition, place.path, parts);
  return group.steps.map((step, i) =>
    compileStep(step, {
      ...place,
      path: `${place.path}.steps[${i}]`,
      groupId: group.id,
      ...(groupCondition ? { groupCondition } : {}),
    }),
  );
}
