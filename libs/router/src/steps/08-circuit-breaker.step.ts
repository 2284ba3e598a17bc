import { PlatformError } from '@patchbay/kernel';
import type { Call } from '../call/call.js';
import type { Outcome } from '../call/outcome.js';
import type { CircuitBreaker } from '../ports/circuit-breaker.js';
import type { Next, Step } from './step.js';

/** Spares a provider that is down, and the caller the wait for it. */
export class CircuitBreakerStep implements Step {
  readonly name = 'circuit-breaker';

  constructor(private readonly breaker: CircuitBreaker) {}

  async run(call: Call, next: Next): Promise<Outcome> {
    const { connectorKey } = call.runnable;
    const verdict = this.breaker.admit({ workspaceId: call.workspaceId, connectorKey, connectionId: call.connectionId });
    if (verdict.open)
      throw new PlatformError('circuit_open', verdict.reason, { connector: connectorKey, retryAfterMs: verdict.retryAfterMs });
    call.decide('closed', verdict.reason);
    return next(call);
  }
}
