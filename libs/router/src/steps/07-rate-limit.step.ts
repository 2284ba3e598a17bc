import { PlatformError } from '@patchbay/kernel';
import type { Call } from '../call/call.js';
import type { Outcome } from '../call/outcome.js';
import type { RateLimiter } from '../ports/rate-limiter.js';
import type { Next, Step } from './step.js';

/** A queued run is not held in memory longer than this; it goes back to the queue instead. */
const MAX_ASYNC_WAIT_MS = 1_000;

/** Takes room for the first request; the attempt loop takes for every further one. */
export class RateLimitStep implements Step {
  readonly name = 'rate-limit';

  constructor(private readonly limiter: RateLimiter) {}

  async run(call: Call, next: Next): Promise<Outcome> {
    const { workspaceId, runnable, connectionId, executionId, request } = call;
    // Both can wait elsewhere: their rows say when they are due again.
    const patient = request.accepted !== undefined || request.reserved !== undefined;
    const maxWaitMs = patient ? Math.min(MAX_ASYNC_WAIT_MS, call.remainingMs()) : call.remainingMs();
    const verdict = await this.limiter.take({ workspaceId, runnable, connectionId, maxWaitMs, signal: call.controller.signal });
    if (verdict.kind === 'free' || verdict.kind === 'taken') {
      call.decide(verdict.kind === 'free' ? 'no-limit' : verdict.waitedMs > 0 ? 'waited' : 'taken', verdict.reason);
      return next(call);
    }
    if (verdict.kind === 'wait' && patient) {
      return {
        kind: 'deferred',
        resumeInMs: verdict.retryAfterMs,
        answer: { kind: 'queued', executionId, traceId: request.traceId, replayed: false },
      };
    }
    throw new PlatformError('rate_limited', verdict.reason, { connector: runnable.connectorKey, retryAfterMs: verdict.retryAfterMs });
  }
}
