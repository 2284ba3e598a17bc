import { newId, type ExecutionId, type ExecutionStatus, type WorkspaceId } from '@patchbay/kernel';
import { Rounds, type Database, type Logger, type WorkQueue } from '@patchbay/platform';
import type { ExecutionMove } from '../recorder/execution-recorder.js';
import type { Housekeeping } from '../retention/housekeeping.js';
import type { ExecutionDispatcher } from './execution-dispatcher.js';
import { MAX_BATCH_RUNS, type RunBatch, type RunRef } from './run-batch.js';
import type { RunStore, WaitingRun } from './run.store.js';
import type { WorkspaceBacklog } from './workspace-backlog.js';

const EVERY_MS = 5_000;
/** A row's job is added within milliseconds of its commit; one that waits longer may have lost it. */
const SUSPICIOUS_AFTER_MS = 8_000;
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

  constructor(private readonly parts: ReconcilerParts) {
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
      const orphans = swept.filter((run) => run.status === 'queued').map((run): WaitingRun => ({ ...run, jobId: null, priority: 0 }));
      const requeued = (await this.giveJobs(orphans)) + (await this.findLostJobs());
      await this.parts.housekeeping?.tidy(Date.now());
      return { requeued, swept: swept.length, expired: expired.length };
    });
  }

  /** Pages through the rows that have waited for a while and gives those a new job whose job is gone. */
  private async findLostJobs(): Promise<number> {
    const { db, store, queue } = this.parts;
    let requeued = 0;
    for (let after: string | undefined; ;) {
      const from = after;
      const page = await db.asSystem((tx) => store.waiting(tx, { olderThanMs: SUSPICIOUS_AFTER_MS, after: from, limit: PAGE }));
      const jobIds = [...new Set(page.flatMap((run) => run.jobId ?? []))];
      const alive = await queue.alive(jobIds);
      requeued += await this.giveJobs(page.filter((run) => run.jobId === null || !alive.has(run.jobId)));
      after = page.at(-1)?.executionId;
      if (page.length < PAGE) return requeued;
    }
  }

  private async giveJobs(runs: readonly WaitingRun[]): Promise<number> {
    const { db, store, dispatcher } = this.parts;
    for (let start = 0; start < runs.length; start += MAX_BATCH_RUNS) {
      const batch: RunRef[] = runs
        .slice(start, start + MAX_BATCH_RUNS)
        .map(({ workspaceId, executionId }) => ({ workspaceId, executionId }));
      const jobId = newId();
      await db.asSystem((tx) => store.assignJob(tx, { jobId, runs: batch }));
      dispatcher.send({ jobId, priority: runs[start]?.priority ?? 0, runs: batch });
    }
    return runs.length;
  }
}

function move(run: RunRef, status: ExecutionStatus): ExecutionMove {
  return { workspaceId: run.workspaceId as WorkspaceId, id: run.executionId as ExecutionId, status };
}
