import type { JsonValue, Page, PageRequest } from '@patchbay/kernel';
import type { Tx } from '@patchbay/platform';
import { scannedPage } from '../paging/scanned-page.js';
import type { AgentSpan, AgentSpanFilter } from './agent-trace.js';

interface Row {
  readonly id: string;
  readonly run_id: string;
  readonly parent_id: string | null;
  readonly kind: AgentSpan['kind'];
  readonly name: string;
  readonly agent: string | null;
  readonly status: AgentSpan['status'];
  readonly execution_id: string | null;
  readonly trace_id: string | null;
  readonly actor: string;
  readonly input: JsonValue;
  readonly output: JsonValue;
  readonly error: JsonValue;
  readonly started_at: Date;
  readonly duration_ms: number;
}

const COLUMNS =
  'id, run_id, parent_id, kind, name, agent, status, execution_id, trace_id, actor, input, output, error, started_at, duration_ms';
/** Of one run: what a page can still show. */
export const MOST_SPANS_OF_A_RUN = 1_000;

/** What agents of the transaction's workspace did. Reads only: the recorder writes. */
export class AgentTracesStore {
  /** Newest first. A page may be short and still lead on (see scannedPage). */
  async list(tx: Tx, filter: AgentSpanFilter, page: PageRequest): Promise<Page<AgentSpan>> {
    const { runId, kind, name, agent, status, executionId, traceId, ...range } = filter;
    const equal = { run_id: runId, kind, name, agent, status, execution_id: executionId, trace_id: traceId };
    const question = { table: 'agent_trace_history', kind: 'events', columns: COLUMNS, equal, indexed: ['run_id'], range } as const;
    const { data, nextCursor } = await scannedPage<Row>(tx, question, page);
    return { data: data.map(toSpan), nextCursor };
  }

  /** The spans of a run in the order they began. */
  async run(tx: Tx, runId: string): Promise<AgentSpan[]> {
    const { rows } = await tx.query<Row>(
      `select ${COLUMNS} from agent_trace_history where run_id = $1 and id >= kept_from('events') order by started_at, id limit ${MOST_SPANS_OF_A_RUN}`,
      [runId],
    );
    return rows.map(toSpan);
  }
}

function toSpan(row: Row): AgentSpan {
  return {
    id: row.id,
    runId: row.run_id,
    parentId: row.parent_id,
    kind: row.kind,
    name: row.name,
    agent: row.agent,
    status: row.status,
    executionId: row.execution_id,
    traceId: row.trace_id,
    actor: row.actor,
    input: row.input,
    output: row.output,
    error: row.error,
    startedAt: row.started_at.toISOString(),
    durationMs: row.duration_ms,
  };
}
