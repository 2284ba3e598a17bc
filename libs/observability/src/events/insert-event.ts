import type { JsonObject, WorkspaceId } from '@patchbay/kernel';
import type { Tx } from '@patchbay/platform';
import type { WorkspaceEvent } from './event.js';

export interface NewEvent extends Pick<WorkspaceEvent, 'id' | 'type' | 'subject' | 'actor'> {
  readonly workspaceId: WorkspaceId;
  readonly data: JsonObject;
}

/** Writes an event in the transaction of what it tells of: an event exists exactly when its change does. */
export async function insertEvent(tx: Tx, event: NewEvent): Promise<void> {
  const { workspaceId, id, type, subject, actor, data } = event;
  await tx.query(
    'insert into event_logs (workspace_id, id, type, subject_type, subject_id, actor, data) values ($1, $2, $3, $4, $5, $6, $7)',
    [workspaceId, id, type, subject.type, subject.id, actor, JSON.stringify(data)],
  );
}
