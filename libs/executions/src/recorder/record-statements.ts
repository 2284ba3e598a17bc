import type { ExecutionId, WorkspaceId } from '@patchbay/kernel';
import { arrays, insertSql, joined, names, text, time, type Column, type RecordStatement } from './column-statement.js';
import type { EventRow, ExecutionEnd, ExecutionRow } from './execution-row.js';

const END: readonly Column<ExecutionEnd>[] = [
  { name: 'workspace_id', type: 'uuid', valueOf: (row) => row.workspaceId },
  { name: 'id', type: 'uuid', valueOf: (row) => row.id },
  { name: 'status', type: 'text', valueOf: (row) => row.status },
  { name: 'error_code', type: 'text', valueOf: (row) => row.errorCode },
  { name: 'connection_id', type: 'uuid', valueOf: (row) => row.connectionId },
  { name: 'output', type: 'json', valueOf: (row) => row.output },
  { name: 'error', type: 'json', valueOf: (row) => row.error },
  { name: 'steps', type: 'json', valueOf: (row) => row.steps },
  { name: 'attempts', type: 'json', valueOf: (row) => row.attempts },
  { name: 'decisions', type: 'json', valueOf: (row) => row.decisions },
  { name: 'contact_updates', type: 'json', valueOf: (row) => row.contactUpdates },
  { name: 'costs', type: 'json', valueOf: (row) => row.costs },
  { name: 'started_at', type: 'timestamptz', valueOf: (row) => time(row.startedAtMs) },
  { name: 'finished_at', type: 'timestamptz', valueOf: (row) => time(row.finishedAtMs) },
  { name: 'duration_ms', type: 'float8', valueOf: (row) => row.durationMs },
  { name: 'bytes', type: 'bigint', valueOf: (row) => row.bytes },
  { name: 'claimed_by', type: 'uuid', valueOf: (row) => row.claimedBy },
];

const WHOLE: readonly Column<ExecutionRow>[] = [
  ...END,
  { name: 'connector_key', type: 'text', valueOf: (row) => text(row.connectorKey) },
  { name: 'connector_name', type: 'text', valueOf: (row) => text(row.connectorName) },
  { name: 'connector_source', type: 'text', valueOf: (row) => row.connectorSource },
  { name: 'connector_version', type: 'int', valueOf: (row) => row.connectorVersion },
  { name: 'action', type: 'text', valueOf: (row) => text(row.action) },
  { name: 'effect', type: 'text', valueOf: (row) => row.effect },
  { name: 'contact_id', type: 'uuid', valueOf: (row) => row.contactId },
  { name: 'mode', type: 'text', valueOf: (row) => row.mode },
  { name: 'trigger', type: 'text', valueOf: (row) => text(row.trigger) },
  { name: 'retry_of', type: 'uuid', valueOf: (row) => row.retryOf },
  { name: 'trace_id', type: 'text', valueOf: (row) => text(row.traceId) },
  { name: 'input', type: 'json', valueOf: (row) => row.input },
  { name: 'job_id', type: 'uuid', valueOf: (row) => row.jobId },
  { name: 'priority', type: 'int', valueOf: (row) => row.priority ?? 0 },
  { name: 'deadline_at', type: 'timestamptz', valueOf: (row) => time(row.deadlineAtMs) },
  { name: 'repeatable', type: 'bool', valueOf: (row) => (row.repeatable ? 'true' : 'false') },
  {
    name: 'sealed_payload',
    type: 'bytea',
    valueOf: (row) => (row.sealedPayload ? `\\x${Buffer.from(row.sealedPayload).toString('hex')}` : undefined),
  },
];

const EVENT: readonly Column<EventRow>[] = [
  { name: 'workspace_id', type: 'uuid', valueOf: (row) => row.workspaceId },
  { name: 'id', type: 'uuid', valueOf: (row) => row.id },
  { name: 'type', type: 'text', valueOf: (row) => text(row.type) },
  { name: 'subject_type', type: 'text', valueOf: (row) => text(row.subjectType) },
  { name: 'subject_id', type: 'text', valueOf: (row) => text(row.subjectId) },
  { name: 'actor', type: 'text', valueOf: (row) => text(row.actor) },
  { name: 'trace_id', type: 'text', valueOf: (row) => text(row.traceId) },
  { name: 'data', type: 'json', valueOf: (row) => row.data },
];

const INSERT_TEXT = insertSql('executions', WHOLE);
const EVENT_TEXT = insertSql('event_logs', EVENT);

/*
 * Ends only what is not ended (LEGAL_MOVES): a row that a sweep or a cancel has closed stays as it is. The second condition makes a repeat of the same
 * end count as written. The id bounds let Postgres skip partitions.
 */
const FINISH_TEXT = `
  update executions e set
    status = u.status, error_code = u.error_code, connection_id = coalesce(u.connection_id, e.connection_id), output = u.output, error = u.error,
    steps = u.steps, attempts = u.attempts, decisions = u.decisions, contact_updates = u.contact_updates, costs = u.costs,
    sealed_payload = case when u.status = 'succeeded' then null else e.sealed_payload end,
    bytes = u.bytes, started_at = coalesce(u.started_at, e.started_at), finished_at = u.finished_at, duration_ms = u.duration_ms
  from unnest(${arrays(END)}) as u (${names(END)})
  where e.workspace_id = u.workspace_id and e.id = u.id and e.id between $${END.length + 1}::uuid and $${END.length + 2}::uuid
    and (e.claimed_by = u.claimed_by or e.claimed_by is null)
    and (e.status in ('queued', 'running') or (e.status = u.status and e.finished_at = u.finished_at))`;

/** One statement that inserts the rows. */
export function insertExecutions(rows: readonly ExecutionRow[]): RecordStatement {
  return { name: 'executions_insert', text: INSERT_TEXT, values: joined(WHOLE, rows) };
}

/** One statement that ends the rows; its row count tells how many were still open. */
export function finishExecutions(rows: readonly ExecutionEnd[]): RecordStatement {
  const ids = rows.map((row) => row.id as string).sort();
  return { name: 'executions_finish', text: FINISH_TEXT, values: [...joined(END, rows), ids[0], ids.at(-1)] };
}

/** One statement that appends the events. */
export function insertEvents(rows: readonly EventRow[]): RecordStatement {
  return { name: 'event_logs_insert', text: EVENT_TEXT, values: joined(EVENT, rows) };
}

/** A claimed write that is about to leave. */
export interface SendingRun {
  readonly workspaceId: WorkspaceId;
  readonly id: ExecutionId;
}

const SENDING_TEXT = `
  update executions e set sent_at = coalesce(e.sent_at, now()) from unnest($1::uuid[], $2::uuid[]) as u (workspace_id, id)
  where e.workspace_id = u.workspace_id and e.id = u.id and e.id between $3::uuid and $4::uuid
    and e.status = 'running' and ($5::uuid is null or e.claimed_by = $5::uuid)`;

/** One statement that notes that writes are about to leave; its row count tells how many may. */
export function markSending(runs: readonly SendingRun[], processId: string | undefined): RecordStatement {
  const ids = runs.map((run) => run.id as string).sort();
  const values = [runs.map((run) => run.workspaceId), runs.map((run) => run.id), ids[0], ids.at(-1), processId ?? null];
  return { name: 'executions_sending', text: SENDING_TEXT, values };
}
