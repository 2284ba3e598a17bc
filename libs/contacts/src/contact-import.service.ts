import { Injectable } from '@nestjs/common';
import { newId, type ContactId } from '@patchbay/kernel';
import { Database, type Tx } from '@patchbay/platform';
import type { ContactChange } from './contact.js';
import { ContactEventsStore, type ContactEvent } from './contact-events.store.js';
import { ContactImportStore } from './contact-import.store.js';
import { parseImport, type ImportRow, type RowProblem } from './contact-rows.schema.js';
import type { ContactActor } from './contacts.service.js';

export interface ImportReport {
  readonly created: number;
  readonly updated: number;
  /** Rows that were left out; `errors` says why, at most 100 of them. */
  readonly failed: number;
  readonly errors: readonly RowProblem[];
}

const CHUNK_ROWS = 500;
const SHOWN_ERRORS = 100;

/** Brings many contacts in at once, matched to stored ones by e-mail (ignoring case). All good rows are stored together or none. */
@Injectable()
export class ContactImportService {
  constructor(
    private readonly db: Database,
    private readonly store: ContactImportStore,
    private readonly events: ContactEventsStore,
  ) {}

  /** `source`: a list of contact objects or CSV text. Throws `input_invalid` when the whole cannot be read; single wrong rows are reported. */
  async import(by: ContactActor, source: unknown): Promise<ImportReport> {
    const { rows, problems } = parseImport(source);
    const folded = foldByEmail(rows);
    const counts = await this.db.inWorkspace(by.workspaceId, async (tx) => {
      await this.store.lockImports(tx, by.workspaceId);
      const total = { created: 0, updated: 0 };
      for (let at = 0; at < folded.length; at += CHUNK_ROWS) {
        const done = await this.importChunk(tx, by, folded.slice(at, at + CHUNK_ROWS));
        total.created += done.created;
        total.updated += done.updated;
      }
      return total;
    });
    return { ...counts, failed: new Set(problems.map((problem) => problem.row)).size, errors: problems.slice(0, SHOWN_ERRORS) };
  }

  private async importChunk(tx: Tx, by: ContactActor, changes: readonly ContactChange[]): Promise<{ created: number; updated: number }> {
    const known = await this.store.idsByEmail(
      tx,
      changes.flatMap((change) => change.email ?? []),
    );
    const created: { id: ContactId; change: ContactChange }[] = [];
    const updated: { id: ContactId; change: ContactChange }[] = [];
    for (const change of changes) {
      const id = change.email ? known.get(emailKey(change.email)) : undefined;
      if (id) updated.push({ id, change });
      else created.push({ id: newId<ContactId>(), change });
    }
    await this.store.insertMany(tx, by.workspaceId, created);
    await this.store.updateMany(tx, updated);
    const events: ContactEvent[] = [
      ...created.map((row) => ({ type: 'contact.created' as const, contactId: row.id, fields: Object.keys(row.change) })),
      ...updated.map((row) => ({ type: 'contact.updated' as const, contactId: row.id, fields: Object.keys(row.change) })),
    ];
    await this.events.append(tx, { ...by, events }, this.db);
    return { created: created.length, updated: updated.length };
  }
}

export const emailKey = (email: string): string => email.toLowerCase();

/** Rows with the same e-mail become one contact; a later row wins field by field. */
function foldByEmail(rows: readonly ImportRow[]): ContactChange[] {
  const byEmail = new Map<string, ContactChange>();
  const withoutEmail: ContactChange[] = [];
  for (const { change } of rows) {
    if (!change.email) {
      withoutEmail.push(change);
      continue;
    }
    const key = emailKey(change.email);
    const earlier = byEmail.get(key);
    const customFields = { ...earlier?.customFields, ...change.customFields };
    byEmail.set(key, { ...earlier, ...change, ...(Object.keys(customFields).length > 0 ? { customFields } : {}) });
  }
  return [...byEmail.values(), ...withoutEmail];
}
