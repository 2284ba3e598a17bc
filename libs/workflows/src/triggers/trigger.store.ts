import type { WorkspaceId } from '@patchbay/kernel';
import type { Tx } from '@patchbay/platform';
import type { ContactTrigger, ScheduleTrigger, Trigger } from '../definition/workflow.schema.js';
import { nextFireAt } from './cron.js';

export interface TriggersOfWorkflow {
  readonly workspaceId: WorkspaceId;
  readonly workflowId: string;
  /** Those that shall start runs; empty for a disabled workflow. */
  readonly triggers: readonly Trigger[];
}

/** A schedule whose moment has come. */
export interface DueSchedule {
  readonly workspaceId: string;
  readonly workflowId: string;
  readonly trigger: ScheduleTrigger;
  /** The moment. */
  readonly at: Date;
}

/** A workflow that listens for contacts. */
export interface ContactListener {
  readonly workflowId: string;
  readonly trigger: ContactTrigger;
}

export interface NotedContactEvent {
  readonly contactId: string;
  readonly type: string;
  readonly fields: readonly string[];
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

  /** As the system: schedules whose moment has come, the longest waiting first. */
  async dueSchedules(tx: Tx, limit: number): Promise<DueSchedule[]> {
    const { rows } = await tx.query<{ workspace_id: string; workflow_id: string; config: ScheduleTrigger; next_at: Date }>(
      'select workspace_id, workflow_id, config, next_at from workflow_triggers where next_at <= now() order by next_at limit $1',
      [limit],
    );
    return rows.map((row) => ({ workspaceId: row.workspace_id, workflowId: row.workflow_id, trigger: row.config, at: row.next_at }));
  }

  /** As the system: the next moment, unless another process or a save has set it already. */
  async setNext(tx: Tx, due: DueSchedule, next: Date | undefined): Promise<void> {
    await tx.query(
      "update workflow_triggers set next_at = $4 where workspace_id = $1 and workflow_id = $2 and trigger_id = $3 and date_trunc('milliseconds', next_at) = $5",
      [due.workspaceId, due.workflowId, due.trigger.id, next ?? null, due.at],
    );
  }

  async contactListeners(tx: Tx): Promise<ContactListener[]> {
    const { rows } = await tx.query<{ workflow_id: string; config: ContactTrigger }>(
      `select workflow_id, config from workflow_triggers where type = 'contact' order by workflow_id, trigger_id`,
    );
    return rows.map(({ workflow_id, config }) => ({ workflowId: workflow_id, trigger: config }));
  }

  /** As the system: workspaces with contact events that were not looked at. */
  async workspacesWithEvents(tx: Tx, limit: number): Promise<string[]> {
    const { rows } = await tx.query<{ workspace_id: string }>('select distinct workspace_id from workflow_contact_events limit $1', [
      limit,
    ]);
    return rows.map(({ workspace_id }) => workspace_id);
  }

  /** Takes the oldest away; another process at the same events gets none of them. */
  async takeContactEvents(tx: Tx, limit: number): Promise<NotedContactEvent[]> {
    const { rows } = await tx.query<{ contact_id: string; type: string; fields: string[]; event_id: string }>(
      `delete from workflow_contact_events e using
         (select event_id from workflow_contact_events order by event_id limit $1 for update skip locked) oldest
       where e.event_id = oldest.event_id returning e.event_id, e.contact_id, e.type, e.fields`,
      [limit],
    );
    return rows
      .toSorted((a, b) => (a.event_id < b.event_id ? -1 : 1))
      .map(({ contact_id, type, fields }) => ({ contactId: contact_id, type, fields }));
  }
}
