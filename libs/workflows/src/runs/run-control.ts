import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { isUuid, newId, PlatformError, type JsonValue, type Principal, type WorkspaceId } from '@patchbay/kernel';
import { Database, type Tx } from '@patchbay/platform';
import { NodeCommit } from '../engine/node-commit.js';
import { NodeRunStore } from '../engine/node-run.store.js';
import { PlanCache } from '../engine/plan-cache.js';
import { NO_ITEM } from '../engine/refs.js';
import { RunningNodes } from '../engine/running-nodes.js';
import type { RunAt, RunProgress } from '../engine/run-progress.js';
import { isOpenRun, type RunStatus } from '../engine/states.js';
import { WorkflowRunStore, type LockedRun } from '../engine/workflow-run.store.js';
import type { WorkflowPlan } from '../plan/plan.js';
import { RunRetryStore } from './retry.store.js';
import { unknownRun } from './run-reader.js';

/** Postgres channel of runs that were cancelled; payload: the run's id. */
const CANCEL_CHANNEL = 'workflow_cancel';

export interface RunMoved {
  readonly runId: string;
  readonly status: RunStatus;
}

/** A person's word on a node whose effect is not known. */
export interface Decision {
  readonly nodeId: string;
  readonly item?: number | undefined;
  /** `continue`: it took effect; go on with `output`. `repeat`: it did not; call again. `stop`: the node failed. */
  readonly decision: 'continue' | 'repeat' | 'stop';
  readonly output?: JsonValue | undefined;
}

export interface NodeEdit {
  readonly nodeId: string;
  readonly item?: number | undefined;
  readonly input: JsonValue;
}

/** What people do with runs: cancel, retry, decide. */
@Injectable()
export class RunControl implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly runs = new WorkflowRunStore();
  private readonly nodes = new NodeRunStore();
  private readonly retries = new RunRetryStore();
  private listening: (() => Promise<void>) | undefined;

  constructor(
    private readonly db: Database,
    private readonly plans: PlanCache,
    private readonly commit: NodeCommit,
    private readonly running: RunningNodes,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    this.listening = await this.db.listen(CANCEL_CHANNEL, (runId) => this.running.stopRun(runId));
  }

  async onModuleDestroy(): Promise<void> {
    await this.listening?.();
  }

  /** Nothing of the run is begun any more; what runs at this moment is stopped and ends truthfully. Throws `not_found`, `illegal_state`. */
  async cancel(workspaceId: WorkspaceId, id: string): Promise<RunMoved> {
    const moved = await this.locked(workspaceId, id, async (tx, run): Promise<RunMoved> => {
      if (!isOpenRun(run.status)) throw new PlatformError('illegal_state', `The run has ended already: it is ${run.status}.`);
      await this.runs.move(tx, id, {
        status: 'cancelled',
        error: JSON.stringify({ code: 'cancelled', message: 'The run was cancelled.' }),
      });
      await this.nodes.cancelWaiting(tx, id);
      await this.db.notify(tx, CANCEL_CHANNEL, id);
      return { runId: id, status: 'cancelled' };
    });
    return this.told(workspaceId, moved);
  }

  /**
   * A failed or cancelled run goes on from the nodes that did not succeed, `edit` with another input than its templates give. Throws `not_found`, and
   * `illegal_state` for other runs and for a node that did not fail.
   */
  async retry(principal: Principal, id: string, edit?: NodeEdit): Promise<RunMoved> {
    const { workspaceId } = principal;
    const { send, status } = await this.planned(workspaceId, id, async (tx, run, plan) => {
      if (run.status !== 'failed' && run.status !== 'cancelled') {
        throw new PlatformError('illegal_state', `Only a failed or cancelled run is retried; this one is ${run.status}.`);
      }
      if (edit && !(await this.retries.overrideInput(tx, { runId: id, ...defined(edit) }))) throw notThere(edit.nodeId, 'failed');
      await this.runs.move(tx, id, { status: 'running' });
      const parked = await this.retries.hasUnknown(tx, id);
      if (parked) await this.runs.move(tx, id, { status: 'parked' });
      const jobId = newId();
      const forEaches = await this.retries.reopenForEaches(tx, id);
      const members = forEaches.flatMap((owner) => [...(plan.bodies.get(owner)?.graph.nodes.keys() ?? [])]);
      const reset = await this.retries.resetNodes(tx, id, { jobId, members });
      if (reset.length + forEaches.length === 0 && !parked) {
        throw new PlatformError('illegal_state', 'No node of this run failed; run the workflow again instead.');
      }
      const go = await this.commit.goOn(tx, atOf(workspaceId, id, run), plan, (progress) => this.resume(tx, id, progress, forEaches));
      return {
        status: parked ? ('parked' as const) : ('running' as const),
        send: () => {
          go();
          this.commit.send([{ jobId, delayMs: 0, nodes: reset.map((node) => ({ ...node, workspaceId, runId: id })) }]);
        },
      };
    });
    send();
    return this.told(workspaceId, { runId: id, status });
  }

  /** Throws `not_found`, and `illegal_state` when the node does not wait for a decision. */
  async decide(principal: Principal, id: string, word: Decision): Promise<RunMoved> {
    const { workspaceId } = principal;
    const { send } = await this.planned(workspaceId, id, async (tx, run, plan) => {
      const at = { runId: id, nodeId: word.nodeId, item: word.item ?? NO_ITEM };
      const jobId = newId();
      const error = { code: 'outcome_unknown', message: 'It was not known whether the action took effect, and a person stopped here.' };
      const decided = await this.retries.decide(tx, at, next(word, { jobId, error: JSON.stringify(error) }));
      if (!decided || !isOpenRun(run.status)) throw notThere(word.nodeId, 'unknown');
      if (!(await this.retries.hasUnknown(tx, id))) await this.runs.move(tx, id, { status: 'running' });
      if (word.decision === 'repeat') {
        const nodes = [{ workspaceId, runId: id, nodeId: at.nodeId, item: at.item }];
        return { send: () => this.commit.send([{ jobId, delayMs: 0, nodes }]) };
      }
      const move = (progress: RunProgress): Promise<void> =>
        word.decision === 'stop' ? progress.fail(at.item, at.nodeId, error) : progress.goOn(at.item, at.nodeId);
      return { send: await this.commit.goOn(tx, atOf(workspaceId, id, run), plan, move) };
    });
    send();
    return this.told(workspaceId, await this.statusOf(workspaceId, id));
  }

  private told(workspaceId: WorkspaceId, moved: RunMoved): RunMoved {
    this.commit.tell([{ workspaceId, id: moved.runId, status: moved.status }]);
    return moved;
  }

  private async resume(tx: Tx, runId: string, progress: RunProgress, forEaches: readonly string[]): Promise<void> {
    for (const owner of forEaches) {
      for (const item of await this.retries.openItems(tx, runId, owner)) await progress.goOnWithItem(owner, item);
      await progress.resumeItems(owner);
    }
    // Branches that ended after the run had, and nodes behind them.
    if (progress.endedAs === undefined) await progress.goOn(NO_ITEM);
  }

  private async statusOf(workspaceId: WorkspaceId, id: string): Promise<RunMoved> {
    return this.locked(workspaceId, id, (_tx, run) => Promise.resolve({ runId: id, status: run.status }));
  }

  private async planned<T>(
    workspaceId: WorkspaceId,
    id: string,
    work: (tx: Tx, run: LockedRun, plan: WorkflowPlan) => Promise<T>,
  ): Promise<T> {
    // The version never changes: its plan is loaded before the run is held.
    const seen = await this.locked(workspaceId, id, (_tx, run) => Promise.resolve(run));
    const plan = await this.plans.of({ workspaceId, ...seen });
    return this.locked(workspaceId, id, (tx, run) => work(tx, run, plan));
  }

  private locked<T>(workspaceId: WorkspaceId, id: string, work: (tx: Tx, run: LockedRun) => Promise<T>): Promise<T> {
    if (!isUuid(id)) return unknownRun();
    return this.db.inWorkspace(workspaceId, async (tx) => work(tx, (await this.runs.lock(tx, id)) ?? unknownRun()));
  }
}

function next(
  word: Decision,
  at: { jobId: string; error: string },
): { status: 'succeeded' | 'queued' | 'failed'; output?: string; jobId?: string; error?: string } {
  if (word.decision === 'continue') return { status: 'succeeded', output: JSON.stringify(word.output ?? null) };
  return word.decision === 'repeat' ? { status: 'queued', jobId: at.jobId } : { status: 'failed', error: at.error };
}

const atOf = (workspaceId: WorkspaceId, runId: string, facts: LockedRun): RunAt => ({ workspaceId, runId, facts });

function defined({ nodeId, item, input }: NodeEdit): { nodeId: string; item: number; input: JsonValue } {
  return { nodeId, item: item ?? NO_ITEM, input };
}

function notThere(nodeId: string, wanted: 'failed' | 'unknown'): PlatformError {
  const what = wanted === 'failed' ? 'did not fail in this run, or is no action or transform' : 'does not wait for a decision in this run';
  return new PlatformError('illegal_state', `The node "${nodeId}" ${what}.`);
}
