import type { QueuedAnswer, SucceededAnswer } from '@patchbay/router';

/**
 * The answer of a finished call as JSON text. Written by hand because only `output`, `contactUpdates` and warnings need a serializer: ids,
 * numbers and the trace id are text that needs no escaping.
 */
export function succeededText(answer: SucceededAnswer): string {
  const updates = answer.contactUpdates === undefined ? '' : `,"contactUpdates":${JSON.stringify(answer.contactUpdates)}`;
  const partial = answer.partial ? ',"partial":true' : '';
  const warnings = answer.warnings.length === 0 ? '' : `,"warnings":${JSON.stringify(answer.warnings)}`;
  return `{"executionId":"${answer.executionId}","status":"succeeded","output":${answer.outputText ?? JSON.stringify(answer.output ?? null)}${updates}${partial}${warnings},"durationMs":${answer.durationMs},"traceId":"${answer.traceId}"}`;
}

export function queuedText(answer: QueuedAnswer): string {
  return `{"executionId":"${answer.executionId}","status":"queued","traceId":"${answer.traceId}"}`;
}
