import { Injectable } from '@nestjs/common';
import { PlatformError, type Page, type PageRequest, type WorkspaceId } from '@patchbay/kernel';
import { Database } from '@patchbay/platform';
import { treeOf, type AgentSpan, type AgentSpanFilter, type AgentSpanTree } from './agent-trace.js';
import { AgentTracesStore } from './agent-traces.store.js';

/** What agents of a workspace did: runs, their steps, the tools they called. */
@Injectable()
export class AgentTracesService {
  constructor(
    private readonly db: Database,
    private readonly store: AgentTracesStore,
  ) {}

  /** Newest first; `limit` 1–200. Throws `input_invalid` for a cursor of another list. */
  list(workspaceId: WorkspaceId, filter: AgentSpanFilter, page: PageRequest): Promise<Page<AgentSpan>> {
    return this.db.inWorkspace(workspaceId, (tx) => this.store.list(tx, filter, page));
  }

  /** A whole run, at most its first 1,000 spans. Throws `not_found`. */
  async run(workspaceId: WorkspaceId, runId: string): Promise<AgentSpanTree[]> {
    const spans = await this.db.inWorkspace(workspaceId, (tx) => this.store.run(tx, runId));
    if (spans.length === 0) throw new PlatformError('not_found', 'There is no agent run with this id in this workspace.');
    return treeOf(spans);
  }
}
