import { Injectable } from '@nestjs/common';
import { newId, type Page, type PageRequest, type WorkspaceId } from '@patchbay/kernel';
import { Database } from '@patchbay/platform';
import type { AuditAct, AuditEntry, AuditFilter, AuditOutcome } from './audit.js';
import { AuditStore } from './audit.store.js';

/** Who did which administrative act in a workspace. */
@Injectable()
export class AuditService {
  constructor(
    private readonly db: Database,
    private readonly store: AuditStore,
  ) {}

  /** Writes an act down before it begins. Out: its id. When this throws, the act must not begin. */
  async begin(workspaceId: WorkspaceId, act: AuditAct): Promise<string> {
    const id = newId();
    await this.db.inWorkspace(workspaceId, (tx) => this.store.begin(tx, id, act));
    return id;
  }

  /** Writes down how it ended. */
  async end(workspaceId: WorkspaceId, id: string, outcome: AuditOutcome): Promise<void> {
    await this.db.inWorkspace(workspaceId, (tx) => this.store.end(tx, id, outcome));
  }

  /** Newest first; `limit` 1–200. Throws `input_invalid` for a cursor of another list. */
  list(workspaceId: WorkspaceId, filter: AuditFilter, page: PageRequest): Promise<Page<AuditEntry>> {
    return this.db.inWorkspace(workspaceId, (tx) => this.store.list(tx, filter, page));
  }
}
