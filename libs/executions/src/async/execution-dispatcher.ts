import { newId } from '@patchbay/kernel';
import type { Logger, NewJob, WorkQueue } from '@patchbay/platform';
import { MAX_BATCH_RUNS, type RunBatch, type RunRef } from './run-batch.js';

interface OpenBatch<Ref> {
  readonly jobId: string;
  readonly priority: number;
  /** Rows that were promised this job and are not committed yet. */
  outstanding: number;
  assigned: number;
  readonly runs: Ref[];
}

/** A row's place in a job that will exist once the row is committed. */
export interface JobSeat<Ref = RunRef> {
  readonly jobId: string;
  readonly priority: number;
  /** The row is committed: the job may go out. */
  committed(run: Ref): void;
  /** The row was not written after all. */
  abandoned(): void;
}

/**
 * Turns committed rows into queue jobs, many rows a job and many jobs a round trip. Nobody waits for it: the row is the acceptance, and the reconciler
 * finds rows whose job was lost.
 */
export class ExecutionDispatcher<Ref = RunRef> {
  private readonly open = new Map<number, OpenBatch<Ref>>();
  private ready: NewJob<RunBatch<Ref>>[] = [];
  private sending: Promise<void> | undefined;
  private handedOver: (() => void)[] = [];

  constructor(
    private readonly queue: WorkQueue<RunBatch<Ref>>,
    private readonly logger: Logger,
  ) {}

  /** Rows accepted in the same moment share a job: it is closed to further ones when the first of them is committed. */
  seat(priority: number): JobSeat<Ref> {
    let batch = this.open.get(priority);
    if (!batch || batch.assigned >= MAX_BATCH_RUNS) {
      batch = { jobId: newId(), priority, outstanding: 0, assigned: 0, runs: [] };
      this.open.set(priority, batch);
    }
    const mine = batch;
    mine.assigned += 1;
    mine.outstanding += 1;
    return {
      jobId: mine.jobId,
      priority,
      committed: (run) => {
        mine.runs.push(run);
        this.settle(mine);
      },
      abandoned: () => this.settle(mine),
    };
  }

  /** A job for rows that are there already (handed back, or found without one). */
  send(job: { jobId: string; priority: number; runs: readonly Ref[]; delayMs?: number }): void {
    this.ready.push({ id: job.jobId, data: { runs: job.runs }, priority: job.priority, ...(job.delayMs ? { delayMs: job.delayMs } : {}) });
    this.flush();
  }

  /** Resolves when all that was ready until now is on the queue, or was left to the reconciler. */
  async flushed(): Promise<void> {
    if (this.ready.length > 0) await new Promise<void>((resolve) => this.handedOver.push(resolve));
  }

  /** Resolves when nothing is on its way to the queue any more. */
  async drain(): Promise<void> {
    while (this.sending) await this.sending;
  }

  private settle(batch: OpenBatch<Ref>): void {
    if (this.open.get(batch.priority) === batch) this.open.delete(batch.priority);
    batch.outstanding -= 1;
    if (batch.outstanding > 0 || batch.runs.length === 0) return;
    this.send({ jobId: batch.jobId, priority: batch.priority, runs: batch.runs });
  }

  private flush(): void {
    this.sending ??= this.sendAll().finally(() => {
      this.sending = undefined;
    });
  }

  private async sendAll(): Promise<void> {
    // What becomes ready in this turn of the loop goes out together.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.ready.length > 0) {
      const jobs = this.ready;
      this.ready = [];
      const waiting = this.handedOver.splice(0);
      try {
        await this.queue.addBulk(jobs);
      } catch (error) {
        this.logger.warn({ err: error, jobs: jobs.length }, 'jobs could not be added; the reconciler will');
      }
      for (const resolve of waiting) resolve();
    }
  }
}
