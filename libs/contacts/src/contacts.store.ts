import {
  CONTACT_FIELDS,
  decodeIdCursor,
  PlatformError,
  toPage,
  type ContactField,
  type ContactId,
  type JsonObject,
  type Page,
  type PageRequest,
  type WorkspaceId,
} from '@patchbay/kernel';
import type { Tx } from '@patchbay/platform';
import type { Contact, ContactChange } from './contact.js';

type Row = Record<ContactField, string | null> & {
  id: ContactId;
  custom_fields: JsonObject;
  metadata: JsonObject;
  created_at: Date;
  updated_at: Date;
};

export type ContactQuery = PageRequest & { readonly q?: string };

/** How many contacts a workspace has, and the newest. */
export interface ContactExtent {
  readonly total: number;
  readonly last: string | null;
}

/** Contacts by the time they were made. `after` null: from the first; `upTo` is one of them. */
export interface ContactSpan {
  readonly after: string | null;
  readonly upTo: string | null;
  readonly limit: number;
}

const FIELD_LIST = CONTACT_FIELDS.join(', ');
const COLUMNS = `id, ${FIELD_LIST}, custom_fields, metadata, created_at, updated_at`;

const toContact = (row: Row): Contact => {
  const { custom_fields: customFields, created_at: createdAt, updated_at: updatedAt, ...rest } = row;
  return { ...rest, customFields, createdAt: createdAt.toISOString(), updatedAt: updatedAt.toISOString() };
};

/** A text as a LIKE pattern that finds it anywhere. */
const anywhere = (text: string): string => `%${text.toLowerCase().replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;

/** The table `contacts`. Row security narrows every statement to the transaction's workspace. */
export class ContactsStore {
  async insert(tx: Tx, contact: { workspaceId: WorkspaceId; id: ContactId; change: ContactChange }): Promise<Contact> {
    const values = CONTACT_FIELDS.map((field) => contact.change[field] ?? null);
    const { rows } = await tx.query<Row>(
      `insert into contacts (workspace_id, id, ${FIELD_LIST}, custom_fields)
       values ($1, $2, ${CONTACT_FIELDS.map((_, i) => `$${i + 3}`).join(', ')}, $${CONTACT_FIELDS.length + 3})
       returning ${COLUMNS}`,
      [contact.workspaceId, contact.id, ...values, JSON.stringify(contact.change.customFields ?? {})],
    );
    return onlyRow(rows);
  }

  async get(tx: Tx, id: string, lock?: 'for update'): Promise<Contact | undefined> {
    const { rows } = await tx.query<Row>(`select ${COLUMNS} from contacts where id = $1 ${lock ?? ''}`, [id]);
    return rows[0] && toContact(rows[0]);
  }

  /** Contacts by id, for those ids that exist. */
  async getMany(tx: Tx, ids: readonly string[]): Promise<Map<string, Contact>> {
    const { rows } = await tx.query<Row>(`select ${COLUMNS} from contacts where id = any($1::uuid[])`, [ids]);
    return new Map(rows.map((row) => [row.id, toContact(row)]));
  }

  /** Writes the fields named in `change`; `customFields` replaces the stored ones. */
  async update(tx: Tx, id: string, change: ContactChange): Promise<Contact> {
    const values: unknown[] = [id];
    const sets = ['updated_at = now()'];
    for (const field of CONTACT_FIELDS) {
      if (change[field] !== undefined) sets.push(`${field} = $${values.push(change[field])}`);
    }
    if (change.customFields) sets.push(`custom_fields = $${values.push(JSON.stringify(change.customFields))}`);
    const { rows } = await tx.query<Row>(`update contacts set ${sets.join(', ')} where id = $1 returning ${COLUMNS}`, values);
    return onlyRow(rows);
  }

  async delete(tx: Tx, id: string): Promise<boolean> {
    return (await tx.query('delete from contacts where id = $1', [id])).rowCount > 0;
  }

  /** Newest first. `q` is looked for in name, e-mail and phone number, ignoring case. */
  async list(tx: Tx, query: ContactQuery): Promise<Page<Contact>> {
    const values: unknown[] = [query.limit + 1];
    const wheres: string[] = [];
    if (query.cursor !== undefined) wheres.push(`id < $${values.push(decodeIdCursor(query.cursor))}::uuid`);
    if (query.q) {
      const pattern = `$${values.push(anywhere(query.q))}`;
      wheres.push(
        `(lower(concat_ws(' ', firstname, lastname)) like ${pattern} or lower(email) like ${pattern} or lower(phone_number) like ${pattern})`,
      );
    }
    const where = wheres.length > 0 ? `where ${wheres.join(' and ')}` : '';
    const { rows } = await tx.query<Row>(`select ${COLUMNS} from contacts ${where} order by id desc limit $1`, values);
    return toPage(rows.map(toContact), query.limit, (contact) => [contact.id]);
  }

  async extent(tx: Tx): Promise<ContactExtent> {
    const { rows } = await tx.query<ContactExtent>(
      'select count(*)::int as total, (select id from contacts order by id desc limit 1) as last from contacts',
    );
    return rows[0] ?? { total: 0, last: null };
  }

  /** Oldest first. */
  async idsBetween(tx: Tx, { after, upTo, limit }: ContactSpan): Promise<string[]> {
    const { rows } = await tx.query<{ id: string }>(
      'select id from contacts where ($1::uuid is null or id > $1) and id <= $2 order by id limit $3',
      [after, upTo, limit],
    );
    return rows.map(({ id }) => id);
  }

  async existing(tx: Tx, ids: readonly string[]): Promise<Set<string>> {
    const { rows } = await tx.query<{ id: string }>('select id from contacts where id = any($1::uuid[])', [ids]);
    return new Set(rows.map((row) => row.id));
  }
}

function onlyRow(rows: readonly Row[]): Contact {
  const row = rows[0];
  if (!row) throw new PlatformError('bug', 'A contact disappeared inside its transaction.');
  return toContact(row);
}
