import { CONTACT_FIELDS, newId, type ContactId, type WorkspaceId } from '@patchbay/kernel';
import type { Database } from '@patchbay/platform';

import { CONTACTS_CHANNEL } from './contact-events.store.js';
import type { MappedValues } from './contact-mapping.js';

/** Answers kept per contact. Each is bounded when it comes in, so together they stay below 160 KB. */
export const KEPT_RESPONSES = 10;

/** All waiting changes of one contact, folded together. */
export interface ContactBatchRow extends MappedValues {
  readonly workspaceId: WorkspaceId;
  readonly contactId: ContactId;
  /** JSON texts, newest first. */
  readonly responses: readonly string[];
  readonly actor: string;
}

const SETS = CONTACT_FIELDS.map((field) => `${field} = case when u.fields ? '${field}' then u.fields ->> '${field}' else c.${field} end`);

/**
 * One statement for many contacts of many workspaces, run as the recorder: its policy on contacts shows every workspace, so the join on
 * workspace_id is what keeps them apart. Writes one event per changed contact and wakes followers once per workspace.
 */
const APPLY = `
  with incoming as (
    select workspace_id, id, fields::jsonb, custom::jsonb, responses::jsonb, event_id, actor, data::json
    from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::uuid[], $7::text[], $8::text[])
      as u (workspace_id, id, fields, custom, responses, event_id, actor, data)
  ), changed as (
    update contacts c set ${SETS.join(', ')},
      custom_fields = c.custom_fields || u.custom,
      metadata = case when u.responses = '[]' then c.metadata else c.metadata || jsonb_build_object('connectorResponses',
        jsonb_path_query_array(u.responses || coalesce(c.metadata -> 'connectorResponses', '[]'), '$[0 to ${KEPT_RESPONSES - 1}]')) end,
      updated_at = now()
    from incoming u where c.workspace_id = u.workspace_id and c.id = u.id
    returning c.workspace_id, c.id, u.event_id, u.actor, u.data
  ), told as (
    select count(pg_notify('${CONTACTS_CHANNEL}', json_build_object('workspaceId', workspace_id)::text)) as times
    from (select distinct workspace_id from changed) w
  )
  insert into event_logs (workspace_id, id, type, subject_type, subject_id, actor, data)
  select workspace_id, event_id, 'contact.updated', 'contact', id::text, actor, data from changed where (select times from told) >= 0`;

/** Writes a batch. Out: how many of the contacts exist. */
export async function writeContactBatch(db: Database, rows: readonly ContactBatchRow[]): Promise<number> {
  // A fixed order of row locks between processes makes deadlocks rare; the caller repeats on one.
  const sorted = [...rows].sort((a, b) => (a.contactId < b.contactId ? -1 : 1));
  const { rowCount } = await db.record({
    name: 'contacts-apply-mapped',
    text: APPLY,
    values: [
      sorted.map((row) => row.workspaceId),
      sorted.map((row) => row.contactId),
      sorted.map((row) => JSON.stringify(row.fields)),
      sorted.map((row) => JSON.stringify(row.customFields)),
      sorted.map((row) => `[${row.responses.slice(0, KEPT_RESPONSES).join(',')}]`),
      sorted.map(() => newId()),
      sorted.map((row) => row.actor),
      sorted.map((row) =>
        JSON.stringify({ fields: [...Object.keys(row.fields), ...(Object.keys(row.customFields).length > 0 ? ['customFields'] : [])] }),
      ),
    ],
  });
  return rowCount;
}
