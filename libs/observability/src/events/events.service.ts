import { Injectable } from '@nestjs/common';
import type { Page, PageRequest, WorkspaceId } from '@patchbay/kernel';
import { Database } from '@patchbay/platform';
import type { EventFilter, WorkspaceEvent } from './event.js';
import { EventsStore } from './events.store.js';

/** What happened in a workspace. */
@Injectable()
export class EventsService {
  constructor(
    private readonly db: Database,
    private readonly store: EventsStore,
  ) {}

  /** Newest first; `limit` 1–200. A page may be short and still lead on. Throws `input_invalid` for a cursor of another list. */
  list(workspaceId: WorkspaceId, filter: EventFilter, page: PageRequest): Promise<Page<WorkspaceEvent>> {
    return this.db.inWorkspace(workspaceId, (tx) => this.store.list(tx, filter, page));
  }

  /** What happened to an execution, and in its trace while it ran; oldest first. */
  ofExecution(
    workspaceId: WorkspaceId,
    of: { executionId: string; traceId: string; fromMs: number; toMs: number },
  ): Promise<WorkspaceEvent[]> {
    return this.db.inWorkspace(workspaceId, (tx) => this.store.ofExecution(tx, of));
  }
}
