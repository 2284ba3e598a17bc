import type { WorkspaceId } from '@patchbay/kernel';
import type { Tx } from '@patchbay/platform';
import type { Trigger } from '../definition/workflow.schema.js';
import { nextFireAt } from './cron.js';

export interface TriggersOfWorkflow {
  readonly workspaceId: WorkspaceId;
  readonly workflowId: string;
  /** Those that shall start runs; empty for a disabled workflow. */
  readonly triggers: readonly Trigger[];
}

/** The table `workflow_triggers`: what has to be listened for, kept beside the definition in its transaction. */
export class TriggerStore {
  /** Makes the workflow's triggers these. A schedule that stays the same keeps its next moment. */
  async replace(tx: Tx, { workspaceId, workflowId, triggers }: TriggersOfWorkflow): Promise<void> {
    const now = new Date();
    const wanted = triggers.filter(({ enabled, type }) => enabled && type !== 'manual');
    await tx.query('delete from workflow_triggers where workflow_id = $1 and not trigger_id = any($2::text[])', [
      workflowId,
      wanted.map(({ id }) => id),
    ]);
    for (const trigger of wanted) {
      const nextAt = trigger.type === 'schedule' ? nextFireAt(trigger, now) : undefined;
      await tx.query(
        `insert into workflow_triggers (workspace_id, workflow_id, trigger_id, type, config, next_at) values ($1, $2, $3, $4, $5, $6)
         on conflict (workspace_id, workflow_id, trigger_id) do update set type = excluded.type, config = excluded.config,
           next_at = case when workflow_triggers.config = excluded.config then workflow_triggers.next_at else excluded.next_at end`,
        [workspaceId, workflowId, trigger.id, trigger.type, JSON.stringify(trigger), nextAt ?? null],
      );
    }
  }
}
