import { invalidInput, isJsonObject, type FieldProblem, type JsonObject, type JsonValue } from '@patchbay/kernel';
import { compileMappings } from '../mapping/contact-mapping.js';
import { compileStages } from '../plan/connector-plan.js';
import { compileProbeStep } from '../plan/probe-plan.js';
import { isReservedName } from '../values/own-property.js';
import { memberPath } from '../templates/value-template.js';
import { checkInputSchema } from '../schema/input-schema.js';
import {
  isParallelGroup,
  MAX_PARALLEL_STEPS,
  requestSteps,
  type ConnectorDefinition,
  type DefinitionLimits,
  type MultiStepConfig,
  type RequestStep,
  type StepConfig,
  type TypedConfig,
} from './definition.js';
import { DEFINITION, FIELD_MAPPINGS, MULTI_STEP, PARALLEL_GROUP, parseShape, REQUEST_STEP, SINGLE_STEP } from './definition.schema.js';
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
export const RESERVED_IDS: ReadonlySet<string> = new Set([
  'input',
  'contact',
  'workspace',
  'now',
  'true',
  'false',
  'null',
  'undefined',
  'in',
  'has',
  'int',
  'uint',
  'double',
  'string',
  'bool',
  'bytes',
  'list',
  'map',
  'null_type',
  'type',
  ...Object.getOwnPropertyNames(Object.prototype),
]);

function readDefinition(json: unknown, limits: DefinitionLimits, problems: Problems): ConnectorDefinition | undefined {
  checkBounds(json, problems);
  if (!problems.none) return undefined;
  const sent = isJsonObject(json) ? json : {};
  const facts = parseShape(DEFINITION, json, { path: '', problems });
  // Every part that has its shape is looked into even when another has not, so that all problems are told at once.
  const typed = readConfig(facts?.type ?? typeOf(sent), sent['config'], problems);
  if (typed) {
    if (typed.type === 'multi-step') checkSteps(typed.config, limits, problems);
    compileStages(typed, problems);
    compileProbeStep(typed, problems);
  }
  const mappings = facts?.fieldMappings ?? FIELD_MAPPINGS.safeParse(sent['fieldMappings']).data ?? [];
  compileMappings(mappings, typed && mappedSteps(typed), problems);
  const schema = facts?.inputSchema ?? sent['inputSchema'];
  if (isJsonObject(schema)) checkInputSchema(schema, 'inputSchema', problems);
  return facts && typed && { ...facts, ...typed };
}

/** The type of a definition that names none. */
function typeOf({ type, config }: JsonObject): ConnectorDefinition['type'] {
  if (type !== undefined) return type === 'multi-step' ? type : 'single-step';
  return isJsonObject(config) && Array.isArray(config['steps']) ? 'multi-step' : 'single-step';
}

function readConfig(type: ConnectorDefinition['type'], config: JsonValue | undefined, problems: Problems): TypedConfig | undefined {
  if (!isJsonObject(config)) return undefined;
  if (type === 'single-step') {
    const request = parseShape(SINGLE_STEP, config, { path: 'config', problems });
    return request && { type, config: request };
  }
  const shape = parseShape(MULTI_STEP, config, { path: 'config', problems });
  const steps = shape && parseAll(shape.steps, 'config.steps', (step, path) => parseStep(step, path, problems));
  return shape && steps && { type, config: { ...shape, steps } };
}

/** All steps in their shape; undefined when one is not. */
function parseAll<T>(steps: readonly unknown[], path: string, parse: (step: unknown, path: string) => T | undefined): T[] | undefined {
  const parsed = steps.map((step, i) => parse(step, memberPath(path, i)));
  const good = parsed.filter((step) => step !== undefined);
  return good.length === parsed.length ? good : undefined;
}

function parseStep(step: unknown, path: string, problems: Problems): StepConfig | undefined {
  const isGroup = typeof step === 'object' && step !== null && 'type' in step && step.type === 'parallel';
  if (!isGroup) return parseShape<RequestStep>(REQUEST_STEP, step, { path, problems });
  const group = parseShape(PARALLEL_GROUP, step, { path, problems });
  const steps = group && parseAll(group.steps, memberPath(path, 'steps'), (member, place) => parseMember(member, place, problems));
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
    if (step.steps.length > MAX_PARALLEL_STEPS)
      problems.add(memberPath(path, 'steps'), `has ${step.steps.length} steps; at most ${MAX_PARALLEL_STEPS} may run at the same time`);
    step.steps.forEach((member, j) => checkId(member.id, memberPath(memberPath(path, 'steps'), j)));
  });
}

/** What field mappings need to know of a multi-step connector. */
export function mappedSteps(definition: TypedConfig): { ids: ReadonlySet<string>; last: string } | undefined {
  if (definition.type === 'single-step') return undefined;
  const steps = requestSteps(definition.config);
  return { ids: new Set(steps.map(({ id }) => id)), last: steps.at(-1)?.id ?? '' };
}
