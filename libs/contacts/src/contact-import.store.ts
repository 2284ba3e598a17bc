import { CONTACT_FIELDS, type ContactId, type WorkspaceId } from '@patchbay/kernel';
import type { Tx } from '@patchbay/platform';
import type { ContactChange } from './contact.js';

interface ImportedContact {
  readonly id: ContactId;
  readonly change: ContactChange;
}

const FIELD_LIST = CONTACT_FIELDS.join(', ');
const INSERT = `
  insert into contacts (workspace_id, id, ${FIELD_LIST}, custom_fields)
  select $1, r.id, ${CONTACT_FIELDS.map((field) => `r.${field}`).join(', ')}, coalesce(r."customFields", '{}')
  from jsonb_to_recordset($2::jsonb) as r (id uuid, ${CONTACT_FIELDS.map((field) => `${field} text`).join(', ')}, "customFields" jsonb)`;
const UPDATE = `
  update contacts c set ${CONTACT_FIELDS.map((field) => `${field} = case when r.item ? '${field}' then r.item ->> '${field}' else c.${field} end`).join(', ')},
    custom_fields = c.custom_fields || coalesce(r.item -> 'customFields', '{}'), updated_at = now()
  from (select item, (item ->> 'id')::uuid as id from jsonb_array_elements($1::jsonb) as t (item)) r where c.id = r.id`;

const asJson = (rows: readonly ImportedContact[]): string => JSON.stringify(rows.map((row) => ({ ...row.change, id: row.id })));

/** Statements over many contacts of one workspace. */
export class ContactImportStore {
  /** Imports of a workspace wait for each other: two that run at once must not both create the same person. Held to the transaction's end. */
  async lockImports(tx: Tx, workspaceId: WorkspaceId): Promise<void> {
    await tx.query(`select pg_advisory_xact_lock(hashtextextended('contacts.import/' || $1, 0))`, [workspaceId]);
  }

  /** Lower-case e-mail → the oldest contact that has it. */
  async idsByEmail(tx: Tx, emails: readonly string[]): Promise<Map<string, ContactId>> {
    if (emails.length === 0) return new Map();
    const { rows } = await tx.query<{ key: string; id: ContactId }>(
      `select distinct on (e.key) e.key, c.id from unnest($1::text[]) as e (key) join contacts c on c.email_key = lower(e.key) order by e.key, c.id`,
      [emails.map((email) => email.toLowerCase())],
    );
    return new Map(rows.map((row) => [row.key, row.id]));
  }

  async insertMany(tx: Tx, workspaceId: WorkspaceId, rows: readonly ImportedContact[]): Promise<void> {
    if (rows.length > 0) await tx.query(INSERT, [workspaceId, asJson(rows)]);
  }

  /** Overwrites the fields each change names. */
  async updateMany(tx: Tx, rows: readonly ImportedContact[]): Promise<void> {
    if (rows.length > 0) await tx.query(UPDATE, [asJson(rows)]);
  }
}
