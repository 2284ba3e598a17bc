import type { JsonValue } from '@patchbay/kernel';
import type { Tx } from '@patchbay/platform';

/** A node that is run once more. */
export interface ResetNode {
  readonly nodeId: string;
  readonly item: number;
}

/** Nodes of an ended run that did not succeed and whose failure nothing handled. */
const UNDONE = `(status = 'cancelled' or (status = 'failed' and port is null))`;

/** Puts the nodes of an ended run back to where they can go on from. Those that succeeded stay as they are, with their outputs. */
export class RunRetryStore {
  /** The run's own nodes, and `members`: those of for-eaches that were reopened. Out: what was reset; it waits for the job. */
  async resetNodes(tx: Tx, runId: string, { jobId, members }: { jobId: string; members: readonly string[] }): Promise<ResetNode[]> {
    const { rows } = await tx.query<{ node_id: string; item: number }>(
      `update workflow_node_runs set status = 'queued', due_at = now(), job_id = $2, attempt = 1, crashes = 0, execution_id = null, sent_at = null, claim_id = null,
         attempts = case when started_at is null then attempts else (coalesce(attempts::jsonb, '[]') || jsonb_build_array(jsonb_build_object('attempt', attempt,
           'executionId', execution_id, 'startedAt', started_at, 'finishedAt', finished_at, 'error', error::jsonb)))::json end,
         error = null, output = null, output_bytes = null, started_at = null, finished_at = null
       where run_id = $1 and type not in ('forEach', 'item') and ${UNDONE} and (item = -1 or node_id = any($3::text[])) returning node_id, item`,
      [runId, jobId, members],
    );
    return rows.map(({ node_id, item }) => ({ nodeId: node_id, item }));
  }

  /** For-eaches that had begun wait for their items again, and their items go on or begin. Out: their ids. */
  async reopenForEaches(tx: Tx, runId: string): Promise<string[]> {
    const { rows } = await tx.query<{ node_id: string }>(
      `update workflow_node_runs set status = case when items_total is null then 'queued' else 'waiting' end, due_at = now(), error = null, output = null,
         output_bytes = null, finished_at = null, execution_id = null
       where run_id = $1 and type = 'forEach' and ${UNDONE} returning node_id`,
      [runId],
    );
    const ids = rows.map(({ node_id }) => node_id);
    for (const id of ids) {
      await tx.query(
        `update workflow_node_runs set status = case when started_at is null then 'pending' else 'open' end, error = null, finished_at = null
         where run_id = $1 and node_id = $2 and item >= 0 and type = 'item' and ${UNDONE}`,
        [runId, id],
      );
      await tx.query(
        `update workflow_node_runs set items_failed = 0,
           items_done = (select count(*) from workflow_node_runs i where i.run_id = $1 and i.node_id = $2 and i.item >= 0 and i.status = 'succeeded'),
           items_next = (select count(*) from workflow_node_runs i where i.run_id = $1 and i.node_id = $2 and i.item >= 0 and i.status <> 'pending')
         where run_id = $1 and node_id = $2 and item = -1 and items_total is not null`,
        [runId, id],
      );
    }
    return ids;
  }

  async openItems(tx: Tx, runId: string, owner: string): Promise<number[]> {
    const { rows } = await tx.query<{ item: number }>(
      `select item from workflow_node_runs where run_id = $1 and node_id = $2 and item >= 0 and status = 'open' order by item`,
      [runId, owner],
    );
    return rows.map(({ item }) => item);
  }

  /** False: there is no such node that failed. */
  async overrideInput(tx: Tx, at: { runId: string; nodeId: string; item: number; input: JsonValue }): Promise<boolean> {
    const { rowCount } = await tx.query(
      `update workflow_node_runs set input_override = $4 where run_id = $1 and node_id = $2 and item = $3 and type in ('action', 'transform')
         and (${UNDONE} or status = 'unknown')`,
      [at.runId, at.nodeId, at.item, JSON.stringify(at.input)],
    );
    return rowCount === 1;
  }

  /** `unknown → …` on a person's word. JSON texts. False: there is no such node that waits for a decision. */
  async decide(
    tx: Tx,
    at: { runId: string; nodeId: string; item: number },
    to: { status: 'succeeded' | 'queued' | 'failed'; output?: string; jobId?: string; error?: string },
  ): Promise<boolean> {
    const again = to.status === 'queued';
    const { rowCount } = await tx.query(
      `update workflow_node_runs set status = $4, port = case when $4 = 'succeeded' then 'done' end, output = $5::text::json, output_bytes = octet_length($5::text),
         job_id = $6, due_at = now(), error = coalesce($7::json, case when $8 then null else error end), finished_at = case when $8 then null else now() end,
         execution_id = case when $8 then null else execution_id end, sent_at = case when $8 then null else sent_at end, crashes = 0,
         attempts = case when $8 then (coalesce(attempts::jsonb, '[]') || jsonb_build_array(jsonb_build_object('attempt', attempt, 'executionId', execution_id,
           'startedAt', started_at, 'finishedAt', now(), 'error', error::jsonb)))::json else attempts end
       where run_id = $1 and node_id = $2 and item = $3 and status = 'unknown'`,
      [at.runId, at.nodeId, at.item, to.status, to.output ?? null, to.jobId ?? null, to.error ?? null, again],
    );
    return rowCount === 1;
  }

  async hasUnknown(tx: Tx, runId: string): Promise<boolean> {
    const { rowCount } = await tx.query(`select from workflow_node_runs where run_id = $1 and status = 'unknown' limit 1`, [runId]);
    return rowCount > 0;
  }
}
