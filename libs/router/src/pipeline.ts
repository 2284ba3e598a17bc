import { isPlatformError, toPlatformError, type PlatformError } from '@patchbay/kernel';
import { parked } from './async/parked-runs.js';
import type { Call } from './call/call.js';
import { micro } from './call/call.js';
import type { Outcome } from './call/outcome.js';
import type { Next, Step } from './steps/step.js';

/**
 * Nests the steps: each decides, then hands on to the next. What a step throws fails the call; `record`, when given, then writes the failed call,
 * provided that it passed validation. Built once per router, not per call.
 */
export function pipeline(steps: readonly Step[], end: Next, record?: Step): Next {
  return steps.reduceRight<Next>((next, step) => (call) => enter({ step, call, next, record }), end);
}

async function enter({ step, call, next, record }: { step: Step; call: Call; next: Next; record: Step | undefined }): Promise<Outcome> {
  call.begin(step.name);
  try {
    return await (call.trace ? call.trace.inStep(step.name, () => step.run(call, next)) : step.run(call, next));
  } catch (thrown) {
    const error = toPlatformError(thrown);
    // A call that cannot be recorded is answered with that: nothing is reported done that left no trace.
    if (step.name === 'record' || !record || !call.recordable) return failed(call, error);
    if (mayGoOnElsewhere(call, error)) return deferred(call);
    const waiting = parked(call, error);
    if (waiting) return waiting;
    call.failure = error;
    call.decide('failed', call.redactor.text(error.message));
    return enter({ step: record, call, next: impossible, record: undefined });
  }
}

/** A run that the stop of its worker cut short is run again by another one, when nothing was changed or a repeat is recognised by the provider. */
function mayGoOnElsewhere(call: Call, error: PlatformError): boolean {
  const reason: unknown = call.controller.signal.reason;
  if (!call.request.accepted || !call.found || !isPlatformError(reason) || reason.code !== 'shutting_down') return false;
  if (error.code !== 'shutting_down' && error.code !== 'outcome_unknown') return false;
  const { effect, idempotency } = call.runnable;
  return effect === 'read' || idempotency !== undefined || !call.attempts.anySent;
}

function deferred(call: Call): Outcome {
  const { executionId, request } = call;
  call.decide('deferred', 'The worker is stopping; another one goes on with it.');
  return { kind: 'deferred', resumeInMs: 0, answer: { kind: 'queued', executionId, traceId: request.traceId, replayed: false } };
}

function failed(call: Call, error: PlatformError): Outcome {
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
