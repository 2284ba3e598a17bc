import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { isPlatformError, PlatformError, type ContactId, type WorkspaceId } from '@patchbay/kernel';
import { Database, sqlState } from '@patchbay/platform';
import { writeContactBatch, KEPT_RESPONSES, type ContactBatchRow } from './contact-batch.store.js';
import { keptResponse, type MappedUpdate, type MappedValues } from './contact-mapping.js';
import { ContactsStore } from './contacts.store.js';

interface Waiting {
  row: ContactBatchRow;
  readonly callers: { resolve: () => void; reject: (error: unknown) => void }[];
}

/** Contacts per statement, and callers that may wait before new ones are refused. */
const BATCH_ROWS = 200;
const MAX_CALLERS = 5_000;
const DEADLOCK = '40P01';
const DEADLOCK_TRIES = 3;

/**
 * Groups contact updates of concurrent runs: while one statement is under way the next updates gather, several of the same contact folded into
 * one row. An idle writer writes at once, so a single caller waits for nothing but its own commit.
 */
@Injectable()
export class ContactWriter implements BeforeApplicationShutdown {
  private readonly waiting = new Map<string, Waiting>();
  private callers = 0;
  private running: Promise<void> | undefined;

  constructor(
    private readonly db: Database,
    private readonly store: ContactsStore,
  ) {}

  /** Kept when the contact's row is committed. Throws `not_found` for an unknown contact, `overloaded` when too many wait. */
  write(update: MappedUpdate, values: MappedValues): Promise<void> {
    if (this.callers >= MAX_CALLERS) {
      return Promise.reject(
        new PlatformError('overloaded', 'Too many contact updates are waiting; try again shortly.', { retryAfterMs: 1_000 }),
      );
    }
    return new Promise((resolve, reject) => {
      this.callers++;
      const caller = {
        resolve: () => {
          this.callers--;
          resolve();
        },
        reject: (error: unknown) => {
          this.callers--;
          reject(error);
        },
      };
      const key = `${update.workspaceId}/${update.contactId}`;
      const waiting = this.waiting.get(key);
      if (waiting) {
        waiting.row = fold(waiting.row, update, values);
        waiting.callers.push(caller);
      } else {
        this.waiting.set(key, { row: fold(undefined, update, values), callers: [caller] });
      }
      this.running ??= this.drain();
    });
  }

  /** Every accepted update is written before the database closes. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.running;
  }

  private async drain(): Promise<void> {
    // After the sockets of this turn were read: runs that were answered together are written together.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.waiting.size > 0) {
      const batch: Waiting[] = [];
      for (const [key, waiting] of this.waiting) {
        this.waiting.delete(key);
        if (batch.push(waiting) === BATCH_ROWS) break;
      }
      await this.writeOrSplit(batch);
    }
    // In the same turn as the check above: an update that comes later starts a new drain.
    this.running = undefined;
  }

  /** A batch that Postgres refuses is written contact by contact, so that one bad value fails its own caller only. */
  private async writeOrSplit(batch: readonly Waiting[]): Promise<void> {
    try {
      const missing = await this.writeBatch(batch);
      for (const waiting of batch) {
        if (missing.has(waiting)) fail(waiting, unknownContact(waiting.row.contactId));
        else for (const caller of waiting.callers) caller.resolve();
      }
    } catch (error) {
      // After a lost connection the rows may be there: writing again could keep an answer twice.
      if (batch.length === 1 || isPlatformError(error)) {
        for (const waiting of batch) fail(waiting, error);
      } else {
        for (const waiting of batch) await this.writeOrSplit([waiting]);
      }
    }
  }

  private async writeBatch(batch: readonly Waiting[]): Promise<ReadonlySet<Waiting>> {
    for (let attempt = 1; ; attempt++) {
      try {
        const written = await writeContactBatch(
          this.db,
          batch.map((waiting) => waiting.row),
        );
        return written === batch.length ? new Set() : await this.findMissing(batch);
      } catch (error) {
        if (sqlState(error) !== DEADLOCK || attempt === DEADLOCK_TRIES) throw error;
      }
    }
  }

  private async findMissing(batch: readonly Waiting[]): Promise<Set<Waiting>> {
    const byWorkspace = new Map<WorkspaceId, Waiting[]>();
    for (const waiting of batch) {
      const group = byWorkspace.get(waiting.row.workspaceId) ?? [];
      group.push(waiting);
      byWorkspace.set(waiting.row.workspaceId, group);
    }
    const missing = new Set<Waiting>();
    for (const [workspaceId, group] of byWorkspace) {
      const ids = group.map((waiting) => waiting.row.contactId);
      const existing = await this.db.inWorkspace(workspaceId, (tx) => this.store.existing(tx, ids));
      for (const waiting of group) if (!existing.has(waiting.row.contactId)) missing.add(waiting);
    }
    return missing;
  }
}

function fold(row: ContactBatchRow | undefined, update: MappedUpdate, values: MappedValues): ContactBatchRow {
  const response = update.response ? [keptResponse(update.response)] : [];
  return {
    workspaceId: update.workspaceId,
    contactId: update.contactId,
    fields: { ...row?.fields, ...values.fields },
    customFields: { ...row?.customFields, ...values.customFields },
    responses: [...response, ...(row?.responses ?? [])].slice(0, KEPT_RESPONSES),
    actor: update.response ? `execution:${update.response.executionId}` : 'router',
  };
}

function fail(waiting: Waiting, error: unknown): void {
  for (const caller of waiting.callers) caller.reject(error);
}

function unknownContact(id: ContactId): PlatformError {
  return new PlatformError('not_found', `There is no contact ${id} in this workspace.`);
}
