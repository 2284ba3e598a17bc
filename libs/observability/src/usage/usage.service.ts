import { Injectable } from '@nestjs/common';
import { invalidInput, newId, type FieldProblem, type WorkspaceId } from '@patchbay/kernel';
import { Database, type Tx } from '@patchbay/platform';
import { insertEvent } from '../events/insert-event.js';
import { QUOTAS_CHANNEL } from './quota-watch.js';
import { monthOf, quotaState, USAGE_METRICS, type Month, type QuotaChange, type Usage } from './usage.js';
import { UsageStore } from './usage.store.js';

/** What a workspace has used in a month, and how much it may. */
@Injectable()
export class UsageService {
  constructor(
    private readonly db: Database,
    private readonly store: UsageStore,
  ) {}

  /** `month`: such as `2026-11`; this one when absent. */
  read(workspaceId: WorkspaceId, month?: string): Promise<Usage> {
    return this.db.inWorkspace(workspaceId, (tx) => this.usage(tx, monthOf(month ?? Date.now())));
  }

  /** Changes the members that are given. Throws `input_invalid` when a soft quota would lie above its hard one. */
  async setQuotas(by: { workspaceId: WorkspaceId; actor: string }, change: QuotaChange): Promise<Usage> {
    return this.db.inWorkspace(by.workspaceId, async (tx) => {
      for (const metric of USAGE_METRICS) {
        const limits = change[metric];
        if (limits) await this.store.setQuota(tx, metric, limits);
      }
      const usage = await this.usage(tx, monthOf(Date.now()));
      const problems = usage.quotas.flatMap(({ metric, soft, hard }): FieldProblem[] =>
        soft !== null && hard !== null && soft > hard
          ? [{ path: `${metric}.soft`, message: `must be at most the hard quota, ${hard}` }]
          : [],
      );
      if (problems.length > 0) throw invalidInput(problems);
      await insertEvent(tx, {
        workspaceId: by.workspaceId,
        id: newId(),
        type: 'quota.changed',
        subject: { type: 'quota', id: Object.keys(change).join(',') },
        actor: by.actor,
        data: Object.fromEntries(usage.quotas.map(({ metric, soft, hard }) => [metric, { soft, hard }])),
      });
      await this.db.notify(tx, QUOTAS_CHANNEL, by.workspaceId);
      return usage;
    });
  }

  private async usage(tx: Tx, month: Month): Promise<Usage> {
    const used = await this.store.ofMonth(tx, month);
    const quotas = (await this.store.quotas(tx)).map(({ metric, soft, hard }) => ({
      metric,
      soft,
      hard,
      used: used[metric],
      state: quotaState(used[metric], { soft, hard }),
    }));
    return { month: month.name, from: month.from.toISOString(), to: month.to.toISOString(), ...used, quotas };
  }
}
