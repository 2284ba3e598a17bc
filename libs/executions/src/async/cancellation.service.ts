import { isFinal, isUuid, PlatformError, type ExecutionId, type ExecutionStatus, type WorkspaceId } from '@patchbay/kernel';
import type { Database } from '@patchbay/platform';
import type { ExecutionRecorder } from '../recorder/execution-recorder.js';
import type { RunStore } from './run.store.js';
import type { RunningRuns } from './running-runs.js';

/** Postgres channel of wishes to stop a run; payload: its execution id. */
const CANCEL_CHANNEL = 'execution_cancel';
/** A running call is waited for so long; each look also repeats the wish, which may have come before the run was known to its process. */
const LOOKS_MS = [30, 70, 150, 250, 500, 1_000] as const;

export interface CancellationParts {
  readonly db: Database;
  readonly store: RunStore;
  readonly recorder: Pick<ExecutionRecorder, 'tell'>;
  readonly running: RunningRuns;
  readonly processId: string;
}

export interface Cancelled {
  readonly executionId: string;
  /** `running`: it was told to stop and has not ended yet. `unknown`: a write was under way. */
  readonly status: ExecutionStatus;
}

/** Ends runs that nobody wants any more, wherever they run. */
export class CancellationService {
  private listening: (() => Promise<void>) | undefined;

  constructor(private readonly parts: CancellationParts) {}

  /** Listens for wishes about the runs of this process. */
  async start(): Promise<void> {
    this.listening = await this.parts.db.listen(
      CANCEL_CHANNEL,
      (executionId) => this.stopHere(executionId),
      () => void this.catchUp().catch(() => undefined),
    );
  }

  async stop(): Promise<void> {
    await this.listening?.();
  }

  /**
   * A queued run is cancelled at once; a running one is told to stop and waited for up to two seconds. Throws `not_found`, and `illegal_state` when
   * it had ended before.
   */
  async cancel(workspaceId: WorkspaceId, id: string): Promise<Cancelled> {
    const before = isUuid(id) ? await this.ask(workspaceId, id) : undefined;
    if (before === undefined) throw new PlatformError('not_found', 'There is no execution with this id in this workspace.');
    if (before.moved) this.parts.recorder.tell([{ workspaceId, id: id as ExecutionId, status: 'cancelled' }]);
    else if (isFinal(before.status)) {
      throw new PlatformError('illegal_state', `The execution has ended already: it is ${before.status}.`, { executionId: id });
    }
    let status = before.status;
    for (const waitMs of LOOKS_MS) {
      if (isFinal(status)) break;
      await new Promise((resolve) => setTimeout(resolve, waitMs));
      status = (await this.ask(workspaceId, id))?.status ?? status;
    }
    return { executionId: id, status };
  }

  private ask(workspaceId: WorkspaceId, id: string): Promise<{ status: ExecutionStatus; moved: boolean } | undefined> {
    const { db, store } = this.parts;
    return db.inWorkspace(workspaceId, async (tx) => {
      const asked = await store.requestCancel(tx, id);
      if (asked && !isFinal(asked.status)) await db.notify(tx, CANCEL_CHANNEL, id);
      return asked;
    });
  }

  private stopHere(executionId: string): void {
    this.parts.running.stop(executionId, new PlatformError('cancelled', 'The execution was cancelled.'));
  }

  /** Wishes that came while the connection was away. */
  private async catchUp(): Promise<void> {
    const { db, store, processId } = this.parts;
    const wanted = await db.asSystem((tx) => store.cancelWanted(tx, processId));
    for (const executionId of wanted) this.stopHere(executionId);
  }
}
