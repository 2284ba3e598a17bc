import { statusOfFailure } from '@patchbay/kernel';
import type { Analytics } from '@patchbay/platform';
import type { Call } from '../call/call.js';
import type { Outcome } from '../call/outcome.js';
import type { RouterMetrics } from './router-metrics.js';

/** Counts calls once they have ended, for the operator and for product analytics. */
export class CallCounts {
  constructor(
    private readonly metrics: RouterMetrics,
    private readonly analytics: Analytics | undefined,
  ) {}

  /** Accepted and deferred runs are counted when they have run, replayed answers never. */
  note(call: Call, { kind, answer }: Outcome): void {
    if (kind === 'deferred' || answer.kind === 'queued' || answer.replayed) return;
    const { found: runnable, workspaceId, costs } = call;
    const { mode } = call.request;
    const durationMs = call.elapsedMs();
    const status = answer.kind === 'failed' ? statusOfFailure(answer.error.code) : answer.kind;
    this.metrics.executed({ runnable, status, mode, durationMs });
    for (const cost of costs) this.metrics.used(cost);
    if (!this.analytics || !runnable || call.isTest) return;
    const connector =
      runnable.source === 'builtin' ? { connector: runnable.connectorKey, action: runnable.action ?? '' } : { connector: 'custom' };
    this.analytics.capture({
      name: 'execution.finished',
      workspaceId,
      facts: { ...connector, status, mode, durationMs: Math.round(durationMs) },
    });
  }
}
