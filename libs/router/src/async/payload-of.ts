import type { RunPayload } from '@patchbay/executions';
import type { Call } from '../call/call.js';

/** What has to be kept of a call so that it can run later, or again. */
export function payloadOf(call: Call): RunPayload {
  const { principal, connectorKey, action, connectionId, contact, contactId } = call.request;
  // The validated input: defaults that a later version of the connector fills in differently must not change an accepted run.
  return { principal, connectorKey, action, connectionId, input: call.input, contact, contactId };
}
