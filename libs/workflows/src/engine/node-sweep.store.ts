import type { Tx } from '@patchbay/platform';
import type { NodeRef } from './refs.js';

/** Silent for this long, a process is dead (see ProcessRegistry). */
const DEAD_AFTER = `interval '15 seconds'`;

export interface WaitingNode extends NodeRef {
  readonly jobId: string | null;
}

interface Row {
  workspace_id: string;
  run_id: string;
  node_id: string;
  item: number;
}

const toRef = (row: Row): NodeRef => ({ workspaceId: row.workspace_id, runId: row.run_id, nodeId: row.node_id, item: row.item });

/** In a run that has ended nothing is begun any more; what may have been sent is told. */
const FREED = `case when exists (select from workflow_runs r where r.workspace_id = n.workspace_id and r.id = n.run_id and r.status in ('running', 'parked'))
  then 'queued' when n.sent_at is not null then 'unknown' else 'cancelled' end`;

/** As the system: finds rows that nobody works on although they say so, and due rows whose job is gone. */
export class NodeSweepStore {
  /** `running → queued` for rows of dead processes. Their executions' ids stay: the next claim looks up what became of them. */
  sweepDead(tx: Tx, limit: number): Promise<NodeRef[]> {
    const dead = `not exists (select from processes p where p.id = n.claimed_by and p.seen_at > now() - ${DEAD_AFTER})`;
    return this.sweep(tx, dead, [limit]);
  }

  /** The same for claims that a living process does not know. */
  sweepLost(tx: Tx, lost: { processId: string; claimIds: readonly string[] }): Promise<NodeRef[]> {
    return this.sweep(tx, 'n.claimed_by = $2 and n.claim_id = any($3::uuid[])', [lost.claimIds.length, lost.processId, lost.claimIds]);
  }

  /** What the process is said to run. */
  async claimsOf(tx: Tx, processId: string): Promise<string[]> {
    const { rows } = await tx.query<{ claim_id: string }>(
      `select claim_id from workflow_node_runs where status = 'running' and claimed_by = $1`,
      [processId],
    );
    return rows.map(({ claim_id }) => claim_id);
  }

  /** `running → queued` by the claim's holder, which sent nothing or does not know. False: the claim was lost. */
  async giveBack(tx: Tx, claim: NodeRef & { readonly claimId: string }, at: { jobId: string; delayMs: number }): Promise<boolean> {
    const { rowCount } = await tx.query(
      `update workflow_node_runs n set status = ${FREED}, claimed_by = null, claim_id = null, job_id = $6, due_at = now() + make_interval(secs => $7)
       where workspace_id = $1 and run_id = $2 and node_id = $3 and item = $4 and claim_id = $5 and status = 'running'`,
      [claim.workspaceId, claim.runId, claim.nodeId, claim.item, claim.claimId, at.jobId, at.delayMs / 1_000],
    );
    return rowCount === 1;
  }

  /** Queued rows that are due for a while: their jobs have to be looked for. In pages, by the moment they were due. */
  async waiting(tx: Tx, ask: { olderThanMs: number; limit: number; skip: number }): Promise<WaitingNode[]> {
    const { rows } = await tx.query<Row & { job_id: string | null }>(
      `select workspace_id, run_id, node_id, item, job_id from workflow_node_runs
       where status = 'queued' and due_at < now() - make_interval(secs => $1) order by due_at limit $2 offset $3`,
      [ask.olderThanMs / 1_000, ask.limit, ask.skip],
    );
    return rows.map((row) => ({ ...toRef(row), jobId: row.job_id }));
  }

  async assignJob(tx: Tx, assign: { jobId: string; nodes: readonly NodeRef[] }): Promise<void> {
    await tx.query(
      `update workflow_node_runs n set job_id = $1 from unnest($2::uuid[], $3::uuid[], $4::text[], $5::int[]) as a (workspace_id, run_id, node_id, item)
       where n.workspace_id = a.workspace_id and n.run_id = a.run_id and n.node_id = a.node_id and n.item = a.item and n.status = 'queued'`,
      [
        assign.jobId,
        assign.nodes.map(({ workspaceId }) => workspaceId),
        assign.nodes.map(({ runId }) => runId),
        assign.nodes.map(({ nodeId }) => nodeId),
        assign.nodes.map(({ item }) => item),
      ],
    );
  }

  private async sweep(tx: Tx, where: string, values: readonly unknown[]): Promise<NodeRef[]> {
    const { rows } = await tx.query<Row & { status: string }>(
      `with lost as (
         select n.workspace_id, n.run_id, n.node_id, n.item from workflow_node_runs n where n.status = 'running' and ${where} limit $1 for update of n skip locked)
       update workflow_node_runs n set status = ${FREED}, claimed_by = null, claim_id = null, job_id = null, due_at = now(), crashes = n.crashes + 1
       from lost where n.workspace_id = lost.workspace_id and n.run_id = lost.run_id and n.node_id = lost.node_id and n.item = lost.item
       returning n.workspace_id, n.run_id, n.node_id, n.item, n.status`,
      values,
    );
    return rows.filter(({ status }) => status === 'queued').map(toRef);
  }
}
