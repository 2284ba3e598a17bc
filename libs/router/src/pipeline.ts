import { toPlatformError } from '@patchbay/kernel';
import type { Call } from './call/call.js';
import { micro } from './call/call.js';
import type { Outcome } from './call/outcome.js';
import type { Next, Step } from './steps/step.js';
import { inStepSpan, markFailed } from './tracing.js';

/**
 * Nests the steps: each decides, then hands on to the next. What a step throws fails the call; `record`, when given, then writes the failed call,
 * provided that it passed validation. Built once per router, not per call.
 */
export function pipeline(steps: readonly Step[], end: Next, record?: Step): Next {
  return steps.reduceRight<Next>((next, step) => (call) => inStepSpan(call, step.name, () => enter({ step, call, next, record })), end);
}

async function enter({ step, call, next, record }: { step: Step; call: Call; next: Next; record: Step | undefined }): Promise<Outcome> {
  call.begin(step.name);
  try {
    return await step.run(call, next);
  } catch (thrown) {
    const error = toPlatformError(thrown);
    markFailed(call, error.code);
    // A call that cannot be recorded is answered with that: nothing is reported done that left no trace.
    if (step.name === 'record' || !record || !call.recordable) return failed(call, error);
    call.failure = error;
    call.decide('failed', call.redactor.text(error.message));
    return inStepSpan(call, record.name, () => enter({ step: record, call, next: impossible, record: undefined }));
  }
}

function failed(call: Call, error: ReturnType<typeof toPlatformError>): Outcome {
  const { executionId } = call;
  // Only a committed row can be asked for later.
  const known = call.intentCommitted ? { executionId } : {};
  return {
    kind: 'failed',
    answer: {
      kind: 'failed',
      ...known,
      error: error.with(known),
      durationMs: micro(call.elapsedMs()),
      traceId: call.request.traceId,
      replayed: false,
    },
  };
}

const impossible: Next = () => Promise.reject(new Error('Nothing follows the record step'));
