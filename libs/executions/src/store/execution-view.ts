import type {
  AttemptRecord,
  CostRecord,
  Decision,
  Effect,
  ExecutionStatus,
  JsonObject,
  JsonValue,
  ShownError,
  StepRecord,
} from '@patchbay/kernel';
import type { ExecutionMode } from '../recorder/execution-row.js';

/** An execution in a list. Times are ISO-8601 UTC. */
export interface ExecutionSummary {
  readonly id: string;
  readonly status: ExecutionStatus;
  readonly connector: { readonly key: string; readonly name: string; readonly source: 'builtin' | 'custom'; readonly version: number };
  readonly action: string | null;
  readonly effect: Effect;
  readonly mode: ExecutionMode;
  readonly trigger: string;
  readonly connectionId: string | null;
  readonly contactId: string | null;
  readonly errorCode: string | null;
  readonly retryOf: string | null;
  readonly traceId: string;
  readonly createdAt: string;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
  readonly durationMs: number | null;
}

/** An execution with all that explains it. JSON parts are redacted; parts above their cap are `{ truncated, bytes, preview }`. */
export interface ExecutionView extends ExecutionSummary {
  readonly input: JsonValue;
  readonly output: JsonValue;
  readonly error: ShownError | null;
  readonly steps: readonly StepRecord[];
  readonly attempts: readonly AttemptRecord[];
  readonly decisions: readonly Decision[];
  readonly contactUpdates: JsonObject | null;
  readonly costs: readonly CostRecord[];
  /** To and from providers. */
  readonly bytes: number;
  /** The connection whose account has to be connected again before the run goes on; null: it waits for no account. */
  readonly parkedOn: string | null;
}
