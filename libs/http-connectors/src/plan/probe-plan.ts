import type { Runnable } from '@patchbay/kernel';
import { requestSteps, type ConnectionAuth, type ConnectorDefinition, type TypedConfig } from '../definition/definition.js';
import type { Problems } from '../definition/problems.js';
import { compilePath, type JsonPath } from '../paths/json-path.js';
import { runSingleStep, type RunSettings } from '../run/run-connector.js';
import { compileStep, type StepPlan } from './step-plan.js';

const PLACE = 'config.probe';
const RULES = { earlier: new Set<string>(), unreadable: new Map<string, string>(), alone: true };
/** A test is waited for by a person. */
const PROBE_TIMEOUT_MS = 10_000;
const OWN_SETTINGS = { maxRetries: 0, continueOnError: false, isMultiStep: false } as const;

/** The probe of a definition as a step; undefined when it has none. Problems are collected below `config.probe`. */
export function compileProbeStep({ type, config }: TypedConfig, problems: Problems): StepPlan | undefined {
  const { probe } = config;
  if (!probe) return undefined;
  const auths = type === 'single-step' ? [config.auth] : [config.auth, ...requestSteps(config).map(({ auth }) => auth)];
  const auth = auths.find((one): one is ConnectionAuth => one?.type === 'connection');
  if (!auth) {
    problems.add(PLACE, 'tests connections, and this connector uses none; give it auth of type "connection", or leave the probe out');
    return undefined;
  }
  if (auth.connector !== undefined) {
    problems.add(PLACE, `is not needed: connections of "${auth.connector}" are tested by that connector`);
    return undefined;
  }
  const { account, ...request } = probe;
  const readable =
    account !== undefined && problems.attempt<JsonPath | undefined>(`${PLACE}.account`, () => compilePath(account), undefined);
  const step = { ...request, bodyType: 'json' as const, auth, ...(readable ? { output: { account } } : {}) };
  return compileStep(step, { path: PLACE, rules: RULES, problems });
}

/** What the router runs to test a connection: one request, never repeated, under the connector's own limits. Output `{ account? }`. */
export function probeRunnable(
  of: Runnable,
  step: StepPlan,
  definition: Pick<ConnectorDefinition, 'timeoutMs' | 'logResponseData'>,
): Runnable {
  const settings: RunSettings = {
    ...OWN_SETTINGS,
    timeoutMs: Math.min(definition.timeoutMs, PROBE_TIMEOUT_MS),
    logResponseData: definition.logResponseData,
  };
  return Object.freeze<Runnable>({
    ...of,
    effect: 'read',
    flags: [],
    literalSecrets: [...new Set([...(of.literalSecrets ?? []), ...step.request.literalSecrets])],
    mappings: [],
    validateInput: () => ({}),
    run: async (context) => {
      const { output } = await runSingleStep(step, context, settings);
      return { output: step.output ? output : {} };
    },
    mapContact: () => ({}),
  });
}
