import { newId, type ContactId, type WorkspaceId } from '@patchbay/kernel';
import type { Database, Tx } from '@patchbay/platform';

/** Postgres channel that wakes whoever follows contact events; the events themselves are rows of `event_logs`. */
export const CONTACTS_CHANNEL = 'contacts';

export interface ContactEvent {
  readonly type: 'contact.created' | 'contact.updated' | 'contact.deleted';
  readonly contactId: ContactId;
  /** Names of the fields that were written, never their values. */
  readonly fields: readonly string[];
}

/** Writes contact events in the transaction of the change: an event exists exactly when its change does. */
export class ContactEventsStore {
  async append(tx: Tx, change: { workspaceId: WorkspaceId; actor: string; events: readonly ContactEvent[] }, db: Database): Promise<void> {
    if (change.events.length === 0) return;
    await tx.query(
      `insert into event_logs (workspace_id, id, type, subject_type, subject_id, actor, data)
       select $1, e.id, e.type, 'contact', e.subject, $2, e.data
       from unnest($3::uuid[], $4::text[], $5::text[], $6::json[]) as e (id, type, subject, data)`,
      [
        change.workspaceId,
        change.actor,
        change.events.map(() => newId()),
        change.events.map((event) => event.type),
        change.events.map((event) => event.contactId),
        change.events.map((event) => JSON.stringify({ fields: event.fields })),
      ],
    );
    await db.notify(tx, CONTACTS_CHANNEL, JSON.stringify({ workspaceId: change.workspaceId }));
  }
}
