import { isPlatformError, PlatformError, toPlatformError, type JsonValue } from '@patchbay/kernel';
import type { Scope } from '@patchbay/http-connectors';
import type { Tx } from '@patchbay/platform';
import { DONE, ERROR } from '../definition/workflow.schema.js';
import type { ScopePlan, WorkflowPlan } from '../plan/plan.js';
import { advance } from './advance.js';
import { ItemStore } from './item.store.js';
import type { NodeError, RunFacts } from './node-run.js';
import type { NewNode, NodeRunStore } from './node-run.store.js';
import { NO_ITEM } from './refs.js';
import type { RunValues } from './run-values.js';
import type { WorkflowRunStore } from './workflow-run.store.js';

export interface ProgressParts {
  readonly nodes: NodeRunStore;
  readonly runs: WorkflowRunStore;
  readonly items: ItemStore;
  readonly values: Pick<RunValues, 'load'>;
}

/** A node that became ready in this commit. */
export interface ReadyNode {
  readonly nodeId: string;
  readonly item: number;
  readonly type: string;
  readonly dueInMs: number;
}

export interface RunAt {
  readonly workspaceId: string;
  readonly runId: string;
  readonly facts: RunFacts;
}

/**
 * What one commit moves in a run, whose row it holds: finds what follows from the nodes' states, ends items, for-eaches and the run. Rows of nodes that
 * become ready are gathered in `ready`; their commit writes them.
 */
export class RunProgress {
  readonly ready: ReadyNode[] = [];
  /** How this commit ended the run; undefined while it goes on. */
  endedAs: 'succeeded' | 'failed' | undefined;

  constructor(
    private readonly tx: Tx,
    private readonly at: RunAt,
    private readonly plan: WorkflowPlan,
    private readonly parts: ProgressParts,
  ) {}

  /** After a node's row was settled, or a run began (`nodeId` undefined). */
  async goOn(item: number, nodeId?: string): Promise<void> {
    const owner = nodeId === undefined ? undefined : this.plan.ownerOf.get(nodeId);
    if (owner !== undefined && item !== NO_ITEM) return this.goOnWithItem(owner, item);
    if (await this.step(this.plan.top, NO_ITEM)) await this.succeed();
  }

  /** A node failed and nothing handles it: its item fails, or the run. */
  async fail(item: number, nodeId: string, error: NodeError): Promise<void> {
    const owner = this.plan.ownerOf.get(nodeId);
    if (owner !== undefined && item !== NO_ITEM) return this.endItem(owner, item, { error: { ...error, nodeId } });
    await this.end('failed', { error: { ...error, nodeId } });
  }

  /** Ends the run; what waits is cancelled. */
  async end(
    status: 'succeeded' | 'failed',
    { output, error }: { output?: string | undefined; error?: NodeError | undefined },
  ): Promise<void> {
    this.endedAs = status;
    this.ready.length = 0;
    await this.parts.runs.move(this.tx, this.at.runId, { status, output, error: error && JSON.stringify(error) });
    await this.parts.nodes.cancelWaiting(this.tx, this.at.runId);
  }

  /** Begins the items of a for-each whose row says `waiting`. */
  async beginItems(owner: string, items: readonly JsonValue[]): Promise<void> {
    await this.parts.items.open(this.tx, { ...this.at, owner }, items);
    await this.startItems(owner);
  }

  /** Starts what there is room for, of a for-each that was put back; one whose row was queued anew has no items yet. */
  async resumeItems(owner: string): Promise<void> {
    const states = await this.parts.nodes.states(this.tx, this.at.runId, NO_ITEM);
    if (states.get(owner)?.status === 'waiting') await this.startItems(owner);
  }

  /** Starts items until as many run as may. Ends the for-each when none is left. */
  async startItems(owner: string): Promise<void> {
    const body = this.plan.bodies.get(owner);
    const node = this.plan.top.graph.node(owner);
    if (!body || node?.type !== 'forEach') throw new PlatformError('bug', 'A for-each has no body.');
    const place = { runId: this.at.runId, owner };
    for (;;) {
      const count = await this.parts.items.count(this.tx, place);
      if (count.open + count.pending === 0) return this.endForEach(owner, count);
      const started = await this.parts.items.start(this.tx, place, Math.max(0, node.concurrency - count.open));
      for (const item of started) await this.step(body, item);
      // An item whose nodes are all passed at once has ended already: there is room again.
      if (started.length === 0 || this.ready.some((ready) => started.includes(ready.item))) return;
      for (const item of started) {
        const failure = await this.endItemQuietly(owner, item);
        if (failure && !node.continueOnError) return this.failForEach(owner, item, failure);
      }
    }
  }

  /** After the rows of an item were put back, or one of its nodes was settled. */
  async goOnWithItem(owner: string, item: number): Promise<void> {
    const body = this.plan.bodies.get(owner);
    if (!body || !(await this.parts.items.isOpen(this.tx, { runId: this.at.runId, owner, item }))) return;
    if (await this.step(body, item)) await this.endItem(owner, item, {});
  }

  private async endItem(owner: string, item: number, { error }: { error?: NodeError }): Promise<void> {
    const node = this.plan.top.graph.node(owner);
    const { runId } = this.at;
    const failure = error ?? (await this.endItemQuietly(owner, item));
    if (!failure) return this.startItems(owner);
    const body = [...(this.plan.bodies.get(owner)?.graph.nodes.keys() ?? [])];
    await this.parts.nodes.cancelWaiting(this.tx, runId, { nodeIds: body, item });
    if (error) await this.parts.items.end(this.tx, { runId, owner, item }, { status: 'failed', error: JSON.stringify(failure) });
    if (node?.type === 'forEach' && node.continueOnError) return this.startItems(owner);
    await this.failForEach(owner, item, failure);
  }

  private async failForEach(owner: string, item: number, failure: NodeError): Promise<void> {
    const body = this.plan.bodies.get(owner)?.graph;
    await this.parts.nodes.cancelWaiting(this.tx, this.at.runId, { nodeIds: [...(body?.nodes.keys() ?? []), owner] });
    const others = this.ready.filter(({ nodeId }) => !body?.nodes.has(nodeId));
    this.ready.splice(0, this.ready.length, ...others);
    await this.settleForEach(owner, { error: { ...failure, message: `Item ${item}: ${failure.message}` } });
  }

  /** The item's nodes are all settled. Out: why it failed after all. */
  private async endItemQuietly(owner: string, item: number): Promise<NodeError | undefined> {
    const place = { runId: this.at.runId, owner, item };
    try {
      const output = await this.render(this.plan.bodies.get(owner)?.output, item, owner);
      await this.parts.items.end(this.tx, place, { status: 'succeeded', output });
      return undefined;
    } catch (thrown) {
      if (!isPlatformError(thrown)) throw thrown;
      const error = { code: thrown.code, message: thrown.message };
      await this.parts.items.end(this.tx, place, { status: 'failed', error: JSON.stringify(error) });
      return error;
    }
  }

  private async endForEach(owner: string, count: { succeeded: number; failed: number; bytes: number }): Promise<void> {
    const withResults = this.plan.bodies.get(owner)?.output !== undefined;
    if (count.bytes > ItemStore.MAX_RESULT_BYTES) {
      const message = `The results kept of the items are larger than ${ItemStore.MAX_RESULT_BYTES} bytes; keep less in body.output.`;
      return this.settleForEach(owner, { error: { code: 'payload_too_large', message } });
    }
    await this.parts.items.close(this.tx, { runId: this.at.runId, owner, withResults });
    await this.goOn(NO_ITEM);
  }

  private async settleForEach(owner: string, { error }: { error: NodeError }): Promise<void> {
    const port = this.plan.top.graph.hasErrorEdge(owner) ? ERROR : undefined;
    await this.parts.items.fail(this.tx, { runId: this.at.runId, owner, port, error: JSON.stringify(error), output: failureOutput(error) });
    if (port === undefined) await this.end('failed', { error: { ...error, nodeId: owner } });
    else await this.goOn(NO_ITEM);
  }

  /** Out: whether nothing is left of the graph. */
  private async step(scope: ScopePlan, item: number): Promise<boolean> {
    const states = await this.parts.nodes.states(this.tx, this.at.runId, item);
    for (const id of states.keys()) if (!scope.graph.nodes.has(id)) states.delete(id);
    const { queue, skip, pass, finished } = advance(scope.graph, states);
    const { workspaceId, runId } = this.at;
    const typeOf = (id: string): string => scope.graph.node(id)?.type ?? '';
    const rows: NewNode[] = [
      ...skip.map((nodeId) => ({ runId, nodeId, item, type: typeOf(nodeId), status: 'skipped' as const })),
      ...pass.map(({ id, arrived }) => ({
        runId,
        nodeId: id,
        item,
        type: typeOf(id),
        status: 'succeeded' as const,
        port: DONE,
        output: JSON.stringify({ arrived }),
      })),
    ];
    await this.parts.nodes.insert(this.tx, workspaceId, rows);
    for (const nodeId of queue) {
      const node = scope.graph.node(nodeId);
      this.ready.push({ nodeId, item, type: typeOf(nodeId), dueInMs: node?.type === 'delay' ? node.seconds * 1_000 : 0 });
    }
    return finished;
  }

  private async succeed(): Promise<void> {
    try {
      const output = await this.render(this.plan.top.output, NO_ITEM, undefined);
      await this.end('succeeded', { output });
    } catch (thrown) {
      const error = toPlatformError(thrown);
      if (error.code !== 'template_invalid') throw thrown;
      await this.end('failed', { error: { code: error.code, message: error.message } });
    }
  }

  private async render(output: ScopePlan['output'], item: number, owner: string | undefined): Promise<string | undefined> {
    if (!output) return undefined;
    const { runId, facts } = this.at;
    const scope: Scope = await this.parts.values.load(this.tx, { runId, item, owner, roots: output.roots, run: facts });
    return JSON.stringify(output.render(scope));
  }
}

/** What a failed node leaves for those that read it. */
export function failureOutput(error: NodeError): string {
  return JSON.stringify({ error: { code: error.code, message: error.message } });
}
