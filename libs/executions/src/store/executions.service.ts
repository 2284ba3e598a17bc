import { Injectable } from '@nestjs/common';
import { isUuid, PlatformError, type Page, type PageRequest, type WorkspaceId } from '@patchbay/kernel';
import { Database } from '@patchbay/platform';
import type { ExecutionFilter } from './execution-filter.js';
import type { ExecutionSummary, ExecutionView } from './execution-view.js';
import { ExecutionStore } from './execution.store.js';

/** Reading a workspace's executions. Another workspace's execution is `not_found`, like one that does not exist. */
@Injectable()
export class ExecutionsService {
  constructor(
    private readonly db: Database,
    private readonly store: ExecutionStore,
  ) {}

  /** Throws `not_found`. */
  async get(workspaceId: WorkspaceId, id: string): Promise<ExecutionView> {
    const found = isUuid(id) ? await this.db.inWorkspace(workspaceId, (tx) => this.store.get(tx, id)) : undefined;
    if (!found) throw new PlatformError('not_found', `There is no execution ${isUuid(id) ? id : 'with this id'} in this workspace.`);
    return found;
  }

  /** Newest first; `limit` 1–200. A page may be short and still lead on (see ExecutionStore). */
  async list(workspaceId: WorkspaceId, filter: ExecutionFilter, page: PageRequest): Promise<Page<ExecutionSummary>> {
    return this.db.inWorkspace(workspaceId, (tx) => this.store.list(tx, filter, page));
  }
}
