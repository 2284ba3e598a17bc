import { Injectable } from '@nestjs/common';
import { PlatformError, type WorkspaceId } from '@patchbay/kernel';
import { Database, LoadingCache } from '@patchbay/platform';
import { planOf } from '../plan/compile-workflow.js';
import type { WorkflowPlan } from '../plan/plan.js';
import { WorkflowStore } from '../store/workflow.store.js';

/** Compiled versions kept in memory. They never change. */
const MAX_PLANS = 500;

export interface VersionRef {
  readonly workspaceId: string;
  readonly workflowId: string;
  readonly version: number;
}

/** Compiled versions of workflows, from memory where possible. */
@Injectable()
export class PlanCache {
  private readonly plans: LoadingCache<WorkflowPlan>;

  constructor(
    private readonly db: Database,
    private readonly store: WorkflowStore,
  ) {
    this.plans = new LoadingCache<WorkflowPlan>({
      maxEntries: MAX_PLANS,
      ttlMs: 3_600_000,
      maxMisses: 1_000,
      missTtlMs: 10_000,
      load: (key) => this.load(key),
    });
  }

  /** Throws `not_found` when the version is gone with its workflow. */
  async of({ workspaceId, workflowId, version }: VersionRef): Promise<WorkflowPlan> {
    const plan = await this.plans.get(`${workspaceId}/${workflowId}/${version}`);
    if (!plan) throw new PlatformError('not_found', 'The workflow of this run was deleted.');
    return plan;
  }

  private async load(key: string): Promise<WorkflowPlan | undefined> {
    const [workspaceId = '', workflowId = '', version = ''] = key.split('/');
    const stored = await this.db.inWorkspace(workspaceId as WorkspaceId, (tx) => this.store.version(tx, workflowId, Number(version)));
    return stored && planOf(stored.definition);
  }
}
