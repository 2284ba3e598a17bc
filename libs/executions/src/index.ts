// Executions: the durable record of every run — the group-commit recorder, the reading side, and the callers' idempotency keys.
// It knows nothing of connectors, credentials or how a run is made; it is told what happened.
export { ExecutionsModule } from './executions.module.js';
export { ExecutionRecorder, type ExecutionMove, type RecorderLimits } from './recorder/execution-recorder.js';
export { type ConnectionUse } from './recorder/connection-uses.js';
export {
  EXECUTION_MODES,
  type ExecutionMode,
  type ExecutionRow,
  type ExecutionEnd,
  type EventRow,
  type JsonText,
} from './recorder/execution-row.js';
export { readDecisions, storedDecisions, type StoredDecision } from './recorder/stored-decisions.js';
export { BODY_IS_EXECUTION_OUTPUT, OUTPUT_IS_BODY, readSteps, type StoredStep } from './recorder/stored-steps.js';
export { GroupCommit, type GroupCommitOptions } from './recorder/group-commit.js';
export { ExecutionStore } from './store/execution.store.js';
export { ExecutionsService } from './store/executions.service.js';
export { parseExecutionFilter, type ExecutionFilter, type ExecutionFilterText } from './store/execution-filter.js';
export { type ExecutionSummary, type ExecutionView } from './store/execution-view.js';
export { sentNothing } from './store/sent-nothing.js';
export { IdempotencyStore } from './idempotency/idempotency.store.js';
export {
  IdempotencyService,
  requestHash,
  type IdempotencyClaim,
  type IdempotencyVerdict,
  type SettleAbandoned,
  type HeldKey,
  type KeyOfRun,
} from './idempotency/idempotency.service.js';
export { ExecutionDispatcher, type JobSeat } from './async/execution-dispatcher.js';
export { LostJobs, type Orphan, type WaitingPage } from './async/lost-jobs.js';
export { ProcessRegistry } from './async/process-registry.js';
export { Reconciler, type Reconciled } from './async/reconciler.js';
export { RUN_QUEUE, MAX_BATCH_RUNS, type RunBatch, type RunRef } from './async/run-batch.js';
export { RunPayloads, PAYLOAD_PURPOSE, type RunPayload } from './async/run-payload.js';
export { RunStore, type ClaimedRun } from './async/run.store.js';
export { WorkspaceBacklog } from './async/workspace-backlog.js';
export { RunningRuns } from './async/running-runs.js';
export { CancellationService, type Cancelled } from './async/cancellation.service.js';
export { OwnRunsCheck } from './async/own-runs-check.js';
export { MoveAnnouncer } from './stream/move-announcer.js';
export { MoveFeed, type FeedReader, type MovesOfRows } from './stream/move-feed.js';
export { MoveHub } from './stream/move-hub.js';
export { type MoveWire, type Seen, type WorkspaceMove } from './stream/move-wire.js';
export { RetentionStore, DEFAULT_RETENTION_DAYS, MAX_RETENTION_DAYS } from './retention/retention.store.js';
export { RetryStore, type RetryableRun } from './store/retry.store.js';
export { AGENT_SPAN_KINDS, type AgentSpanKind, type AgentSpanRow, type PromptRow } from './recorder/trace-rows.js';
export { timelineOf, TIMELINE_KINDS, type Timeline, type TimelineEntry } from './store/execution-timeline.js';
