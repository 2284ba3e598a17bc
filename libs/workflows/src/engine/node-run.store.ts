import { newId, type JsonValue, type Principal } from '@patchbay/kernel';
import type { Tx } from '@patchbay/platform';
import type { NodeState } from './advance.js';
import type { ClaimedNode } from './node-run.js';
import type { NodeRef } from './refs.js';
import { nodesBefore, type NodeStatus, type RunStatus } from './states.js';

/** A row to be written by a commit. Times are milliseconds from now. */
export interface NewNode {
  readonly runId: string;
  readonly nodeId: string;
  readonly item: number;
  readonly type: string;
  readonly status: NodeStatus;
  readonly port?: string;
  readonly dueInMs?: number;
  readonly jobId?: string;
  /** Taken at once by the process that writes the row. */
  readonly claim?: { readonly processId: string; readonly claimId: string; readonly executionId: string };
  readonly output?: string;
}

/** What a settled row says. */
export interface NodeEnd {
  readonly status: NodeStatus;
  readonly port?: string | undefined;
  /** JSON texts. */
  readonly output?: string | undefined;
  readonly input?: string | undefined;
  readonly error?: string | undefined;
  readonly hidden?: boolean | undefined;
}

interface ClaimRow {
  workspace_id: string;
  run_id: string;
  node_id: string;
  item: number;
  type: string;
  attempt: number;
  crashes: number;
  claim_id: string;
  execution_id: string;
  recovered: boolean;
  sent: boolean;
  input_override: JsonValue | null;
  has_override: boolean;
  run_status: RunStatus;
  workflow_id: string;
  version: number;
  contact_id: string | null;
  principal: Principal;
  trace_id: string;
  trigger_type: string;
  trigger_id: string | null;
}

/** A node that was taken from the queue. */
export interface TakenNode extends ClaimedNode {
  readonly runStatus: RunStatus;
}

const AT = 'run_id = $1 and node_id = $2 and item = $3';

/** The table `workflow_node_runs`: claims and what they come to. Every update names the states it moves from (NODE_MOVES). */
export class NodeRunStore {
  /**
   * As the system: `queued → running` for those of the rows that are due. Rows another process claims at this moment are left to it. A row whose
   * execution is not settled keeps its id (`recovered`).
   */
  async claim(tx: Tx, claim: { processId: string; nodes: readonly NodeRef[] }): Promise<TakenNode[]> {
    const { nodes } = claim;
    const runIds = nodes.map(({ runId }) => runId).sort();
    const { rows } = await tx.query<ClaimRow>(
      `with asked as (
         select * from unnest($2::uuid[], $3::uuid[], $4::text[], $5::int[], $6::uuid[], $7::uuid[]) as a (workspace_id, run_id, node_id, item, claim_id, execution_id)),
       due as (
         select o.workspace_id, o.run_id, o.node_id, o.item, a.claim_id, a.execution_id
         from workflow_node_runs o join asked a using (workspace_id, run_id, node_id, item)
         where o.run_id between $8 and $9 and o.status = 'queued' and o.due_at <= now() + interval '50 ms' for update of o skip locked),
       taken as (
         update workflow_node_runs n set status = 'running', claimed_by = $1, claim_id = due.claim_id, job_id = null,
           execution_id = coalesce(n.execution_id, due.execution_id), started_at = coalesce(n.started_at, now())
         from due where n.workspace_id = due.workspace_id and n.run_id = due.run_id and n.node_id = due.node_id and n.item = due.item
           and n.run_id between $8 and $9
         returning n.workspace_id, n.run_id, n.node_id, n.item, n.type, n.attempt, n.crashes, n.claim_id, n.execution_id,
           n.execution_id <> due.execution_id as recovered, n.sent_at is not null as sent, n.input_override, n.input_override is not null as has_override)
       select taken.*, r.status as run_status, r.workflow_id, r.version, r.contact_id, r.principal, r.trace_id, r.trigger_type, r.trigger_id
       from taken join workflow_runs r on r.workspace_id = taken.workspace_id and r.id = taken.run_id and r.id between $8 and $9`,
      [
        claim.processId,
        nodes.map(({ workspaceId }) => workspaceId),
        nodes.map(({ runId }) => runId),
        nodes.map(({ nodeId }) => nodeId),
        nodes.map(({ item }) => item),
        nodes.map(() => newId()),
        nodes.map(() => newId()),
        runIds[0],
        runIds.at(-1),
      ],
    );
    return rows.map(toClaimed);
  }

  /** As the system, one statement for many: notes that these claims are about to send. Out: how many may. A claim that was lost, or a run that ended, may not. */
  async markSending(tx: Tx, claims: readonly (NodeRef & { readonly claimId: string })[]): Promise<number> {
    const { rowCount } = await tx.query(
      `update workflow_node_runs n set sent_at = coalesce(n.sent_at, now())
       from unnest($1::uuid[], $2::uuid[], $3::text[], $4::int[], $5::uuid[]) as a (workspace_id, run_id, node_id, item, claim_id)
       where n.workspace_id = a.workspace_id and n.run_id = a.run_id and n.node_id = a.node_id and n.item = a.item and n.claim_id = a.claim_id and n.status = 'running'
         and exists (select from workflow_runs r where r.workspace_id = n.workspace_id and r.id = n.run_id and r.status in ('running', 'parked'))`,
      [
        claims.map(({ workspaceId }) => workspaceId),
        claims.map(({ runId }) => runId),
        claims.map(({ nodeId }) => nodeId),
        claims.map(({ item }) => item),
        claims.map(({ claimId }) => claimId),
      ],
    );
    return rowCount;
  }

  /** A claim whose earlier execution came to nothing goes on under a new id. False: the claim is lost. */
  async renewExecution(tx: Tx, claim: NodeRef & { readonly claimId: string }, executionId: string): Promise<boolean> {
    const { rowCount } = await tx.query(
      `update workflow_node_runs set execution_id = $5, sent_at = null where ${AT} and claim_id = $4 and status = 'running'`,
      [claim.runId, claim.nodeId, claim.item, claim.claimId, executionId],
    );
    return rowCount === 1;
  }

  /** `running → …` by the claim's holder. False: the claim was lost; nothing was written. */
  async settle(tx: Tx, claim: NodeRef & { readonly claimId: string }, end: NodeEnd): Promise<boolean> {
    const { rowCount } = await tx.query(
      `update workflow_node_runs set status = $5, port = $6, output = $7::text::json, output_bytes = octet_length($7::text), input = coalesce($8::json, input), error = $9::json, hidden = $10,
         claimed_by = null, finished_at = case when $5 in ('waiting', 'unknown') then null else now() end
       where ${AT} and claim_id = $4 and status = 'running'`,
      [
        claim.runId,
        claim.nodeId,
        claim.item,
        claim.claimId,
        end.status,
        end.port ?? null,
        end.output ?? null,
        end.input ?? null,
        end.error ?? null,
        end.hidden ?? false,
      ],
    );
    return rowCount === 1;
  }

  /** `running → cancelled` by the claim's holder, in a run that has ended; `unknown` when its execution is not settled and may have sent something. */
  async stop(tx: Tx, claim: NodeRef & { readonly claimId: string }, { keepExecution }: { keepExecution: boolean }): Promise<void> {
    await tx.query(
      `update workflow_node_runs set status = case when $5 and sent_at is not null then 'unknown' else 'cancelled' end, claimed_by = null,
         finished_at = case when $5 and sent_at is not null then null else now() end
       where ${AT} and claim_id = $4 and status = 'running'`,
      [claim.runId, claim.nodeId, claim.item, claim.claimId, keepExecution],
    );
  }

  /** `running → queued` by the claim's holder. `counted`: a try that failed, kept among the earlier ones. */
  async requeue(
    tx: Tx,
    claim: NodeRef & { readonly claimId: string },
    again: {
      jobId: string;
      dueInMs: number;
      counted: boolean;
      keepExecution: boolean;
      error?: string | undefined;
      input?: string | undefined;
    },
  ): Promise<boolean> {
    const { rowCount } = await tx.query(
      `update workflow_node_runs set status = 'queued', claimed_by = null, claim_id = null, job_id = $5, due_at = now() + make_interval(secs => $6),
         attempt = attempt + case when $7 then 1 else 0 end,
         attempts = case when $7 then (coalesce(attempts::jsonb, '[]') || jsonb_build_array(jsonb_build_object('attempt', attempt, 'executionId', execution_id,
           'startedAt', started_at, 'finishedAt', now(), 'error', $9::jsonb)))::json else attempts end,
         execution_id = case when $8 then execution_id end, sent_at = case when $8 then sent_at end,
         started_at = case when $7 then null else started_at end, error = coalesce($9::json, error), input = coalesce($10::json, input)
       where ${AT} and claim_id = $4 and status = 'running'`,
      [
        claim.runId,
        claim.nodeId,
        claim.item,
        claim.claimId,
        again.jobId,
        again.dueInMs / 1_000,
        again.counted,
        again.keepExecution,
        again.error ?? null,
        again.input ?? null,
      ],
    );
    return rowCount === 1;
  }

  /** States of the rows of one item, or of the run itself. */
  async states(tx: Tx, runId: string, item: number): Promise<Map<string, NodeState>> {
    const { rows } = await tx.query<{ node_id: string; status: NodeStatus; port: string | null }>(
      'select node_id, status, port from workflow_node_runs where run_id = $1 and item = $2',
      [runId, item],
    );
    return new Map(rows.map(({ node_id, status, port }) => [node_id, { status, port }]));
  }

  async insert(tx: Tx, workspaceId: string, nodes: readonly NewNode[]): Promise<void> {
    if (nodes.length === 0) return;
    await tx.query(
      `insert into workflow_node_runs (workspace_id, run_id, node_id, item, type, status, port, due_at, job_id, claimed_by, claim_id, execution_id, output,
         output_bytes, started_at, finished_at)
       select $1, a.run_id, a.node_id, a.item, a.type, a.status, a.port, now() + make_interval(secs => a.due_in), a.job_id, a.claimed_by, a.claim_id, a.execution_id, a.output,
         octet_length(a.output::text), case when a.status in ('running', 'succeeded') then now() end, case when a.status in ('succeeded', 'skipped') then now() end
       from unnest($2::uuid[], $3::text[], $4::int[], $5::text[], $6::text[], $7::text[], $8::float8[], $9::uuid[], $10::uuid[], $11::uuid[], $12::uuid[], $13::json[])
         as a (run_id, node_id, item, type, status, port, due_in, job_id, claimed_by, claim_id, execution_id, output)`,
      [
        workspaceId,
        nodes.map(({ runId }) => runId),
        nodes.map(({ nodeId }) => nodeId),
        nodes.map(({ item }) => item),
        nodes.map(({ type }) => type),
        nodes.map(({ status }) => status),
        nodes.map(({ port }) => port ?? null),
        nodes.map(({ dueInMs }) => (dueInMs ?? 0) / 1_000),
        nodes.map(({ jobId }) => jobId ?? null),
        nodes.map(({ claim }) => claim?.processId ?? null),
        nodes.map(({ claim }) => claim?.claimId ?? null),
        nodes.map(({ claim }) => claim?.executionId ?? null),
        nodes.map(({ output }) => output ?? null),
      ],
    );
  }

  /** Everything of the run that waits ends as `cancelled`; what runs at this moment ends by itself. `items`: only these for-eaches' items and their nodes. */
  async cancelWaiting(tx: Tx, runId: string, of?: { nodeIds: readonly string[]; item?: number | undefined }): Promise<void> {
    await tx.query(
      `update workflow_node_runs set status = 'cancelled', finished_at = now(), job_id = null
       where run_id = $1 and status = any($2::text[]) and status <> 'running'
         and ($3::text[] is null or (node_id = any($3::text[]) and item >= 0)) and ($4::int is null or item = $4)`,
      [runId, nodesBefore('cancelled'), of?.nodeIds ?? null, of?.item ?? null],
    );
  }
}

function toClaimed(row: ClaimRow): TakenNode {
  return {
    runStatus: row.run_status,
    workspaceId: row.workspace_id,
    runId: row.run_id,
    nodeId: row.node_id,
    item: row.item,
    type: row.type,
    attempt: row.attempt,
    crashes: row.crashes,
    claimId: row.claim_id,
    executionId: row.execution_id,
    recovered: row.recovered,
    sent: row.sent,
    inputOverride: row.has_override ? row.input_override : undefined,
    run: {
      workflowId: row.workflow_id,
      version: row.version,
      contactId: row.contact_id,
      principal: row.principal,
      traceId: row.trace_id,
      trigger: { type: row.trigger_type, id: row.trigger_id },
    },
  };
}
