import { Injectable } from '@nestjs/common';
import { ContactsService } from '@patchbay/contacts';
import { invalidInput, isUuid, newId, PlatformError, type JsonValue, type Principal, type WorkspaceId } from '@patchbay/kernel';
import { Database, type Tx } from '@patchbay/platform';
import { NodeCommit } from '../engine/node-commit.js';
import { NodeRunStore } from '../engine/node-run.store.js';
import { PlanCache } from '../engine/plan-cache.js';
import { NO_ITEM } from '../engine/refs.js';
import { WorkflowRunStore, type NewRun } from '../engine/workflow-run.store.js';
import type { WorkflowPlan } from '../plan/plan.js';
import { WorkflowStore } from '../store/workflow.store.js';
import { StartKeyStore } from './start-key.store.js';

/** What starts a run. */
export interface RunStart {
  /** Absent: `{}`. Checked against the version's input schema; a contact named here must be the workspace's. */
  readonly input?: unknown;
  readonly contactId?: string | undefined;
  /** The same key starts one run in a workspace, whoever asks again. Kept for 30 days. */
  readonly startKey?: string | undefined;
  readonly traceId: string;
  readonly trigger: { readonly type: string; readonly id: string | null };
}

export interface RunsToStart {
  /** On whose rights the runs act; its workspace is theirs. */
  readonly principal: Principal;
  readonly workflowId: string;
  /** Absent: the current one. */
  readonly version?: number | undefined;
  /** Names runs that belong together. */
  readonly groupId?: string | undefined;
  readonly rerunOf?: string | undefined;
  readonly runs: readonly RunStart[];
}

export interface StartedRun {
  readonly runId: string;
  readonly version: number;
  /** False: an earlier start with the same key made it. */
  readonly started: boolean;
}

const MAX_AT_ONCE = 1_000;

/** The tables a start writes. */
@Injectable()
export class RunStarterStores {
  readonly runs = new WorkflowRunStore();
  readonly nodes = new NodeRunStore();
  readonly keys = new StartKeyStore();
}

/** Starts runs: the commit of a run's row and of its first node's is the acceptance; a job follows, and the reconciler when it does not. */
@Injectable()
export class RunStarter {
  constructor(
    private readonly db: Database,
    private readonly workflows: WorkflowStore,
    private readonly plans: PlanCache,
    private readonly stores: RunStarterStores,
    private readonly contacts: ContactsService,
    private readonly commit: NodeCommit,
  ) {}

  /** Starts one run. Throws `not_found`, and `input_invalid` for an input that does not fit or a contact that is not there. */
  async start(ask: Omit<RunsToStart, 'runs'> & RunStart): Promise<StartedRun> {
    const [run] = await this.startMany({ ...ask, runs: [ask] });
    if (!run) throw new PlatformError('bug', 'A run was not started.');
    return run;
  }

  /** Starts up to 1,000 runs of one workflow in one transaction: all of them or none. Throws like start(). Out: in the order asked. */
  async startMany(ask: RunsToStart): Promise<StartedRun[]> {
    const { started, send } = await this.db.inWorkspace(ask.principal.workspaceId, (tx) => this.startIn(tx, ask));
    send();
    return started;
  }

  /**
   * The same in the caller's transaction, which has to be of the principal's workspace: what starts the runs and they themselves are committed together.
   * Call `send` after the commit.
   */
  async startIn(tx: Tx, ask: RunsToStart): Promise<{ started: StartedRun[]; send: () => void }> {
    const { principal, workflowId, runs } = ask;
    if (runs.length > MAX_AT_ONCE) throw new PlatformError('bug', `At most ${MAX_AT_ONCE} runs are started at once.`);
    const workflow = isUuid(workflowId) ? await this.workflows.get(tx, workflowId, 'for key share of w') : undefined;
    if (!workflow) throw new PlatformError('not_found', 'There is no workflow with this id in this workspace.');
    const version = ask.version ?? workflow.version;
    const plan = await this.plans.within(tx, { workspaceId: principal.workspaceId, workflowId: workflow.id, version });
    const inputs = runs.map(({ input }) => plan.validateInput(input));
    await this.checkContacts(tx, runs);
    const ids = runs.map(() => newId());
    const known = await this.stores.keys.claim(
      tx,
      principal.workspaceId,
      runs.flatMap(({ startKey }, i) => keyed(startKey, ids[i])),
    );
    const fresh = runs.flatMap((run, i) => {
      const id = ids[i] ?? '';
      if (run.startKey !== undefined && known.get(run.startKey) !== id) return [];
      return [newRun({ ask, run, id, version, workflowId: workflow.id, input: inputs[i] ?? null })];
    });
    const send = await this.write(tx, fresh, firstNode(plan));
    const started = runs.map(({ startKey }, i): StartedRun => {
      const runId = (startKey === undefined ? undefined : known.get(startKey)) ?? ids[i] ?? '';
      return { runId, version, started: runId === ids[i] };
    });
    return { started, send };
  }

  private async write(tx: Tx, runs: readonly NewRun[], first: FirstNode): Promise<() => void> {
    const workspaceId = runs[0]?.workspaceId;
    if (workspaceId === undefined) return () => undefined;
    const { nodeId, type, delayMs } = first;
    await this.stores.runs.insert(tx, runs);
    const jobs = batches(runs).map((batch) => ({ jobId: newId(), batch }));
    await this.stores.nodes.insert(
      tx,
      workspaceId,
      jobs.flatMap(({ jobId, batch }) =>
        batch.map(({ id }) => ({ runId: id, nodeId, item: NO_ITEM, type, status: 'queued' as const, jobId, dueInMs: delayMs })),
      ),
    );
    return () => {
      this.commit.send(
        jobs.map(({ jobId, batch }) => ({
          jobId,
          nodes: batch.map(({ id }) => ({ workspaceId, runId: id, nodeId, item: NO_ITEM })),
          delayMs,
        })),
      );
      this.commit.tell(runs.map(({ id }) => ({ workspaceId: workspaceId as WorkspaceId, id, status: 'running' })));
    };
  }

  private async checkContacts(tx: Tx, runs: readonly RunStart[]): Promise<void> {
    const wanted = [...new Set(runs.flatMap(({ contactId }) => contactId ?? []))];
    const existing = await this.contacts.existing(tx, wanted);
    if (wanted.some((id) => !existing.has(id.toLowerCase())))
      throw invalidInput([{ path: 'contactId', message: 'there is no such contact in this workspace' }]);
  }
}

interface FirstNode {
  readonly nodeId: string;
  readonly type: string;
  /** A delay is waited for before its node is worked on. */
  readonly delayMs: number;
}

function firstNode({ top: { graph } }: WorkflowPlan): FirstNode {
  const node = graph.node(graph.start);
  return { nodeId: graph.start, type: node?.type ?? '', delayMs: node?.type === 'delay' ? node.seconds * 1_000 : 0 };
}

/** Runs whose first nodes share a job. */
const BATCH = 50;

function batches<T>(all: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(all.length / BATCH) }, (_, i) => all.slice(i * BATCH, (i + 1) * BATCH));
}

function keyed(startKey: string | undefined, runId: string | undefined): { key: string; runId: string }[] {
  return startKey === undefined || runId === undefined ? [] : [{ key: startKey, runId }];
}

function newRun(at: { ask: RunsToStart; run: RunStart; id: string; version: number; workflowId: string; input: JsonValue }): NewRun {
  const { ask, run, id, version, workflowId, input } = at;
  return {
    workspaceId: ask.principal.workspaceId,
    id,
    workflowId,
    version,
    input,
    contactId: run.contactId ?? null,
    principal: ask.principal,
    traceId: run.traceId,
    trigger: run.trigger,
    groupId: ask.groupId ?? null,
    rerunOf: ask.rerunOf ?? null,
  };
}
