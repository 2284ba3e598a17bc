import type { JsonValue, StepRecord } from '@patchbay/kernel';

/** The step's output is its response's body. */
export const OUTPUT_IS_BODY = 1;
/** The body of the step's response is the output of the execution. */
export const BODY_IS_EXECUTION_OUTPUT = 2;

/** A step as it is stored: what stands elsewhere in the same row is left out, because answers are the largest part of it. */
export interface StoredStep extends StepRecord {
  /** Sum of the two above. */
  readonly shared?: number;
}

/** The steps of a row with everything in its place again. `output`: the row's own. */
export function readSteps(stored: readonly StoredStep[] | null, output: JsonValue): readonly StepRecord[] {
  return (stored ?? []).map(({ shared = 0, ...step }) => {
    if (shared === 0 || !step.response) return step;
    const body = shared & BODY_IS_EXECUTION_OUTPUT ? output : step.response.body;
    if (body === undefined) return step;
    return { ...step, response: { ...step.response, body }, ...(shared & OUTPUT_IS_BODY ? { output: body } : {}) };
  });
}
