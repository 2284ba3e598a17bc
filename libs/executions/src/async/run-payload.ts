import { PlatformError, type JsonObject, type Principal } from '@patchbay/kernel';
import type { Sealer } from '@patchbay/platform';

/** All a worker needs to run an accepted call, or a person to retry one: what the caller sent, and as whom. */
export interface RunPayload {
  readonly principal: Principal;
  readonly connectorKey: string;
  readonly action?: string | undefined;
  readonly connectionId?: string | undefined;
  readonly input?: unknown;
  readonly contact?: JsonObject | undefined;
  readonly contactId?: string | undefined;
  /** W3C trace context of the span that accepted the run, so that its trace goes on in the worker. */
  readonly traceparent?: string | undefined;
}

export const PAYLOAD_PURPOSE = 'execution.payload';

/** Payloads are sealed like credentials: inputs hold personal data, and sometimes secrets that the shown input does not. */
export class RunPayloads {
  constructor(private readonly sealer: Sealer) {}

  seal(executionId: string, payload: RunPayload): Buffer {
    return this.sealer.seal(JSON.stringify(payload), place(payload.principal.workspaceId, executionId)).sealed;
  }

  /** Throws `credential_unreadable` when the key is gone or the bytes are not this execution's. */
  open(row: { workspaceId: string; executionId: string; sealed: Uint8Array }): RunPayload {
    const text = this.sealer.open(row.sealed, place(row.workspaceId, row.executionId));
    const payload = JSON.parse(text) as RunPayload;
    if (payload.principal.workspaceId !== row.workspaceId) throw new PlatformError('bug', 'A stored run belongs to another workspace.');
    return payload;
  }
}

const place = (workspaceId: string, rowId: string): { workspaceId: string; rowId: string; purpose: string } => ({
  workspaceId,
  rowId,
  purpose: PAYLOAD_PURPOSE,
});
