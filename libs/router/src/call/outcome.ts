import type { ExecutionId, ExecutionStatus, JsonObject, JsonValue, PlatformError, StepRecord } from '@patchbay/kernel';

/** Something that went wrong without failing the run, e.g. a field mapping. */
export interface CallWarning {
  readonly code: string;
  readonly message: string;
}

export interface SucceededAnswer {
  readonly kind: 'succeeded';
  readonly executionId: ExecutionId;
  readonly output: JsonValue;
  /** JSON text of `output`, so that an edge need not make it again; absent in replayed answers. */
  readonly outputText?: string | undefined;
  /** Target field → value; absent without field mappings. */
  readonly contactUpdates?: JsonObject | undefined;
  /** Some steps failed and `continueOnError` carried on, or a mapping failed (see warnings). */
  readonly partial: boolean;
  readonly warnings: readonly CallWarning[];
  /** Test mode only, redacted. */
  readonly steps?: readonly StepRecord[] | undefined;
  readonly durationMs: number;
  readonly traceId: string;
  /** The answer of an earlier call with the same Idempotency-Key. */
  readonly replayed: boolean;
}

export interface FailedAnswer {
  readonly kind: 'failed';
  /** Absent: refused before there was an execution (unknown connector, not allowed, invalid input). */
  readonly executionId?: ExecutionId | undefined;
  readonly status?: ExecutionStatus | undefined;
  readonly error: PlatformError;
  readonly steps?: readonly StepRecord[] | undefined;
  readonly durationMs: number;
  readonly traceId: string;
  readonly replayed: boolean;
}

export interface QueuedAnswer {
  readonly kind: 'queued';
  readonly executionId: ExecutionId;
  readonly traceId: string;
  readonly replayed: boolean;
}

export type CallAnswer = SucceededAnswer | FailedAnswer | QueuedAnswer;

/** How a step, and everything after it, ended. `deferred`: accepted for later, or held back until `resumeInMs` is over; `parkedOn`: or the connection is usable again. */
export type Outcome =
  | { readonly kind: 'done'; readonly answer: SucceededAnswer | QueuedAnswer }
  | { readonly kind: 'deferred'; readonly answer: QueuedAnswer; readonly resumeInMs: number; readonly parkedOn?: string }
  | { readonly kind: 'failed'; readonly answer: FailedAnswer };
