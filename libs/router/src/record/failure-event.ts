import type { EventRow } from '@patchbay/executions';
import { newId, statusOfFailure, type PlatformError } from '@patchbay/kernel';
import type { Call } from '../call/call.js';

/** The event of an execution that did not succeed: what somebody may have to look at. Successes are told by the executions themselves. */
export function failureEvent(call: Call, failure: PlatformError): EventRow {
  const { runnable, request } = call;
  const status = statusOfFailure(failure.code);
  return {
    workspaceId: call.workspaceId,
    id: newId(),
    type: status === 'unknown' ? 'execution.lost' : status === 'cancelled' ? 'execution.cancelled' : 'execution.failed',
    subjectType: 'execution',
    subjectId: call.executionId,
    actor: `${request.principal.kind}:${request.principal.id}`,
    traceId: request.traceId,
    data: JSON.stringify({
      code: failure.code,
      connector: runnable.connectorKey,
      action: runnable.action,
      mode: request.mode,
      trigger: request.trigger,
    }),
  };
}
