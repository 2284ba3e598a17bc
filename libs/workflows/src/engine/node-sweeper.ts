import { LostJobs, type ExecutionDispatcher, type RunBatch } from '@patchbay/executions';
import { newId } from '@patchbay/kernel';
import { Rounds, type Database, type Logger, type WorkQueue } from '@patchbay/platform';
import type { ClaimedNode } from './node-run.js';
import type { NodeSweepStore } from './node-sweep.store.js';
import type { NodeRef } from './refs.js';

const EVERY_MS = 5_000;
/** Rows of dead processes that go on in one round. */
const PAGE = 1_000;
/** One process at a time; the lock is the transaction's, so a dead holder frees it. Any constant. */
const LOCK = 7_261_140;

export interface NodeSweeperParts {
  readonly db: Database;
  readonly store: NodeSweepStore;
  readonly queue: WorkQueue<RunBatch<NodeRef>>;
  readonly dispatcher: Pick<ExecutionDispatcher<NodeRef>, 'send' | 'flushed'>;
  readonly processId: string;
  /** Whether this process works on the claim; absent in processes that run no nodes. */
  readonly holds: (claimId: string) => boolean;
  readonly logger: Logger;
  /** Further work for one process at a time, in every round. */
  readonly also?: () => Promise<void>;
}

/** Keeps the nodes' rows, the processes and the queue true to each other, whatever died. */
export class NodeSweeper {
  private readonly rounds: Rounds;
  private readonly lost: LostJobs<NodeRef>;
  private suspected = new Set<string>();

  constructor(private readonly parts: NodeSweeperParts) {
    this.lost = new LostJobs(parts);
    this.rounds = new Rounds({
      everyMs: EVERY_MS,
      work: () => this.sweep(),
      failure: 'the workflows could not be swept; it is tried again',
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

  /** One round. Out: how many rows got a new job; undefined when another process is at the common part. */
  async sweep(): Promise<number | undefined> {
    const { db, store } = this.parts;
    await this.findOwnLost();
    return db.asSystem(async (lock) => {
      const { rows } = await lock.query<{ ours: boolean }>('select pg_try_advisory_xact_lock($1) as ours', [LOCK]);
      if (!rows[0]?.ours) return undefined;
      const swept = await db.asSystem((tx) => store.sweepDead(tx, PAGE));
      if (swept.length > 0) this.parts.logger.info({ nodes: swept.length }, 'nodes of dead processes go on elsewhere');
      await this.giveJobs(swept);
      const requeued = swept.length + (await this.lost.find());
      await this.parts.also?.();
      return requeued;
    });
  }

  /** The claim's holder does not go on with it. Its execution's id stays: who goes on looks up what became of it. */
  async giveBack(claim: ClaimedNode, delayMs: number): Promise<void> {
    const jobId = newId();
    const { db, store, dispatcher } = this.parts;
    const { workspaceId, runId, nodeId, item } = claim;
    const back = await db.asSystem((tx) => store.giveBack(tx, claim, { jobId, delayMs }));
    if (back) dispatcher.send({ jobId, priority: 0, runs: [{ workspaceId, runId, nodeId, item }], delayMs });
  }

  /** Claims whose answer was lost on the way to this process. Lost when two looks in a row find them so. */
  private async findOwnLost(): Promise<void> {
    const { db, store, processId, holds } = this.parts;
    const claims = await db.asSystem((tx) => store.claimsOf(tx, processId));
    const unknown = claims.filter((claimId) => !holds(claimId));
    const lost = unknown.filter((claimId) => this.suspected.has(claimId));
    this.suspected = new Set(unknown);
    if (lost.length === 0) return;
    await this.giveJobs(await db.asSystem((tx) => store.sweepLost(tx, { processId, claimIds: lost })));
  }

  private giveJobs(nodes: readonly NodeRef[]): Promise<void> {
    return this.lost.give(nodes.map((ref) => ({ ref, priority: 0 })));
  }
}
