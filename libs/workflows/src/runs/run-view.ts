import { MAX_STORED_JSON_BYTES, Redactor, type JsonValue } from '@patchbay/kernel';
import type { NodeError } from '../engine/node-run.js';
import type { NodeStatus, RunStatus } from '../engine/states.js';

/** A run in a list. Times are ISO-8601 UTC. */
export interface RunSummary {
  readonly id: string;
  readonly workflowId: string;
  readonly version: number;
  readonly status: RunStatus;
  readonly trigger: { readonly type: string; readonly id: string | null };
  readonly contactId: string | null;
  readonly groupId: string | null;
  readonly rerunOf: string | null;
  readonly error: NodeError | null;
  readonly traceId: string;
  readonly createdAt: string;
  readonly finishedAt: string | null;
  readonly durationMs: number | null;
}

/** An earlier try of a node. */
export interface NodeTry {
  readonly attempt: number;
  readonly executionId: string | null;
  readonly startedAt: string | null;
  readonly finishedAt: string;
  readonly error: NodeError | null;
}

/** One node of a run, or one item of a for-each. JSON parts are redacted; parts above their cap are `{ truncated, bytes, preview }`. */
export interface NodeView {
  readonly nodeId: string;
  /** Null: the node itself; else the index of the for-each's item. */
  readonly item: number | null;
  readonly type: string;
  readonly status: NodeStatus;
  readonly port: string | null;
  readonly attempt: number;
  /** The action's execution, with its steps, attempts and decisions; null for nodes that call nothing. */
  readonly executionId: string | null;
  readonly input: JsonValue;
  readonly output: JsonValue;
  readonly error: NodeError | null;
  readonly attempts: readonly NodeTry[];
  /** When a queued one is due. */
  readonly dueAt: string | null;
  readonly items: { readonly total: number; readonly succeeded: number; readonly failed: number } | null;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
  readonly durationMs: number | null;
}

/** A run with its timeline: its nodes in the order in which they became ready. */
export interface RunView extends RunSummary {
  readonly input: JsonValue;
  readonly output: JsonValue;
  readonly nodes: readonly NodeView[];
}

export interface RunRow {
  id: string;
  workflow_id: string;
  version: number;
  status: RunStatus;
  trigger_type: string;
  trigger_id: string | null;
  contact_id: string | null;
  group_id: string | null;
  rerun_of: string | null;
  error: NodeError | null;
  trace_id: string;
  created_at: Date;
  finished_at: Date | null;
}

export const RUN_COLUMNS = `id, workflow_id, version, status, trigger_type, trigger_id, contact_id, group_id, rerun_of, error, trace_id,
  coalesce(started_at, to_timestamp(0)) as created_at, finished_at`;

export function toRunSummary(row: RunRow): RunSummary {
  return {
    id: row.id,
    workflowId: row.workflow_id,
    version: row.version,
    status: row.status,
    trigger: { type: row.trigger_type, id: row.trigger_id },
    contactId: row.contact_id,
    groupId: row.group_id,
    rerunOf: row.rerun_of,
    error: row.error,
    traceId: row.trace_id,
    createdAt: row.created_at.toISOString(),
    finishedAt: row.finished_at?.toISOString() ?? null,
    durationMs: row.finished_at ? row.finished_at.getTime() - row.created_at.getTime() : null,
  };
}

export interface NodeRow {
  node_id: string;
  item: number;
  type: string;
  status: NodeStatus;
  port: string | null;
  attempt: number;
  execution_id: string | null;
  input: JsonValue;
  output: JsonValue;
  output_bytes: number | null;
  preview: string | null;
  hidden: boolean;
  error: NodeError | null;
  attempts: NodeTry[] | null;
  due_at: Date;
  items_total: number | null;
  items_done: number | null;
  items_failed: number | null;
  started_at: Date | null;
  finished_at: Date | null;
}

/** Large outputs stay where they are: only their beginnings are read. */
export const NODE_COLUMNS = `node_id, item, type, status, port, attempt, execution_id, error, attempts, due_at, items_total, items_done, items_failed, started_at,
  finished_at, hidden, output_bytes,
  case when octet_length(input::text) <= ${MAX_STORED_JSON_BYTES} then input end as input,
  case when output_bytes <= ${MAX_STORED_JSON_BYTES} and not hidden then output end as output,
  case when output_bytes > ${MAX_STORED_JSON_BYTES} and not hidden then left(output::text, 4096) end as preview`;

export function toNodeView(row: NodeRow): NodeView {
  const { started_at: startedAt, finished_at: finishedAt } = row;
  const runs = row.type === 'action';
  return {
    nodeId: row.node_id,
    item: row.item < 0 ? null : row.item,
    type: row.type,
    status: row.status,
    port: row.port,
    attempt: row.attempt,
    executionId: runs && startedAt !== null ? row.execution_id : null,
    input: row.input ?? null,
    output: shownOutput(row),
    error: row.error,
    attempts: row.attempts ?? [],
    dueAt: row.status === 'queued' ? row.due_at.toISOString() : null,
    items: row.items_total === null ? null : { total: row.items_total, succeeded: row.items_done ?? 0, failed: row.items_failed ?? 0 },
    startedAt: startedAt?.toISOString() ?? null,
    finishedAt: finishedAt?.toISOString() ?? null,
    durationMs: startedAt && finishedAt ? finishedAt.getTime() - startedAt.getTime() : null,
  };
}

function shownOutput({ hidden, output, output_bytes: bytes, preview }: NodeRow): JsonValue {
  if (hidden) return '[not logged]';
  if (preview !== null) return { truncated: true, bytes, preview: new Redactor().text(preview) };
  return shownValue(output ?? null);
}

/** A value as it may be shown: members that are secret by their names are hidden, and what is large is cut. */
export function shownValue(value: JsonValue): JsonValue {
  return JSON.parse(new Redactor().jsonText(value)) as JsonValue;
}
