import type { Database } from '@patchbay/platform';
import { MAX_BATCH_RUNS } from './run-batch.js';
import type { RunStore } from './run.store.js';

const MOST_WORKSPACES = 1_000;
const LOWEST_PRIORITY = 1_000_000;

/**
 * How much each workspace has waiting. The more, the later its next job runs, so that a workspace with two runs is served between the jobs of one with
 * a hundred thousand. Counted in Postgres every few seconds, and by what this process accepts in between.
 */
export class WorkspaceBacklog {
  private waiting = new Map<string, number>();

  constructor(
    private readonly db: Database,
    private readonly store: RunStore,
  ) {}

  /** Counts one more run and tells the priority of its job: 0 is first. */
  add(workspaceId: string): number {
    const before = this.waiting.get(workspaceId) ?? 0;
    this.waiting.set(workspaceId, before + 1);
    return Math.min(Math.floor(before / MAX_BATCH_RUNS), LOWEST_PRIORITY);
  }

  /** Runs waiting as far as this process knows. */
  total(): number {
    let total = 0;
    for (const count of this.waiting.values()) total += count;
    return total;
  }

  async refresh(): Promise<void> {
    const counts = await this.db.asSystem((tx) => this.store.backlog(tx, MOST_WORKSPACES));
    this.waiting = new Map(counts.map(({ workspaceId, count }) => [workspaceId, count]));
  }
}
