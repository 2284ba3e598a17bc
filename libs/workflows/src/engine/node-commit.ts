import { newId, type WorkspaceId } from '@patchbay/kernel';
import type { ExecutionDispatcher } from '@patchbay/executions';
import type { Database, Tx } from '@patchbay/platform';
import type { WorkflowPlan } from '../plan/plan.js';
import type { ClaimedNode, NodeResult } from './node-run.js';
import type { NewNode } from './node-run.store.js';
import type { PlanCache } from './plan-cache.js';
import type { NodeRef } from './refs.js';
import { failureOutput, RunProgress, type ProgressParts, type ReadyNode, type RunAt } from './run-progress.js';
import type { RunMove, RunMoves } from '../stream/run-moves.js';
import { isOpenRun, type RunStatus } from './states.js';
import type { LockedRun } from './workflow-run.store.js';

export interface NodeCommitParts extends ProgressParts {
  readonly db: Database;
  readonly plans: Pick<PlanCache, 'of'>;
  readonly dispatcher: Pick<ExecutionDispatcher<NodeRef>, 'send'>;
  readonly processId: string;
  readonly moves: Pick<RunMoves, 'tell'>;
}

interface Settled {
  readonly jobs: readonly Job[];
  readonly next: ClaimedNode | undefined;
  /** Of the run; undefined when it is gone. */
  readonly status: RunStatus | undefined;
}

/** Rows that got a job with their commit. */
interface Job {
  readonly jobId: string;
  readonly nodes: readonly NodeRef[];
  readonly delayMs: number;
}

/**
 * Writes what came of a node together with everything that follows from it: its output, the next nodes' rows, the end of the run, in one transaction. Jobs
 * follow after the commit; the reconciler finds rows whose job was lost.
 */
export class NodeCommit {
  constructor(private readonly parts: NodeCommitParts) {}

  /**
   * `hot`: the process goes on with one of the nodes that became ready, in the same seat. Out: that node, claimed with the commit. Nothing is written when
   * the claim was lost.
   */
  async settle(claim: ClaimedNode, result: NodeResult, { hot }: { hot: boolean }): Promise<ClaimedNode | undefined> {
    const plan = await this.parts.plans.of({ ...claim, ...claim.run });
    const at: RunAt = { workspaceId: claim.workspaceId, runId: claim.runId, facts: claim.run };
    const workspaceId = claim.workspaceId as WorkspaceId;
    const { jobs, next, status } = await this.parts.db.inWorkspace(workspaceId, async (tx): Promise<Settled> => {
      const run = await this.parts.runs.lock(tx, claim.runId);
      const nothing = { jobs: [], next: undefined, status: run?.status };
      if (result.kind === 'again') return { ...nothing, jobs: await this.again(tx, claim, result, run) };
      const open = run !== undefined && isOpenRun(run.status);
      if (!open && isStopped(result)) {
        await this.parts.nodes.settle(tx, claim, { status: 'cancelled' });
        return nothing;
      }
      if (!(await this.settleRow(tx, claim, result)) || !open) return nothing;
      const progress = new RunProgress(tx, at, plan, this.parts);
      await this.follow(tx, { claim, result, run, progress });
      const status = progress.endedAs ?? (result.kind === 'unknown' ? 'parked' : run.status);
      return { ...(await this.write(tx, at, progress.ready, hot)), status };
    });
    this.send(jobs);
    if (status !== undefined) this.tell([{ workspaceId, id: claim.runId, status }]);
    return next;
  }

  /** After a commit: for those who watch runs. */
  tell(moves: readonly RunMove[]): void {
    this.parts.moves.tell(moves);
  }

  /** Lets a run go on from whatever its rows say, e.g. after a decision. In the caller's transaction, which holds the run; out: call it after the commit. */
  async goOn(tx: Tx, at: RunAt, plan: WorkflowPlan, move: (progress: RunProgress) => Promise<void>): Promise<() => void> {
    const progress = new RunProgress(tx, at, plan, this.parts);
    await move(progress);
    const { jobs } = await this.write(tx, at, progress.ready, false);
    return () => this.send(jobs);
  }

  /** Jobs for rows that are committed. */
  send(jobs: readonly Job[]): void {
    for (const { jobId, nodes, delayMs } of jobs) this.parts.dispatcher.send({ jobId, priority: 0, runs: nodes, delayMs });
  }

  private async again(
    tx: Tx,
    claim: ClaimedNode,
    result: Extract<NodeResult, { kind: 'again' }>,
    run: LockedRun | undefined,
  ): Promise<readonly Job[]> {
    if (!run || !isOpenRun(run.status)) {
      await this.parts.nodes.stop(tx, claim, { keepExecution: result.keepExecution ?? false });
      return [];
    }
    const jobId = newId();
    const { dueInMs, counted, keepExecution = false, error, input } = result;
    const kept = await this.parts.nodes.requeue(tx, claim, {
      jobId,
      dueInMs,
      counted,
      keepExecution,
      error: error && JSON.stringify(error),
      input,
    });
    return kept ? [{ jobId, nodes: [refOf(claim)], delayMs: dueInMs }] : [];
  }

  private settleRow(tx: Tx, claim: ClaimedNode, result: Exclude<NodeResult, { kind: 'again' }>): Promise<boolean> {
    const { nodes } = this.parts;
    switch (result.kind) {
      case 'succeeded': {
        const { port, output, input, hidden, warning } = result;
        return nodes.settle(tx, claim, { status: 'succeeded', port, output, input, hidden, error: warning && JSON.stringify(warning) });
      }
      case 'failed': {
        const { error, port, input } = result;
        return nodes.settle(tx, claim, { status: 'failed', port, error: JSON.stringify(error), output: failureOutput(error), input });
      }
      case 'unknown':
        return nodes.settle(tx, claim, { status: 'unknown', error: JSON.stringify(result.error), input: result.input });
      case 'stop':
        return nodes.settle(tx, claim, { status: 'succeeded', output: JSON.stringify({ outcome: result.outcome }) });
      case 'items':
        return nodes.settle(tx, claim, { status: 'waiting' });
    }
  }

  private async follow(
    tx: Tx,
    at: { claim: ClaimedNode; result: Exclude<NodeResult, { kind: 'again' }>; run: LockedRun; progress: RunProgress },
  ): Promise<void> {
    const { claim, result, run, progress } = at;
    switch (result.kind) {
      case 'succeeded':
        return progress.goOn(claim.item, claim.nodeId);
      case 'failed':
        return result.port === undefined ? progress.fail(claim.item, claim.nodeId, result.error) : progress.goOn(claim.item, claim.nodeId);
      case 'unknown':
        if (run.status === 'running') await this.parts.runs.move(tx, claim.runId, { status: 'parked' });
        return;
      case 'stop': {
        const failed = result.outcome === 'failed';
        const error = { code: 'stopped', message: result.message ?? `Stopped by "${claim.nodeId}".`, nodeId: claim.nodeId };
        return progress.end(result.outcome, { output: result.output, ...(failed ? { error } : {}) });
      }
      case 'items':
        return progress.beginItems(claim.nodeId, result.items);
    }
  }

  /** Writes the rows that became ready: one claimed at once when `hot`, the others queued with a job. */
  private async write(
    tx: Tx,
    at: RunAt,
    ready: readonly ReadyNode[],
    hot: boolean,
  ): Promise<{ jobs: readonly Job[]; next: ClaimedNode | undefined }> {
    if (ready.length === 0) return { jobs: [], next: undefined };
    const first = hot ? ready.find(({ dueInMs }) => dueInMs === 0) : undefined;
    const next = first && claimed(at, first);
    const others = ready.filter((node) => node !== first);
    const soon = newId();
    const rows = others.map((node): NewNode => {
      const jobId = node.dueInMs === 0 ? soon : newId();
      return { ...node, runId: at.runId, status: 'queued', jobId };
    });
    const hotRows = next ? [hotRow(next, this.parts.processId)] : [];
    await this.parts.nodes.insert(tx, at.workspaceId, [...hotRows, ...rows]);
    const refOfRow = ({ nodeId, item }: NewNode): NodeRef => ({ workspaceId: at.workspaceId, runId: at.runId, nodeId, item });
    const atOnce = rows.filter(({ jobId }) => jobId === soon);
    const later = rows.filter(({ jobId }) => jobId !== soon);
    return {
      next,
      jobs: [
        ...(atOnce.length === 0 ? [] : [{ jobId: soon, nodes: atOnce.map(refOfRow), delayMs: 0 }]),
        ...later.map((row) => ({ jobId: row.jobId ?? '', nodes: [refOfRow(row)], delayMs: row.dueInMs ?? 0 })),
      ],
    };
  }
}

/** Ended because its run had ended. */
function isStopped(result: NodeResult): boolean {
  return result.kind === 'failed' && (result.error.code === 'cancelled' || result.error.code === 'illegal_state');
}

function claimed(at: RunAt, { nodeId, item, type }: ReadyNode): ClaimedNode {
  return {
    workspaceId: at.workspaceId,
    runId: at.runId,
    nodeId,
    item,
    type,
    attempt: 1,
    crashes: 0,
    claimId: newId(),
    executionId: newId(),
    recovered: false,
    sent: false,
    inputOverride: undefined,
    run: at.facts,
  };
}

function hotRow({ runId, nodeId, item, type, claimId, executionId }: ClaimedNode, processId: string): NewNode {
  return { runId, nodeId, item, type, status: 'running', claim: { processId, claimId, executionId } };
}

const refOf = ({ workspaceId, runId, nodeId, item }: ClaimedNode): NodeRef => ({ workspaceId, runId, nodeId, item });
