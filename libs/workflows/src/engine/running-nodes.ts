import { Injectable } from '@nestjs/common';
import { PlatformError } from '@patchbay/kernel';
import type { ClaimedNode } from './node-run.js';

interface Running {
  readonly runId: string;
  readonly controller: AbortController;
}

/** The nodes this process works on, and how to stop them. */
@Injectable()
export class RunningNodes {
  private readonly byClaim = new Map<string, Running>();

  /** Out: aborted when the node has to stop; the reason is a PlatformError. */
  begin({ claimId, runId }: ClaimedNode): AbortSignal {
    const controller = new AbortController();
    this.byClaim.set(claimId, { runId, controller });
    return controller.signal;
  }

  end(claimId: string): void {
    this.byClaim.delete(claimId);
  }

  holds(claimId: string): boolean {
    return this.byClaim.has(claimId);
  }

  stopRun(runId: string): void {
    for (const running of this.byClaim.values()) {
      if (running.runId === runId) running.controller.abort(new PlatformError('cancelled', 'The workflow run was cancelled.'));
    }
  }

  stopAll(): void {
    for (const { controller } of this.byClaim.values()) controller.abort(new PlatformError('shutting_down', 'The worker is stopping.'));
  }
}
