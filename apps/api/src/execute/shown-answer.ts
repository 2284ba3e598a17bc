import type { CallAnswer } from '@patchbay/router';

/** A call's answer as an object; the execute route writes the same as text. Throws the error of a failed call. */
export function shownAnswer(answer: CallAnswer): object {
  if (answer.kind === 'failed') throw answer.error;
  const { executionId, traceId } = answer;
  if (answer.kind === 'queued') return { executionId, status: 'queued', traceId };
  const { output, contactUpdates, partial, warnings, durationMs } = answer;
  return {
    executionId,
    status: 'succeeded',
    output: output ?? null,
    ...(contactUpdates === undefined ? {} : { contactUpdates }),
    ...(partial ? { partial } : {}),
    ...(warnings.length === 0 ? {} : { warnings }),
    durationMs,
    traceId,
  };
}
