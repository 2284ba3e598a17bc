import type { ErrorCode, WorkspaceId } from '@patchbay/kernel';

/** One circuit belongs to a workspace's connector and connection, and to the host that is called. */
export interface CircuitScope {
  readonly workspaceId: WorkspaceId;
  readonly connectorKey: string;
  readonly connectionId: string | undefined;
}

export type CircuitVerdict =
  { readonly open: false; readonly reason: string } | { readonly open: true; readonly reason: string; readonly retryAfterMs: number };

export abstract class CircuitBreaker {
  /** Before a run: whether any of its circuits is known to be open. The host is known only once a request is built. */
  abstract admit(scope: CircuitScope): CircuitVerdict;
  /** Before a request: throws `circuit_open` when the circuit to this host is open or its bulkhead is full. */
  abstract enter(scope: CircuitScope, host: string): void;
  /** After every request that entered. `failure`: undefined = an answer that is no provider failure. */
  abstract leave(scope: CircuitScope, host: string, failure: ErrorCode | undefined): void;
}

const CLOSED: CircuitVerdict = { open: false, reason: 'No circuit breaker is configured; calls always pass.' };

/** Lets everything pass and says so. */
export class NoCircuitBreaker extends CircuitBreaker {
  admit(): CircuitVerdict {
    return CLOSED;
  }

  enter(): void {}
  leave(): void {}
}
