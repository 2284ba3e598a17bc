import { invalidInput, type FieldProblem } from '@patchbay/kernel';
import { compileMappings } from '../mapping/contact-mapping.js';
import { compileStages } from '../plan/connector-plan.js';
import { isReservedName } from '../values/own-property.js';
import { memberPath } from '../templates/value-template.js';
import { checkInputSchema } from '../schema/input-schema.js';
import {
  isParallelGroup, MAX_PARALLEL_STEPS, requestSteps, type ConnectorDefinition, type DefinitionLimits, type MultiStepConfig, type RequestStep, type StepConfig,
} from './definition.js';
import { DEFINITION, MULTI_STEP, PARALLEL_GROUP, parseShape, REQUEST_STEP, SINGLE_STEP } from './definition.schema.js';
import { checkBounds } from './json-bounds.js';
import { Problems } from './problems.js';

/**
 * Reads a stored or sent definition (DESIGN §5). Out: the definition with defaults filled in.
 * Throws `input_invalid` with every problem at once, each with its JSON path (`config.steps[1].url`).
 */
export function parseDefinition(json: unknown, limits: DefinitionLimits): ConnectorDefinition {
  const problems = new Problems();
  const definition = readDefinition(json, limits, problems);
  if (!definition || !problems.none) throw invalidInput(problems.list);
  return definition;
}

/** The problems of a definition; empty when it can be stored. */
export function validateDefinition(json: unknown, limits: DefinitionLimits): readonly FieldProblem[] {
  const problems = new Problems();
  readDefinition(json, limits, problems);
  return problems.list;
}

/** Ids that would hide a root or an inherited member. */
const RESERVED_IDS: ReadonlySet<string> = new Set([
  'input', 'contact', 'workspace', 'now', 'true', 'false', 'null', 'undefined', 'in', 'has',
  'int', 'uint', 'double', 'string', 'bool', 'bytes', 'list', 'map', 'null_type', 'type', ...Object.getOwnPropertyNames(Object.prototype),
]);

function readDefinition(json: unknown, limits: DefinitionLimits, problems: Problems): ConnectorDefinition | undefined {
  checkBounds(json, problems);
  if (!problems.none) return undefined;
  const facts = parseShape(DEFINITION, json, { path: '', problems });
  const definition = facts && withConfig(facts, problems);
  // Even with problems elsewhere the parts that have their shape are looked into, so that all is told at once.
  if (!definition) return undefined;
  if (definition.type === 'multi-step') checkSteps(definition.config, limits, problems);
  compileStages(definition, problems);
  compileMappings(definition.fieldMappings, mappedSteps(definition), problems);
  checkInputSchema(definition.inputSchema, 'inputSchema', problems);
  return definition;
}

type Facts = Omit<ConnectorDefinition, 'config' | 'type'> & { readonly type: ConnectorDefinition['type']; readonly config: unknown };

function withConfig(facts: Facts, problems: Problems): ConnectorDefinition | undefined {
  if (facts.type === 'single-step') {
    const config = parseShape(SINGLE_STEP, facts.config, { path: 'config', problems });
    return config && { ...facts, type: 'single-step', config };
  }
  const shape = parseShape(MULTI_STEP, facts.config, { path: 'config', problems });
  const steps = shape && parseSteps(shape.steps, 'config.steps', problems, (step, path) => parseStep(step, path, problems));
  return shape && steps && { ...facts, type: 'multi-step', config: { ...shape, steps } };
}

function parseSteps<T>(steps: readonly unknown[], path: string, _problems: Problems, parse: (step: unknown, path: string) => T | undefined): T[] | undefined {
  const parsed = steps.map((step, i) => parse(step, memberPath(path, i)));
  const good = parsed.filter((step) => step !== undefined);
  return good.length === parsed.length ? good : undefined;
}

function parseStep(step: unknown, path: string, problems: Problems): StepConfig | undefined {
  const isGroup = typeof step === 'object' && step !== null && 'type' in step && step.type === 'parallel';
  if (!isGroup) return parseShape<RequestStep>(REQUEST_STEP, step, { path, problems });
  const group = parseShape(PARALLEL_GROUP, step, { path, problems });
  const steps = group && parseSteps(group.steps, memberPath(path, 'steps'), problems, (member, place) => parseMember(member, place, problems));
  return group && steps && { ...group, steps };
}

function parseMember(step: unknown, path: string, problems: Problems): RequestStep | undefined {
  if (typeof step === 'object' && step !== null && 'type' in step && step.type === 'parallel') {
    problems.add(memberPath(path, 'type'), 'a parallel group cannot stand inside another');
    return undefined;
  }
  return parseShape<RequestStep>(REQUEST_STEP, step, { path, problems });
}

function checkSteps(config: MultiStepConfig, limits: DefinitionLimits, problems: Problems): void {
  const count = requestSteps(config).length;
  if (count > limits.maxSteps) problems.add('config.steps', `has ${count} steps; at most ${limits.maxSteps} are allowed`);
  const seen = new Set<string>();
  const checkId = (id: string, path: string): void => {
    if (RESERVED_IDS.has(id) || isReservedName(id)) problems.add(memberPath(path, 'id'), `"${id}" is a reserved word; choose another id`);
    else if (seen.has(id)) problems.add(memberPath(path, 'id'), `"${id}" is used twice; every step and group needs its own id`);
    seen.add(id);
  };
  config.steps.forEach((step, i) => {
    const path = memberPath('config.steps', i);
    checkId(step.id, path);
    if (!isParallelGroup(step)) return;
    if (step.steps.length > MAX_PARALLEL_STEPS) problems.add(memberPath(path, 'steps'), `has ${step.steps.length} steps; at most ${MAX_PARALLEL_STEPS} may run at the same time`);
    step.steps.forEach((member, j) => checkId(member.id, memberPath(memberPath(path, 'steps'), j)));
  });
}

/** What field mappings need to know of a multi-step connector. */
export function mappedSteps(definition: ConnectorDefinition): { ids: ReadonlySet<string>; last: string } | undefined {
  if (definition.type === 'single-step') return undefined;
  const steps = requestSteps(definition.config);
  return { ids: new Set(steps.map(({ id }) => id)), last: steps.at(-1)?.id ?? '' };
}
