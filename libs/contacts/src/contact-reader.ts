import type { WorkspaceId } from '@patchbay/kernel';
import type { Database } from '@patchbay/platform';
import type { Contact } from './contact.js';
import type { ContactsStore } from './contacts.store.js';

interface Asker {
  readonly id: string;
  readonly resolve: (contact: Contact | undefined) => void;
  readonly reject: (error: unknown) => void;
}

/** Contacts per statement. */
const BATCH_CONTACTS = 200;

/**
 * Reads contacts by id for concurrent runs: those asked for in one turn of the event loop, or while a read of the same workspace is under way, share
 * the next transaction. Nothing is remembered: a read begins after it was asked for, so it sees every write committed before.
 */
export class ContactReader {
  private readonly waiting = new Map<WorkspaceId, Asker[]>();

  constructor(
    private readonly db: Database,
    private readonly store: ContactsStore,
  ) {}

  /** In: a UUID. Out: the contact; undefined when the workspace has none of this id. Askers of one contact share one object. */
  read(workspaceId: WorkspaceId, id: string): Promise<Contact | undefined> {
    return new Promise((resolve, reject) => {
      const asker: Asker = { id: id.toLowerCase(), resolve, reject };
      const waiting = this.waiting.get(workspaceId);
      if (waiting) {
        waiting.push(asker);
        return;
      }
      this.waiting.set(workspaceId, [asker]);
      // After the sockets of this turn were read: calls that arrived together are read together.
      setImmediate(() => void this.drain(workspaceId));
    });
  }

  private async drain(workspaceId: WorkspaceId): Promise<void> {
    for (let waiting = this.waiting.get(workspaceId); waiting && waiting.length > 0; waiting = this.waiting.get(workspaceId)) {
      await this.readBatch(workspaceId, waiting.splice(0, BATCH_CONTACTS));
    }
    // In the same turn as the check above: who asks later starts a new drain.
    this.waiting.delete(workspaceId);
  }

  private async readBatch(workspaceId: WorkspaceId, askers: readonly Asker[]): Promise<void> {
    const ids = [...new Set(askers.map((asker) => asker.id))];
    try {
      const found = await this.db.inWorkspace(workspaceId, (tx) => this.store.getMany(tx, ids));
      for (const asker of askers) asker.resolve(found.get(asker.id));
    } catch (error) {
      for (const asker of askers) asker.reject(error);
    }
  }
}
