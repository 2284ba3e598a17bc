import type { ExecutionMode } from '@patchbay/executions';
import type { ExecutionId, JsonObject, Principal, Runnable } from '@patchbay/kernel';

/** An execution whose id its caller chose and keeps. */
export interface ReservedExecution {
  readonly executionId: ExecutionId;
  /** The provider's idempotency keys are made of it instead of the execution's id: a repeat under another id is recognised. */
  readonly keySeed: string;
  /** Awaited when a write's row is committed and before its request leaves. Throws when the caller may not send it any more. */
  readonly mayLeave: () => Promise<void>;
}

/** One call as an edge (REST, queue worker, workflow, MCP, agent) hands it to the router. */
export interface CallRequest {
  readonly principal: Principal;
  /** A built-in's key or a custom connector's id. */
  readonly connectorKey: string;
  /** Built-ins only. */
  readonly action?: string | undefined;
  readonly connectionId?: string | undefined;
  /** Not yet validated; absent counts as `{}`. */
  readonly input?: unknown;
  /** Values for `{{contact.…}}`. */
  readonly contact?: JsonObject | undefined;
  /** Whose values fill `{{contact.…}}` when `contact` is absent, and who receives the field mappings. */
  readonly contactId?: string | undefined;
  readonly mode: ExecutionMode;
  /** The caller's Idempotency-Key; ignored in test mode. */
  readonly idempotencyKey?: string | undefined;
  /** See requestHash() of @patchbay/executions; absent: made from the members above. */
  readonly requestHash?: Uint8Array | undefined;
  readonly traceId: string;
  /** Aborted when the caller cancels. */
  readonly signal?: AbortSignal | undefined;
  /** What asked: `api`, `workflow`, `mcp`, `agent`, `retry`. */
  readonly trigger: string;
  readonly retryOf?: ExecutionId | undefined;
  /** An unsaved connector to test. */
  readonly draft?: Runnable | undefined;
  /** Set by callers that wrote down the execution's id before the call, so that they find it again after a crash: workflows. */
  readonly reserved?: ReservedExecution | undefined;
  /** Set by the queue worker: the run of an accepted call whose row exists and was moved to `running`. */
  readonly accepted?: { readonly executionId: ExecutionId } | undefined;
}
