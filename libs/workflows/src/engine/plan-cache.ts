import { Injectable } from '@nestjs/common';
import { PlatformError, type WorkspaceId } from '@patchbay/kernel';
import { Database, LoadingCache, type Tx } from '@patchbay/platform';
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
  async of(ref: VersionRef): Promise<WorkflowPlan> {
    return (await this.plans.get(keyOf(ref))) ?? gone();
  }

  /**
   * The same for those who are in a transaction: a plan that is not in memory is read in it. Many who each hold a connection and wait for a second one
   * would wait for each other.
   */
  async within(tx: Tx, ref: VersionRef): Promise<WorkflowPlan> {
    const key = keyOf(ref);
    const known = this.plans.peek(key);
    if (known) return known;
    const plan = (await this.read(tx, ref)) ?? gone();
    this.plans.keep(key, plan);
    return plan;
  }

  private async load(key: string): Promise<WorkflowPlan | undefined> {
    const [workspaceId = '', workflowId = '', version = ''] = key.split('/');
    return this.db.inWorkspace(workspaceId as WorkspaceId, (tx) => this.read(tx, { workflowId, version: Number(version) }));
  }

  private async read(tx: Tx, { workflowId, version }: Omit<VersionRef, 'workspaceId'>): Promise<WorkflowPlan | undefined> {
    const stored = await this.store.version(tx, workflowId, version);
    return stored && planOf(stored.definition);
  }
}

const keyOf = ({ workspaceId, workflowId, version }: VersionRef): string => `${workspaceId}/${workflowId}/${version}`;

function gone(): never {
  throw new PlatformError('not_found', 'The workflow of this run was deleted.');
}
