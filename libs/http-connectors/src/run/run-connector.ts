import { errorFacts, type JsonObject, type PlatformError, type RunContext, type RunResult } from '@patchbay/kernel';
import type { Stage } from '../plan/connector-plan.js';
import type { StepPlan } from '../plan/step-plan.js';
import { setMember } from '../values/own-property.js';
import { runStep, type StepResult, type StepSettings } from './run-step.js';
import { startRun, type RunState } from './run-state.js';

export interface RunSettings extends StepSettings {
  readonly continueOnError: boolean;
}

/** Runs a single-step connector: the answer, or its declared output, is the result. Its one failure is always the run's failure. */
export async function runSingleStep(step: StepPlan, context: RunContext, settings: RunSettings): Promise<RunResult> {
  const result = await runStep(step, startRun(context), settings);
  if (result.status === 'failed') throw result.error;
  return { output: result.status === 'succeeded' ? result.output : null };
}

/**
 * Runs the stages in order; the steps of one stage run at the same time and all come to their end. Out: step id → output.
 * Without `continueOnError` the first failure in the order of the definition ends the run after its stage.
 */
export async function runMultiStep(stages: readonly Stage[], context: RunContext, settings: RunSettings): Promise<RunResult> {
  const state = startRun(context);
  const output: JsonObject = {};
  let partial = false;
  for (const stage of stages) {
    const results = await runStage(stage, state, settings);
    for (const [i, result] of results.entries()) {
      const id = stage[i]?.id ?? '';
      if (result.status === 'succeeded') {
        state.roots.set(id, result.output);
        setMember(output, id, result.output);
      } else state.absent.set(id, result.status === 'skipped' ? 'was skipped' : 'failed');
      if (result.status === 'failed') partial = true;
    }
    const fatal = results.find((result) => result.status === 'failed' && endsRun(result.error, settings));
    if (fatal?.status === 'failed') throw fatal.error;
  }
  return partial ? { output, partial } : { output };
}

async function runStage(stage: Stage, state: RunState, settings: RunSettings): Promise<readonly StepResult[]> {
  const [only] = stage;
  if (stage.length === 1 && only) return [await runStep(only, state, settings)];
  return Promise.all(stage.map((step) => runStep(step, state, settings)));
}

/**
 * Whether a failure ends the run. Going on would be wrong when the whole execution is over, when the fault is ours, and when a side effect
 * may have happened unseen: a person has to look at it.
 */
function endsRun(error: PlatformError, { continueOnError }: RunSettings): boolean {
  return !continueOnError || error.code === 'cancelled' || error.code === 'outcome_unknown' || errorFacts(error.code).fault === 'platform';
}
