import { Injectable } from '@nestjs/common';
import { ContactsService } from '@patchbay/contacts';
import {
  isUuid,
  newId,
  PlatformError,
  type JsonValue,
  type Page,
  type PageRequest,
  type Principal,
  type WorkspaceId,
} from '@patchbay/kernel';
import { Database, type Tx } from '@patchbay/platform';
import { PlanCache } from '../engine/plan-cache.js';
import { RunAgainService } from '../runs/run-again.service.js';
import { WorkflowStore } from '../store/workflow.store.js';
import { BulkPump } from './bulk-pump.js';
import { BulkRunStore, type BulkRun, type BulkRunStatus, type NewBulkRun } from './bulk-run.store.js';

export interface BulkRunAsk {
  readonly workflowId: string;
  /** Absent: every contact of the workspace. */
  readonly contactIds?: readonly string[] | undefined;
  readonly input?: unknown;
  /** Runs under way at once. */
  readonly concurrency?: number | undefined;
}

/** A bulk run with how far it is. */
export interface BulkRunView extends BulkRun {
  readonly progress: {
    /** Runs that have ended, and contacts that were gone. */
    readonly processed: number;
    readonly succeeded: number;
    readonly failed: number;
    readonly cancelled: number;
    /** Under way; `parked` of them wait for a person. */
    readonly open: number;
    readonly parked: number;
    readonly remaining: number;
    /** Runs that ended in the last minute. */
    readonly perMinute: number;
    /** At the pace of the last minute; null without one. */
    readonly secondsLeft: number | null;
  };
}

const DEFAULT_CONCURRENCY = 100;
/** More runs than this are never under way. */
const MAX_OPEN = 1_000;

/** One contact after the other through a workflow, many at a time: started, watched, paused. */
@Injectable()
export class BulkRunsService {
  private readonly store = new BulkRunStore();

  constructor(
    private readonly db: Database,
    private readonly workflows: WorkflowStore,
    private readonly plans: PlanCache,
    private readonly pump: BulkPump,
    private readonly again: RunAgainService,
    private readonly contacts: ContactsService,
  ) {}

  /** The workflow's current version is the version of all its runs. Throws `not_found`, and `input_invalid` for an input that does not fit. */
  async start(principal: Principal, ask: BulkRunAsk): Promise<BulkRunView> {
    const { workspaceId } = principal;
    const run = await this.db.inWorkspace(workspaceId, async (tx) => {
      const workflow = isUuid(ask.workflowId) ? await this.workflows.get(tx, ask.workflowId) : undefined;
      if (!workflow) throw new PlatformError('not_found', 'There is no workflow with this id in this workspace.');
      const plan = await this.plans.within(tx, { workspaceId, workflowId: workflow.id, version: workflow.version });
      const input = plan.validateInput(ask.input) as JsonValue;
      return this.store.insert(tx, {
        workspaceId,
        id: newId(),
        workflowId: workflow.id,
        version: workflow.version,
        input: input ?? {},
        ...(await this.contactsOf(tx, ask)),
        concurrency: ask.concurrency ?? DEFAULT_CONCURRENCY,
        principal,
      });
    });
    this.pump.soon();
    return this.get(workspaceId, run.id);
  }

  async get(workspaceId: WorkspaceId, id: string): Promise<BulkRunView> {
    return this.db.inWorkspace(workspaceId, (tx) => this.view(tx, id));
  }

  /** Of one workflow, newest first, without their progress. */
  list(workspaceId: WorkspaceId, workflowId: string, page: PageRequest): Promise<Page<BulkRun>> {
    return this.db.inWorkspace(workspaceId, (tx) => this.store.list(tx, workflowId, page));
  }

  /** Runs under way go on; no further one begins. */
  pause(workspaceId: WorkspaceId, id: string): Promise<BulkRunView> {
    return this.move(workspaceId, id, { from: ['running'], to: 'paused' });
  }

  async resume(workspaceId: WorkspaceId, id: string): Promise<BulkRunView> {
    const view = await this.move(workspaceId, id, { from: ['paused'], to: 'running' });
    this.pump.soon();
    return view;
  }

  /** No further run begins, and those under way are cancelled. */
  async cancel(principal: Principal, id: string, traceId: string): Promise<BulkRunView> {
    await this.move(principal.workspaceId, id, { from: ['running', 'paused'], to: 'cancelled' });
    await this.again.many(principal, {
      action: 'cancel',
      filter: { groupId: id, statuses: ['running', 'parked'] },
      limit: MAX_OPEN,
      traceId,
    });
    return this.get(principal.workspaceId, id);
  }

  /** All of the workspace are those of this moment: later ones are no part of the run. */
  private async contactsOf(tx: Tx, ask: BulkRunAsk): Promise<Pick<NewBulkRun, 'contactIds' | 'upTo' | 'total'>> {
    if (ask.contactIds) {
      const contactIds = [...new Set(ask.contactIds)];
      return { contactIds, upTo: null, total: contactIds.length };
    }
    const { last, total } = await this.contacts.extent(tx);
    return { contactIds: null, upTo: last, total };
  }

  private async move(
    workspaceId: WorkspaceId,
    id: string,
    move: { from: readonly BulkRunStatus[]; to: BulkRunStatus },
  ): Promise<BulkRunView> {
    return this.db.inWorkspace(workspaceId, async (tx) => {
      const { status } = await this.view(tx, id);
      if (!(await this.store.move(tx, id, move)))
        throw new PlatformError('illegal_state', `The bulk run is ${status}; it cannot become ${move.to}.`);
      return this.view(tx, id);
    });
  }

  private async view(tx: Tx, id: string): Promise<BulkRunView> {
    const run = isUuid(id) ? await this.store.find(tx, id) : undefined;
    if (!run) throw new PlatformError('not_found', 'There is no bulk run with this id in this workspace.');
    const { open, parked, succeeded, failed, cancelled, endedLastMinute } = await this.store.counts(tx, id);
    const processed = succeeded + failed + cancelled + run.skipped;
    const remaining = Math.max(0, run.total - processed);
    const secondsLeft = endedLastMinute === 0 || run.status !== 'running' ? null : Math.ceil((remaining / endedLastMinute) * 60);
    return {
      ...run,
      progress: { processed, succeeded, failed, cancelled, open, parked, remaining, perMinute: endedLastMinute, secondsLeft },
    };
  }
}
