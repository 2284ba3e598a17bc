import { Injectable } from '@nestjs/common';
import { invalidInput, type Page, type PageRequest, type WorkspaceId } from '@patchbay/kernel';
import { Database } from '@patchbay/platform';
import type { CostDimension, CostFigures, CostFilter, CostTotals, ModelCost } from './cost.js';
import { CostsStore } from './costs.store.js';

const NOTHING: CostFigures = { calls: 0, inputTokens: 0, outputTokens: 0, cachedTokens: 0, usd: 0, unpricedCalls: 0 };

/** What model calls of a workspace cost. */
@Injectable()
export class CostsService {
  constructor(
    private readonly db: Database,
    private readonly store: CostsStore,
  ) {}

  /** Newest first; `limit` 1–200. A page may be short and still lead on. Throws `input_invalid` for a cursor of another list. */
  list(workspaceId: WorkspaceId, filter: CostFilter, page: PageRequest): Promise<Page<ModelCost>> {
    return this.db.inWorkspace(workspaceId, (tx) => this.store.list(tx, filter, page));
  }

  /** Sums by the dimensions. Times in ms since the epoch. Throws `input_invalid` for an empty range. */
  async totals(workspaceId: WorkspaceId, ask: { fromMs: number; toMs: number; groupBy: readonly CostDimension[] }): Promise<CostTotals> {
    if (ask.toMs <= ask.fromMs) throw invalidInput([{ path: 'to', message: 'must be after `from`' }]);
    const rows = await this.db.inWorkspace(workspaceId, (tx) => this.store.totals(tx, ask));
    const { key: _all, ...total } = rows.find(({ key }) => key === null) ?? { key: null, ...NOTHING };
    return {
      total,
      groups: rows.flatMap(({ key, ...figures }) => (key === null || ask.groupBy.length === 0 ? [] : [{ key, ...figures }])),
    };
  }
}
