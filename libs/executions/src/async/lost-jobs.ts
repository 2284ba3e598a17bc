import { newId } from '@patchbay/kernel';
import type { Database, Tx, WorkQueue } from '@patchbay/platform';
import type { ExecutionDispatcher } from './execution-dispatcher.js';
import { MAX_BATCH_RUNS, type RunBatch } from './run-batch.js';

/** A row's job is added within milliseconds of its commit; one that is due for longer may have lost it. */
const SUSPICIOUS_AFTER_MS = 8_000;
/** Rows looked at in one step: they are counted in Postgres, and what comes here are the ids of their jobs. */
const PAGE = 50_000;
/** Rows without a job that are held in memory at once. */
const ORPHANS = 10_000;
/** After a look that took longer, the next waits for so many times that, and no longer than the promise of 30 s allows: Postgres has more to do than this. */
const LONG_MS = 300;
const REST = 4;
const MOST_REST_MS = 10_000;

/** A row of which no job is known to live. */
export interface Orphan<Ref> {
  readonly ref: Ref;
  readonly priority: number;
  /** Its place in the order of the rows. */
  readonly place: string;
}

/** What a look at a page of waiting rows tells. */
export interface WaitingPage {
  readonly rows: number;
  /** The place of the last one; undefined: there was none. */
  readonly last: string | undefined;
  readonly jobIds: readonly string[];
  /** Some have no job at all. */
  readonly jobless: boolean;
}

/** Queued rows that are due for a while, in an order of their own. Places are opaque texts. */
export interface WaitingRows<Ref> {
  waitingPage(tx: Tx, ask: { olderThanMs: number; after: string | undefined; limit: number }): Promise<WaitingPage>;
  /** Those after `after` up to `last` that have no job, or one of the `dead`. */
  orphans(
    tx: Tx,
    ask: { olderThanMs: number; after: string | undefined; last: string; dead: readonly string[]; limit: number },
  ): Promise<Orphan<Ref>[]>;
  /** Notes the jobs that carry the rows from now on: `jobIds[i]` for `refs[i]`. */
  assignJobs(tx: Tx, refs: readonly Ref[], jobIds: readonly string[]): Promise<void>;
}

export interface LostJobsParts<Ref> {
  readonly db: Pick<Database, 'asSystem'>;
  readonly store: WaitingRows<Ref>;
  readonly queue: Pick<WorkQueue<RunBatch<Ref>>, 'alive'>;
  readonly dispatcher: Pick<ExecutionDispatcher<Ref>, 'send' | 'flushed'>;
  /** Absent: as above. */
  readonly sizes?: { readonly page: number; readonly orphans: number };
}

/** Finds queued rows without a living job and gives them one. Time grows with the backlog's jobs, memory does not grow with it. */
export class LostJobs<Ref> {
  private readonly sizes: { readonly page: number; readonly orphans: number };
  private restsUntilMs = 0;

  constructor(private readonly parts: LostJobsParts<Ref>) {
    this.sizes = parts.sizes ?? { page: PAGE, orphans: ORPHANS };
  }

  /** Looks at all of them, unless the last look was long and just now. Out: how many got a new job. */
  async find(): Promise<number> {
    const beganMs = performance.now();
    if (beganMs < this.restsUntilMs) return 0;
    const given = await this.findAll();
    const endedMs = performance.now();
    const tookMs = endedMs - beganMs;
    // After a look that found something the next is soon: jobs may be lost together.
    this.restsUntilMs = given > 0 || tookMs < LONG_MS ? 0 : endedMs + Math.min(REST * tookMs, MOST_REST_MS);
    return given;
  }

  private async findAll(): Promise<number> {
    const { db, store, queue } = this.parts;
    let given = 0;
    for (let after: string | undefined; ;) {
      const from = after;
      const page = await db.asSystem((tx) =>
        store.waitingPage(tx, { olderThanMs: SUSPICIOUS_AFTER_MS, after: from, limit: this.sizes.page }),
      );
      if (page.last === undefined) return given;
      const alive = await queue.alive(page.jobIds);
      const dead = page.jobIds.filter((id) => !alive.has(id));
      if (page.jobless || dead.length > 0) given += await this.giveTo({ after: from, last: page.last, dead });
      if (page.rows < this.sizes.page) return given;
      after = page.last;
    }
  }

  /** Gives the rows jobs, and waits until they are on the queue. */
  async give(orphans: readonly Pick<Orphan<Ref>, 'ref' | 'priority'>[]): Promise<void> {
    const { db, store, dispatcher } = this.parts;
    if (orphans.length === 0) return;
    const jobs = Array.from({ length: Math.ceil(orphans.length / MAX_BATCH_RUNS) }, (_, index) => ({
      jobId: newId(),
      part: orphans.slice(index * MAX_BATCH_RUNS, (index + 1) * MAX_BATCH_RUNS),
    }));
    const refs = orphans.map(({ ref }) => ref);
    const jobIds = jobs.flatMap(({ jobId, part }) => part.map(() => jobId));
    await db.asSystem((tx) => store.assignJobs(tx, refs, jobIds));
    for (const { jobId, part } of jobs) dispatcher.send({ jobId, priority: part[0]?.priority ?? 0, runs: part.map(({ ref }) => ref) });
    await dispatcher.flushed();
  }

  private async giveTo(range: { after: string | undefined; last: string; dead: readonly string[] }): Promise<number> {
    const { db, store } = this.parts;
    let given = 0;
    for (let { after } = range; ;) {
      const from = after;
      const orphans = await db.asSystem((tx) =>
        store.orphans(tx, { olderThanMs: SUSPICIOUS_AFTER_MS, ...range, after: from, limit: this.sizes.orphans }),
      );
      await this.give(orphans);
      given += orphans.length;
      if (orphans.length < this.sizes.orphans) return given;
      after = orphans.at(-1)?.place;
    }
  }
}
