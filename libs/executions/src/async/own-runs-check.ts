import type { ExecutionId, ExecutionStatus, WorkspaceId } from '@patchbay/kernel';
import { Rounds, type Database, type Logger } from '@patchbay/platform';
import type { ExecutionMove } from '../recorder/execution-recorder.js';
import type { RunStore } from './run.store.js';
import type { RunningRuns } from './running-runs.js';

const EVERY_MS = 5_000;
const PAGE = 5_000;

export interface OwnRunsParts {
  readonly db: Database;
  readonly store: RunStore;
  readonly running: RunningRuns;
  readonly processId: string;
  readonly logger: Logger;
  readonly onMoves: (moves: readonly ExecutionMove[]) => void;
}

/**
 * Finds rows that say this living process runs them while it does not: a claim whose answer was lost with the connection, an end that could not be
 * written while Postgres was away. They are treated like those of a dead process.
 */
export class OwnRunsCheck {
  private readonly rounds: Rounds;
  private suspected = new Set<string>();

  constructor(private readonly parts: OwnRunsParts) {
    this.rounds = new Rounds({
      everyMs: EVERY_MS,
      work: () => this.check(),
      failure: 'the own runs could not be checked; it is tried again',
      logger: parts.logger,
    });
  }

  start(): void {
    this.rounds.start();
  }

  async stop(): Promise<void> {
    await this.rounds.stop();
  }

  /** One look. A row is lost when two looks in a row find it so: between them every statement under way has ended. Out: how many were moved. */
  async check(): Promise<number> {
    const { db, store, running, processId, onMoves } = this.parts;
    const rows = await db.asSystem((tx) => store.runningOf(tx, { processId, limit: PAGE }));
    const lost = rows.filter((run) => !running.has(run.executionId)).map((run) => run.executionId);
    const again = lost.filter((id) => this.suspected.has(id));
    this.suspected = new Set(lost.filter((id) => !this.suspected.has(id)));
    if (again.length === 0) return 0;
    const moved = await db.asSystem((tx) => store.sweepLost(tx, { processId, executionIds: again }));
    onMoves(
      moved.map((run) => ({
        workspaceId: run.workspaceId as WorkspaceId,
        id: run.executionId as ExecutionId,
        status: run.status as ExecutionStatus,
      })),
    );
    return moved.length;
  }
}
