import { EFFECTS, invalidInput, type Effect, type RateLimitRule, type Runnable } from '@patchbay/kernel';
import {
  BASIC_MAX_STEPS,
  requestSteps,
  TOTAL_TIMEOUT_MS,
  type AuthConfig,
  type ConnectorDefinition,
  type RateLimiting,
} from '../definition/definition.js';
import { Problems } from '../definition/problems.js';
import { mappedSteps } from '../definition/validate-definition.js';
import { compileMappings } from '../mapping/contact-mapping.js';
import { runMultiStep, runSingleStep, type RunSettings } from '../run/run-connector.js';
import { compileInputSchema } from '../schema/input-schema.js';
import { compileStages, type Stage } from './connector-plan.js';
import { compileProbeStep, probeRunnable } from './probe-plan.js';

export interface StoredConnector {
  readonly id: string;
  readonly version: number;
  readonly enabled: boolean;
  readonly definition: ConnectorDefinition;
}

/**
 * Compiles a checked definition into what the router runs: templates, conditions, paths and schemas once, never per call.
 * Throws `input_invalid` when the definition was not checked by `parseDefinition`.
 */
export function compileConnector({ id, version, enabled, definition }: StoredConnector): Runnable {
  const problems = new Problems();
  const stages = compileStages(definition, problems);
  const probe = compileProbeStep(definition, problems);
  const mapContact = compileMappings(definition.fieldMappings, mappedSteps(definition), problems);
  if (!problems.none) throw invalidInput(problems.list);
  const steps = stages.flat();
  const settings: RunSettings = {
    timeoutMs: definition.timeoutMs,
    maxRetries: definition.maxRetries,
    continueOnError: definition.continueOnError,
    logResponseData: definition.logResponseData,
    isMultiStep: definition.type === 'multi-step',
  };
  const runnable: Runnable = {
    connectorKey: id,
    connectorName: definition.name,
    source: 'custom',
    version,
    enabled,
    effect: strongest(steps.map(({ request }) => request.effect)),
    flags: steps.length > BASIC_MAX_STEPS ? ['advanced_steps'] : [],
    auth: authNeed(definition, id),
    rateLimits: rateLimits(definition.config.rateLimiting),
    totalTimeoutMs: TOTAL_TIMEOUT_MS,
    logResponseData: definition.logResponseData,
    sendsTraceContext: definition.sendTraceContext ?? false,
    literalSecrets: [...new Set(steps.flatMap(({ request }) => request.literalSecrets))],
    mappings: definition.fieldMappings,
    validateInput: compileInputSchema(definition.inputSchema),
    run: runOf(stages, settings),
    mapContact,
  };
  return Object.freeze<Runnable>(probe ? { ...runnable, probe: probeRunnable(runnable, probe, definition) } : runnable);
}

function runOf(stages: readonly Stage[], settings: RunSettings): Runnable['run'] {
  const only = stages[0]?.[0];
  if (settings.isMultiStep || !only) return (context) => runMultiStep(stages, context, settings);
  return (context) => runSingleStep(only, context, settings);
}

/** In the order of EFFECTS: read < create < update < delete. */
function strongest(effects: readonly Effect[]): Effect {
  return effects.reduce((found, effect) => (EFFECTS.indexOf(effect) > EFFECTS.indexOf(found) ? effect : found), 'read');
}

/** A connection is looked for when any request authenticates with one. */
function authNeed(definition: ConnectorDefinition, id: string): Runnable['auth'] {
  const auths: (AuthConfig | undefined)[] =
    definition.type === 'single-step'
      ? [definition.config.auth]
      : [definition.config.auth, ...requestSteps(definition.config).map(({ auth }) => auth)];
  const found = auths.find((auth) => auth?.type === 'connection');
  return found?.type === 'connection' ? { kind: 'connection', connector: found.connector ?? id, required: true } : { kind: 'none' };
}

function rateLimits(limiting: RateLimiting | undefined): RateLimitRule[] {
  if (!limiting?.enabled) return [];
  const { strategy, maxRequestsPerMinute: perMinute, maxRequestsPerHour: perHour } = limiting;
  return [
    ...(perMinute === undefined ? [] : [{ bucket: 'connector-minute', requests: perMinute, perMs: 60_000, strategy }]),
    ...(perHour === undefined ? [] : [{ bucket: 'connector-hour', requests: perHour, perMs: 3_600_000, strategy }]),
  ];
}
