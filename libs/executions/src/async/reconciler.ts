import { type ExecutionId, type ExecutionStatus, type WorkspaceId } from '@patchbay/kernel';
import { Rounds, type Database, type Logger, type WorkQueue } from '@patchbay/platform';
import type { ExecutionMove } from '../recorder/execution-recorder.js';
import type { Housekeeping } from '../retention/housekeeping.js';
import type { ExecutionDispatcher } from './execution-dispatcher.js';
import { LostJobs } from './lost-jobs.js';
import type { RunBatch, RunRef } from './run-batch.js';
import type { RunStore } from './run.store.js';
import type { WorkspaceBacklog } from './workspace-backlog.js';

const EVERY_MS = 5_000;
const PAGE = 1_000;
/** One process at a time; the lock is the transaction's, so a dead holder frees it. Any constant. */
const LOCK = 7_261_132;

export interface ReconcilerParts {
  readonly db: Database;
  readonly store: RunStore;
  readonly queue: WorkQueue<RunBatch>;
  readonly dispatcher: ExecutionDispatcher;
  readonly backlog: WorkspaceBacklog;
  readonly logger: Logger;
  readonly onMoves: (moves: readonly ExecutionMove[]) => void;
  /** Further work for one process at a time. */
  readonly housekeeping?: Pick<Housekeeping, 'tidy'>;
}

export interface Reconciled {
  readonly requeued: number;
  readonly swept: number;
  readonly expired: number;
}

/**
 * Keeps Postgres and the queue true to each other, whatever died: no queued row without a job, no running row without a process, no run behind its
 * deadline. Runs in every process; an advisory lock lets one at a time work.
 */
export class Reconciler {
  private readonly rounds: Rounds;
  private readonly lost: LostJobs<RunRef>;

  constructor(private readonly parts: ReconcilerParts) {
    this.lost = new LostJobs(parts);
    this.rounds = new Rounds({
      everyMs: EVERY_MS,
      work: () => this.reconcile(),
      failure: 'reconciling failed; it is tried again',
      logger: parts.logger,
    });
  }

  start(): void {
    this.rounds.start();
    this.rounds.soon();
  }

  async stop(): Promise<void> {
    await this.rounds.stop();
  }

  /** One round. Out: undefined when another process is at it. */
  async reconcile(): Promise<Reconciled | undefined> {
    const { db, store, backlog, onMoves } = this.parts;
    await backlog.refresh();
    return db.asSystem(async (lock) => {
      const { rows } = await lock.query<{ ours: boolean }>('select pg_try_advisory_xact_lock($1) as ours', [LOCK]);
      if (!rows[0]?.ours) return undefined;
      const swept = await db.asSystem((tx) => store.sweepDead(tx, PAGE));
      const expired = await db.asSystem((tx) => store.expire(tx, PAGE));
      await db.asSystem((tx) => store.forgetDeadProcesses(tx));
      onMoves([...swept.map((run) => move(run, run.status as ExecutionStatus)), ...expired.map((run) => move(run, 'timed_out'))]);
      const orphans = swept.filter((run) => run.status === 'queued');
      await this.lost.give(orphans.map(({ workspaceId, executionId }) => ({ ref: { workspaceId, executionId }, priority: 0 })));
      const requeued = orphans.length + (await this.lost.find());
      await this.parts.housekeeping?.tidy(Date.now());
      return { requeued, swept: swept.length, expired: expired.length };
    });
  }
}

function move(run: RunRef, status: ExecutionStatus): ExecutionMove {
  return { workspaceId: run.workspaceId as WorkspaceId, id: run.executionId as ExecutionId, status };
}
