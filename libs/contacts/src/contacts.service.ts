import { Injectable } from '@nestjs/common';
import {
  invalidInput,
  isJsonObject,
  isUuid,
  newId,
  PlatformError,
  type ContactId,
  type JsonObject,
  type Page,
  type WorkspaceId,
} from '@patchbay/kernel';
import { Database, type Tx } from '@patchbay/platform';
import { mergeCustomFields, type Contact, type ContactChange } from './contact.js';
import { ContactEventsStore, type ContactEvent } from './contact-events.store.js';
import { customFieldsProblem, parseContact } from './contact-input.schema.js';
import { toMappedValues, type MappedUpdate } from './contact-mapping.js';
import { ContactReader } from './contact-reader.js';
import { ContactWriter } from './contact-writer.service.js';
import { ContactsStore, type ContactExtent, type ContactQuery, type ContactSpan } from './contacts.store.js';

/** Whose contact, and who acts (api key id, user subject or execution; for the event). */
export interface ContactActor {
  readonly workspaceId: WorkspaceId;
  readonly actor: string;
}

/** The people of a workspace. Another workspace's contact is `not_found`, like one that does not exist. */
@Injectable()
export class ContactsService {
  private readonly reader: ContactReader;

  constructor(
    private readonly db: Database,
    private readonly store: ContactsStore,
    private readonly events: ContactEventsStore,
    private readonly writer: ContactWriter,
  ) {
    this.reader = new ContactReader(db, store);
  }

  /** Throws `input_invalid` naming each field. */
  async create(by: ContactActor, body: unknown): Promise<Contact> {
    const change = parseContact(body);
    const contactId = newId<ContactId>();
    return this.db.inWorkspace(by.workspaceId, async (tx) => {
      const contact = await this.store.insert(tx, {
        workspaceId: by.workspaceId,
        id: contactId,
        change: change.customFields ? { ...change, customFields: mergeCustomFields({}, change.customFields) } : change,
      });
      await this.append(tx, by, { type: 'contact.created', contactId, fields: Object.keys(change) });
      return contact;
    });
  }

  async get(workspaceId: WorkspaceId, id: string): Promise<Contact> {
    const contact = isUuid(id) ? await this.reader.read(workspaceId, id) : undefined;
    return contact ?? notFound(id);
  }

  /** In the caller's transaction, which sees what it and every committed one wrote. Undefined: the workspace has no such contact. */
  async find(tx: Tx, id: string): Promise<Contact | undefined> {
    return isUuid(id) ? this.store.get(tx, id) : undefined;
  }

  /** In the caller's transaction. Out: which of these the workspace has, as they are stored (lower case). */
  async existing(tx: Tx, ids: readonly string[]): Promise<Set<string>> {
    const wanted = ids.filter(isUuid);
    return wanted.length === 0 ? new Set() : this.store.existing(tx, wanted);
  }

  /** In the caller's transaction: all there are now. */
  extent(tx: Tx): Promise<ContactExtent> {
    return this.store.extent(tx);
  }

  /** In the caller's transaction, oldest first: the ids of the next contacts. */
  idsBetween(tx: Tx, span: ContactSpan): Promise<string[]> {
    return this.store.idsBetween(tx, span);
  }

  /** Newest first. `limit` 1–200. */
  async list(workspaceId: WorkspaceId, query: ContactQuery): Promise<Page<Contact>> {
    return this.db.inWorkspace(workspaceId, (tx) => this.store.list(tx, query));
  }

  /** Writes only the fields of the body; null empties one; `customFields` is merged member by member. */
  async patch(by: ContactActor, id: string, body: unknown): Promise<Contact> {
    const change = parseContact(body);
    if (!isUuid(id)) return notFound(id);
    return this.db.inWorkspace(by.workspaceId, async (tx) => {
      const stored = await this.store.get(tx, id, 'for update');
      if (!stored) return notFound(id);
      if (Object.keys(change).length === 0) return stored;
      const contact = await this.store.update(tx, id, withMergedCustomFields(stored, change));
      await this.append(tx, by, { type: 'contact.updated', contactId: contact.id, fields: Object.keys(change) });
      return contact;
    });
  }

  async delete(by: ContactActor, id: string): Promise<void> {
    if (!isUuid(id)) return notFound(id);
    await this.db.inWorkspace(by.workspaceId, async (tx) => {
      if (!(await this.store.delete(tx, id))) return notFound(id);
      return this.append(tx, by, { type: 'contact.deleted', contactId: id as ContactId, fields: [] });
    });
  }

  /**
   * Writes what a run mapped onto a contact and keeps the raw answer in front of `metadata.connectorResponses`. Concurrent updates share one
   * statement; the promise is kept once the contact's row is committed, so the caller reads what it wrote.
   * Throws `not_found`, `mapping_failed` (a value that fits no field), `overloaded`.
   */
  async applyMapped(update: MappedUpdate): Promise<void> {
    if (!isUuid(update.contactId)) return notFound(update.contactId);
    const contactId = update.contactId.toLowerCase() as ContactId;
    await this.writer.write({ ...update, contactId }, toMappedValues(update.updates));
  }

  private append(tx: Tx, by: ContactActor, event: ContactEvent): Promise<void> {
    return this.events.append(tx, { ...by, events: [event] }, this.db);
  }
}

function withMergedCustomFields(stored: Contact, change: ContactChange): ContactChange {
  if (!change.customFields) return change;
  const customFields: JsonObject = mergeCustomFields(stored.customFields, change.customFields);
  const problem = isJsonObject(customFields) ? customFieldsProblem(customFields) : undefined;
  if (problem) throw invalidInput([{ path: 'customFields', message: `together with the stored fields ${problem}` }]);
  return { ...change, customFields };
}

function notFound(id: string): never {
  throw new PlatformError('not_found', `There is no contact ${isUuid(id) ? id : 'with this id'} in this workspace.`);
}
