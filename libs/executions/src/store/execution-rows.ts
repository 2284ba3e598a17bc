import {
  idTimeMs,
  type AttemptRecord,
  type CostRecord,
  type Effect,
  type ExecutionStatus,
  type JsonObject,
  type JsonValue,
  type ShownError,
} from '@patchbay/kernel';
import type { ExecutionMode } from '../recorder/execution-row.js';
import { readDecisions, type StoredDecision } from '../recorder/stored-decisions.js';
import { readSteps, type StoredStep } from '../recorder/stored-steps.js';
import type { ExecutionSummary, ExecutionView } from './execution-view.js';

/** Columns of a list: none of the large ones. */
export const SUMMARY_COLUMNS = `id, status, connector_key, connector_name, connector_source, connector_version, action, effect, mode, trigger,
  connection_id, contact_id, error_code, retry_of, trace_id, started_at, finished_at, duration_ms`;
export const VIEW_COLUMNS = `${SUMMARY_COLUMNS}, input, output, error, steps, attempts, decisions, contact_updates, costs, bytes::float8 as bytes, parked_on`;

export interface SummaryRow {
  readonly id: string;
  readonly status: ExecutionStatus;
  readonly connector_key: string;
  readonly connector_name: string;
  readonly connector_source: 'builtin' | 'custom';
  readonly connector_version: number;
  readonly action: string | null;
  readonly effect: Effect;
  readonly mode: ExecutionMode;
  readonly trigger: string;
  readonly connection_id: string | null;
  readonly contact_id: string | null;
  readonly error_code: string | null;
  readonly retry_of: string | null;
  readonly trace_id: string;
  readonly started_at: Date | null;
  readonly finished_at: Date | null;
  readonly duration_ms: number | null;
}

export interface ViewRow extends SummaryRow {
  readonly input: JsonValue;
  readonly output: JsonValue;
  readonly error: ShownError | null;
  readonly steps: readonly StoredStep[] | null;
  readonly attempts: readonly AttemptRecord[] | null;
  readonly decisions: readonly StoredDecision[] | null;
  readonly contact_updates: JsonObject | null;
  readonly costs: readonly CostRecord[] | null;
  readonly bytes: number | null;
  readonly parked_on: string | null;
}

/** A row of a list as it is answered; the moment of creation is the one in its id. */
export function toSummary(row: SummaryRow): ExecutionSummary {
  return {
    id: row.id,
    status: row.status,
    connector: { key: row.connector_key, name: row.connector_name, source: row.connector_source, version: row.connector_version },
    action: row.action,
    effect: row.effect,
    mode: row.mode,
    trigger: row.trigger,
    connectionId: row.connection_id,
    contactId: row.contact_id,
    errorCode: row.error_code,
    retryOf: row.retry_of,
    traceId: row.trace_id,
    createdAt: new Date(idTimeMs(row.id)).toISOString(),
    startedAt: row.started_at?.toISOString() ?? null,
    finishedAt: row.finished_at?.toISOString() ?? null,
    durationMs: row.duration_ms,
  };
}

/** A whole row as it is answered. */
export function toView(row: ViewRow): ExecutionView {
  return {
    ...toSummary(row),
    input: row.input,
    output: row.output,
    error: row.error,
    steps: readSteps(row.steps, row.output),
    attempts: row.attempts ?? [],
    decisions: readDecisions(row.decisions),
    contactUpdates: row.contact_updates,
    costs: row.costs ?? [],
    bytes: row.bytes ?? 0,
    // A row that has moved on keeps what it once waited for.
    parkedOn: row.status === 'queued' ? row.parked_on : null,
  };
}
