import type { ConnectionUse } from '@patchbay/executions';
import type { Call } from '../call/call.js';

/** A call whose credential went to the service, whatever came of it. */
export function useOf(call: Call, connectionId: string): ConnectionUse {
  const { workspaceId, executionId, runnable, request } = call;
  const { principal, trigger, traceId } = request;
  const { connectorKey: connector, action } = runnable;
  return { workspaceId, connectionId, actor: `${principal.kind}:${principal.id}`, executionId, connector, action, trigger, traceId };
}
