import {
  PlatformError,
  toPlatformError,
  type JsonObject,
  type JsonValue,
  type OutboundResponse,
  type ProviderRequest,
  type ShownRequest,
  type ShownResponse,
  type StepRecord,
} from '@patchbay/kernel';
import { readBody, readBodyLeniently, type ReadBody } from '../bodies/response-body.js';
import { PathProblem } from '../paths/path-budget.js';
import type { FilledRequest } from '../plan/filled-request.js';
import type { StepPlan } from '../plan/step-plan.js';
import { setMember } from '../values/own-property.js';
import { memberPath } from '../templates/value-template.js';
import { MAX_FILLED_CHARS } from '../templates/scope.js';
import { answerError } from './provider-answer.js';
import { openSecrets, scopeOf, timeLeftMs, type RunState } from './run-state.js';
import { showOutput, showRequest, showResponse } from './shown-exchange.js';

export interface StepSettings {
  readonly timeoutMs: number;
  readonly maxRetries: number;
  readonly logResponseData: boolean;
  /** Requests and errors of a multi-step connector carry the step's id. */
  readonly isMultiStep: boolean;
}

export type StepResult =
  | { readonly status: 'succeeded'; readonly output: JsonValue }
  | { readonly status: 'skipped' }
  | { readonly status: 'failed'; readonly error: PlatformError };

/** What a record of the step can tell so far. */
interface Exchange {
  request?: ShownRequest;
  response?: ShownResponse;
}

/** Runs one step to its end and reports it. Never throws: a failure is a result. */
export async function runStep(step: StepPlan, state: RunState, settings: StepSettings): Promise<StepResult> {
  const startedAt = new Date().toISOString();
  const start = performance.now();
  const exchange: Exchange = {};
  const report = (rest: Pick<StepRecord, 'status' | 'reason' | 'output' | 'error'>): void => {
    state.context.onStep({
      id: step.id,
      ...(step.name === undefined ? {} : { name: step.name }),
      ...(step.groupId === undefined ? {} : { groupId: step.groupId }),
      startedAt,
      durationMs: Math.round((performance.now() - start) * 1_000) / 1_000,
      ...exchange,
      ...rest,
    });
  };
  try {
    timeLeftMs(state);
    const scope = scopeOf(state);
    const unmet = step.conditions.find((condition) => !condition.holds(scope));
    if (unmet) {
      report({ status: 'skipped', reason: `The condition is false: ${unmet.source}` });
      return { status: 'skipped' };
    }
    const output = await exchangeWithProvider(step, state, { settings, exchange });
    report({
      status: 'succeeded',
      ...(settings.logResponseData ? { output: shownOutput(step, output, { exchange, redact: state.context.redact }) } : {}),
    });
    return { status: 'succeeded', output };
  } catch (thrown) {
    const error = toPlatformError(thrown).with({ stepId: step.id });
    report({ status: 'failed', error: shownError(error) });
    return { status: 'failed', error };
  }
}

async function exchangeWithProvider(
  step: StepPlan,
  state: RunState,
  at: { settings: StepSettings; exchange: Exchange },
): Promise<JsonValue> {
  const { context } = state;
  const { settings, exchange } = at;
  if (step.secrets.length > 0) await openSecrets(state, step.secrets);
  const scope = scopeOf(state);
  const { request: plan } = step;
  const filled = plan.fill(scope, context.credential);
  exchange.request = showRequest(filled, plan, context.redact);
  const request: ProviderRequest = {
    ...(settings.isMultiStep ? { stepId: step.id } : {}),
    method: plan.method,
    url: filled.url,
    headers: filled.headers,
    ...(filled.body === undefined ? {} : { body: filled.body }),
    effect: plan.effect,
    timeoutMs: Math.min(settings.timeoutMs, timeLeftMs(state)),
    maxRetries: settings.maxRetries,
    ...(plan.usesCredential ? { resign: () => refill() } : {}),
  };
  const refill = (): FilledRequest => {
    scope.budgetChars = MAX_FILLED_CHARS;
    return plan.fill(scope, context.credential);
  };
  const response = await context.send(request);
  const succeeded = response.status >= 200 && response.status < 300;
  const read = readAnswer(response, { succeeded, exchange, state, settings });
  if (!succeeded) throw answerError(response, read.value, context.redact);
  return step.output ? selectOutput(step, read.value) : read.value;
}

function readAnswer(
  response: OutboundResponse,
  at: { succeeded: boolean; exchange: Exchange; state: RunState; settings: StepSettings },
): ReadBody {
  const show = { redact: at.state.context.redact, withBody: at.settings.logResponseData };
  try {
    const read = at.succeeded ? readBody(response) : readBodyLeniently(response);
    at.exchange.response = showResponse(response, read, show);
    return read;
  } catch (thrown) {
    // The broken body is what explains the failure.
    at.exchange.response = showResponse(response, readBodyLeniently(response), show);
    throw toPlatformError(thrown).with({ providerStatus: response.status, sent: true });
  }
}

function selectOutput(step: StepPlan, body: JsonValue): JsonObject {
  const selected: JsonObject = {};
  for (const [name, path] of step.output ?? []) {
    try {
      setMember(selected, name, path.find(body));
    } catch (thrown) {
      if (!(thrown instanceof PathProblem)) throw thrown;
      const place = memberPath(`${step.path}.output`, name);
      const problem = `"${path.source}" ${thrown.message}`;
      throw new PlatformError('mapping_failed', `${place}: ${problem}.`, { path: place, errors: [{ path: place, message: problem }] });
    }
  }
  return selected;
}

/** Without a declared output the output is the body, which is already there in its shown form. */
function shownOutput(
  step: StepPlan,
  output: JsonValue,
  { exchange, redact }: { exchange: Exchange; redact: (text: string) => string },
): JsonValue {
  const body = step.output ? undefined : exchange.response?.body;
  return body === undefined ? showOutput(output, redact) : body;
}

function shownError({ code, message, detail }: PlatformError): NonNullable<StepRecord['error']> {
  return {
    code,
    message,
    ...(detail.providerStatus === undefined ? {} : { providerStatus: detail.providerStatus }),
    ...(detail.errors === undefined ? {} : { errors: detail.errors }),
  };
}
