import type { ErrorCode, ExecutionId, ExecutionStatus, WorkspaceId } from '@patchbay/kernel';

/** JSON text, already redacted and capped, made with JSON.stringify (no raw control characters). */
export type JsonText = string;

/** The parts of an execution that are known once it has ended (or was ended by a sweep). */
export interface ExecutionEnd {
  readonly workspaceId: WorkspaceId;
  readonly id: ExecutionId;
  readonly status: ExecutionStatus;
  readonly errorCode?: ErrorCode | undefined;
  /** The connection that was used, when it was found only during the run. */
  readonly connectionId?: string | undefined;
  readonly output?: JsonText | undefined;
  readonly error?: JsonText | undefined;
  readonly steps?: JsonText | undefined;
  readonly attempts?: JsonText | undefined;
  readonly decisions?: JsonText | undefined;
  readonly contactUpdates?: JsonText | undefined;
  readonly costs?: JsonText | undefined;
  /** That went to and came from providers. */
  readonly bytes?: number | undefined;
  /** Milliseconds since the epoch. */
  readonly startedAtMs?: number | undefined;
  readonly finishedAtMs?: number | undefined;
  readonly durationMs?: number | undefined;
  /** The process that runs it; filled in by the recorder. */
  readonly claimedBy?: string | undefined;
}

export const EXECUTION_MODES = ['sync', 'async', 'test'] as const;
export type ExecutionMode = (typeof EXECUTION_MODES)[number];

/** One row of `executions`: an ended run, an intent (`running`) or an accepted run (`queued`). */
export interface ExecutionRow extends ExecutionEnd {
  readonly connectorKey: string;
  readonly connectorName: string;
  readonly connectorSource: 'builtin' | 'custom';
  readonly connectorVersion: number;
  readonly action?: string | undefined;
  readonly effect: string;
  readonly contactId?: string | undefined;
  readonly mode: ExecutionMode;
  /** What asked for the run: `api`, `workflow`, `mcp`, `agent`, … */
  readonly trigger: string;
  readonly retryOf?: string | undefined;
  readonly traceId: string;
  readonly input?: JsonText | undefined;
  /** The whole request of a queued run, sealed: what a worker needs to run it. */
  readonly sealedPayload?: Uint8Array | undefined;
  /** The queue job that will carry a queued run. */
  readonly jobId?: string | undefined;
  readonly priority?: number | undefined;
  /** Milliseconds since the epoch; a run still queued then is `timed_out`. */
  readonly deadlineAtMs?: number | undefined;
  /** The provider recognises a repeated write. */
  readonly repeatable?: boolean | undefined;
}

/** A row of `event_logs`: what happened, to what, by whom. `type` is `noun.pastVerb`. */
export interface EventRow {
  readonly workspaceId: WorkspaceId;
  readonly id: string;
  readonly type: string;
  readonly subjectType: string;
  readonly subjectId: string;
  readonly actor: string;
  readonly traceId?: string | undefined;
  readonly data?: JsonText | undefined;
}
