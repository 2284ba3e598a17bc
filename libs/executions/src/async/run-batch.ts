/** The queue of accepted executions. */
export const RUN_QUEUE = 'executions';

/** A row a job points to. */
export interface RunRef {
  readonly workspaceId: string;
  readonly executionId: string;
}

/** What a queue job carries: rows to look at. The rows decide whether and when they run; a job that comes twice does no harm. */
export interface RunBatch<Ref = RunRef> {
  readonly runs: readonly Ref[];
}

/** Rows in one job. Moving jobs is what costs on both backends: 25 rows a job moved 25 times as many runs a second (docs/decisions/0001-queue.md). */
export const MAX_BATCH_RUNS = 50;
