import type { ExecutionDispatcher, ProcessRegistry, RunBatch } from '@patchbay/executions';
import { newId, type WorkspaceId } from '@patchbay/kernel';
import type { Database, Logger, QueueConsumer, WorkQueues } from '@patchbay/platform';
import { RunRoom } from '@patchbay/router';
import type { NodeRunner } from '../steps/node-runner.js';
import type { NodeCommit } from './node-commit.js';
import type { ClaimedNode } from './node-run.js';
import type { NodeRunStore, TakenNode } from './node-run.store.js';
import type { NodeSweeper } from './node-sweeper.js';
import { NODE_QUEUE, type NodeRef } from './refs.js';
import type { RunningNodes } from './running-nodes.js';

/** Jobs looked at in parallel: claiming is a short statement, the nodes themselves are bounded by the room. */
const CONSUMERS = 4;
/** Nodes at once in this process; each holds one node's data. */
const ROOM = { total: 64, perLane: 48 };
/** A node that found no room for its connector asks again after this time. */
const CROWDED_DELAY_MS = 500;

export interface NodeWorkerParts {
  readonly db: Database;
  readonly queues: WorkQueues;
  readonly nodes: NodeRunStore;
  readonly runner: Pick<NodeRunner, 'run'>;
  readonly commit: Pick<NodeCommit, 'settle' | 'tell'>;
  readonly dispatcher: ExecutionDispatcher<NodeRef>;
  readonly process: Pick<ProcessRegistry, 'id'>;
  readonly sweeper: Pick<NodeSweeper, 'giveBack'>;
  readonly running: RunningNodes;
  readonly logger: Logger;
}

/** Takes due nodes from the queue, does their work and writes what follows. The rows decide; jobs only wake it. */
export class NodeWorker {
  private readonly room = new RunRoom(ROOM);
  private consumer: QueueConsumer | undefined;
  private stopping = false;

  constructor(private readonly parts: NodeWorkerParts) {}

  start(): void {
    this.consumer = this.parts.queues.consume<RunBatch<NodeRef>>(NODE_QUEUE, (job) => this.take(job.data.runs), { concurrency: CONSUMERS });
  }

  /** Takes no more, lets nodes end for `graceMs`, then stops them: what sent nothing is handed back, the rest ends truthfully. */
  async drain(graceMs: number): Promise<void> {
    this.stopping = true;
    const drained = this.consumer?.drain(0);
    await Promise.race([this.room.empty(), new Promise((resolve) => setTimeout(resolve, graceMs).unref())]);
    this.parts.running.stopAll();
    await drained;
    await this.room.empty();
    await this.parts.dispatcher.drain();
  }

  /** Claims the job's rows as room allows; the job is done when all of them run or were somebody else's. */
  private async take(refs: readonly NodeRef[]): Promise<void> {
    for (let start = 0; start < refs.length;) {
      const seats = await this.room.reserve(refs.length - start);
      if (this.stopping) {
        this.room.giveBack(seats);
        // The job ends with this process: the rows get another one.
        this.parts.dispatcher.send({ jobId: newId(), priority: 0, runs: refs.slice(start) });
        return;
      }
      const part = refs.slice(start, start + seats);
      start += seats;
      let claimed: TakenNode[] = [];
      try {
        claimed = await this.parts.db.asSystem((tx) => this.parts.nodes.claim(tx, { processId: this.parts.process.id, nodes: part }));
      } finally {
        this.room.giveBack(seats - claimed.length);
      }
      this.parts.commit.tell(
        claimed.map(({ workspaceId, runId, runStatus }) => ({ workspaceId: workspaceId as WorkspaceId, id: runId, status: runStatus })),
      );
      for (const claim of claimed) void this.follow(claim);
    }
  }

  /** One seat: a node, then the one that follows from it, as long as there is one. */
  private async follow(first: ClaimedNode): Promise<void> {
    const lane = laneOf(first);
    if (!(await this.room.enterSoon(lane))) {
      await this.handBack(first, CROWDED_DELAY_MS);
      this.room.giveBack(1);
      return;
    }
    try {
      // It waited for its place while the worker began to stop.
      if (this.stopping) return await this.handBack(first, CROWDED_DELAY_MS);
      for (let claim: ClaimedNode | undefined = first; claim;) claim = await this.runOne(claim);
    } finally {
      this.room.leave(lane);
    }
  }

  /** Out: the node to go on with. */
  private async runOne(claim: ClaimedNode): Promise<ClaimedNode | undefined> {
    const signal = this.parts.running.begin(claim);
    try {
      const result = await this.parts.runner.run(claim, signal);
      return await this.parts.commit.settle(claim, result, { hot: !this.stopping });
    } catch (error) {
      this.parts.logger.warn(
        { err: error, runId: claim.runId, nodeId: claim.nodeId },
        'a node could not be brought to its end; it is run again',
      );
      await this.handBack(claim, CROWDED_DELAY_MS);
      return undefined;
    } finally {
      this.parts.running.end(claim.claimId);
    }
  }

  private async handBack(claim: ClaimedNode, delayMs: number): Promise<void> {
    try {
      await this.parts.sweeper.giveBack(claim, delayMs);
    } catch (error) {
      this.parts.logger.warn({ err: error, runId: claim.runId, nodeId: claim.nodeId }, 'a node could not be handed back; the sweep will');
    }
  }
}

/** One workspace cannot take every seat of a process. */
const laneOf = ({ workspaceId }: ClaimedNode): string => workspaceId;
