import type { PageRequest } from '@patchbay/kernel';
import type { SummaryFigures } from './summary.js';

export const ACTIVITY_SORTS = ['executions', 'failures', 'cost', 'newest', 'name'] as const;
export type ActivitySort = (typeof ACTIVITY_SORTS)[number];

/** What an operator asks about all workspaces. */
export interface ActivityQuery extends PageRequest {
  /** Milliseconds since the epoch; the range is widened to whole buckets. */
  readonly fromMs: number;
  readonly toMs: number;
  /** Looked for in the name, ignoring case; or the whole id. */
  readonly q?: string;
  /** Default `executions`: the most first, as `failures` and `cost`. */
  readonly sort?: ActivitySort;
}

/** A workspace with what it did in a range. */
export interface WorkspaceActivity {
  readonly workspace: { readonly id: string; readonly name: string; readonly createdAt: string };
  readonly figures: SummaryFigures;
  /**
   * When an execution last ended, whatever the range; to five minutes of the last days, to an hour and a day before. Null: none is known. ISO-8601 UTC.
   */
  readonly lastActiveAt: string | null;
}
