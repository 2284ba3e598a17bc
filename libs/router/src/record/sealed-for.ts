import type { RunPayload } from '@patchbay/executions';
import type { Call } from '../call/call.js';
import type { RouterPorts } from '../ports/router-ports.js';

/** What has to be kept of a call so that it can run later, or again. */
export function payloadOf(call: Call): RunPayload {
  const { principal, connectorKey, action, connectionId, contact, contactId } = call.request;
  // The validated input: defaults that a later version of the connector fills in differently must not change an accepted run.
  return { principal, connectorKey, action, connectionId, input: call.input, contact, contactId };
}

/** The sealed request of a call that may have to be retried; none of a test, which nobody retries. */
export function sealedFor(call: Call, payloads: RouterPorts['payloads']): Uint8Array | undefined {
  return call.isTest ? undefined : payloads.seal(call.executionId, payloadOf(call));
}
