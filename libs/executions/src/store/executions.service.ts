import { Injectable } from '@nestjs/common';
import { idTimeMs, isUuid, PlatformError, type Page, type PageRequest, type WorkspaceId } from '@patchbay/kernel';
import { Database, type Tx } from '@patchbay/platform';
import { RetentionStore } from '../retention/retention.store.js';
import type { ExecutionFilter } from './execution-filter.js';
import type { ExecutionSummary, ExecutionView } from './execution-view.js';
import { ExecutionStore } from './execution.store.js';

const DAY_MS = 86_400_000;

/** Reading a workspace's executions. Another workspace's execution is `not_found`, like one that does not exist. */
@Injectable()
export class ExecutionsService {
  constructor(
    private readonly db: Database,
    private readonly store: ExecutionStore,
    private readonly retention: RetentionStore,
  ) {}

  /** Throws `not_found`. */
  async get(workspaceId: WorkspaceId, id: string): Promise<ExecutionView> {
    const found = isUuid(id) ? await this.db.inWorkspace(workspaceId, (tx) => this.find(tx, id)) : undefined;
    if (!found) throw new PlatformError('not_found', `There is no execution ${isUuid(id) ? id : 'with this id'} in this workspace.`);
    return found;
  }

  /** Newest first; `limit` 1–200. A page may be short and still lead on (see ExecutionStore). */
  async list(workspaceId: WorkspaceId, filter: ExecutionFilter, page: PageRequest): Promise<Page<ExecutionSummary>> {
    return this.db.inWorkspace(workspaceId, async (tx) => {
      const keptFromMs = await this.keptFromMs(tx);
      return this.store.list(tx, { ...filter, fromMs: Math.max(filter.fromMs ?? 0, keptFromMs) }, page);
    });
  }

  /** What is older than the workspace keeps is gone for its readers, though its day may not be dropped yet. */
  private async find(tx: Tx, id: string): Promise<ExecutionView | undefined> {
    return idTimeMs(id) < (await this.keptFromMs(tx)) ? undefined : this.store.get(tx, id);
  }

  private async keptFromMs(tx: Tx): Promise<number> {
    return Date.now() - (await this.retention.days(tx, 'executions')) * DAY_MS;
  }
}
