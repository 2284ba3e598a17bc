import { Injectable } from '@nestjs/common';
import { invalidInput, type Page, type PageRequest, type WorkspaceId } from '@patchbay/kernel';
import { Database } from '@patchbay/platform';
import type { PromptFilter, PromptSimilarity, PromptTotals } from './prompt-similarity.js';
import { PromptsStore } from './prompts.store.js';

/** Which prompts of a workspace were asked before, and what that cost. */
@Injectable()
export class PromptsService {
  constructor(
    private readonly db: Database,
    private readonly store: PromptsStore,
  ) {}

  /** Newest first; `limit` 1–200. Throws `input_invalid` for a cursor of another list. */
  list(workspaceId: WorkspaceId, filter: PromptFilter, page: PageRequest): Promise<Page<PromptSimilarity>> {
    return this.db.inWorkspace(workspaceId, (tx) => this.store.list(tx, filter, page));
  }

  /** Throws `input_invalid` for an empty range. */
  async totals(workspaceId: WorkspaceId, ask: { fromMs: number; toMs: number; minScore: number }): Promise<PromptTotals[]> {
    if (ask.toMs <= ask.fromMs) throw invalidInput([{ path: 'to', message: 'must be after `from`' }]);
    return this.db.inWorkspace(workspaceId, (tx) => this.store.totals(tx, ask));
  }
}
