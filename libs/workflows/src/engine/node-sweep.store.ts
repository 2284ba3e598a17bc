import type { Orphan, WaitingPage } from '@patchbay/executions';
import type { Tx } from '@patchbay/platform';
import type { NodeRef } from './refs.js';

/** Silent for this long, a process is dead (see ProcessRegistry). */
const DEAD_AFTER = `interval '15 seconds'`;

interface Row {
  workspace_id: string;
  run_id: string;
  node_id: string;
  item: number;
}

const toRef = (row: Row): NodeRef => ({ workspaceId: row.workspace_id, runId: row.run_id, nodeId: row.node_id, item: row.item });

/** The order in which waiting rows are looked at; the index begins with the moment. */
const PLACE = 'due_at, run_id, node_id, item';
/** Behind the place of $1 to $4, and due for $5 seconds. */
const WAITING = `status = 'queued' and due_at >= $1 and (${PLACE}) > ($1::timestamptz, $2::uuid, $3::text, $4::int) and due_at < now() - make_interval(secs => $5)`;

function placeOf(place: string | undefined): unknown[] {
  return place === undefined ? ['-infinity', '00000000-0000-0000-0000-000000000000', '', -1] : (JSON.parse(place) as unknown[]);
}

/** The smallest and largest run: lets Postgres skip the partitions outside. */
function bounds(nodes: readonly NodeRef[]): [string, string] {
  const ids = nodes.map(({ runId }) => runId).sort();
  return [ids[0] ?? '', ids.at(-1) ?? ''];
}

/**
 * In a run that has ended nothing is begun any more; what may have been sent is told. The run's row is held meanwhile: a retry that opens the run puts back
 * the nodes it sees, and a node that ended a moment later would be left behind.
 */
const FREED = `case when run.status in ('running', 'parked') then 'queued' when n.sent_at is not null then 'unknown' else 'cancelled' end`;

/** As the system: finds rows that nobody works on although they say so, and due rows whose job is gone. */
export class NodeSweepStore {
  /** `running → queued` for rows of dead processes; those of a run that is being moved at this moment wait for the next round. Their executions' ids stay: the next claim looks up what became of them. */
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
      `with run as (select r.status from workflow_runs r where r.workspace_id = $1 and r.id = $2 for share)
       update workflow_node_runs n set status = ${FREED}, claimed_by = null, claim_id = null, job_id = $6, due_at = now() + make_interval(secs => $7)
       from run where n.workspace_id = $1 and n.run_id = $2 and n.node_id = $3 and n.item = $4 and n.claim_id = $5 and n.status = 'running'`,
      [claim.workspaceId, claim.runId, claim.nodeId, claim.item, claim.claimId, at.jobId, at.delayMs / 1_000],
    );
    return rowCount === 1;
  }

  /** Queued rows that are due for a while, by the moment they were due (see LostJobs). */
  async waitingPage(tx: Tx, ask: { olderThanMs: number; after: string | undefined; limit: number }): Promise<WaitingPage> {
    const { rows } = await tx.query<{ last: string | null; rows: number; jobs: string[] | null; jobless: boolean | null }>(
      `with page as (select due_at, run_id, node_id, item, job_id from workflow_node_runs where ${WAITING} order by ${PLACE} limit $6)
       select (select json_build_array(due_at::text, run_id, node_id, item)::text
           from (select * from page order by due_at desc, run_id desc, node_id desc, item desc limit 1) edge) as last,
         count(*)::int as rows, bool_or(job_id is null) as jobless, array_agg(distinct job_id) filter (where job_id is not null) as jobs from page`,
      [...placeOf(ask.after), ask.olderThanMs / 1_000, ask.limit],
    );
    return { rows: rows[0]?.rows ?? 0, last: rows[0]?.last ?? undefined, jobIds: rows[0]?.jobs ?? [], jobless: rows[0]?.jobless ?? false };
  }

  async orphans(
    tx: Tx,
    ask: { olderThanMs: number; after: string | undefined; last: string; dead: readonly string[]; limit: number },
  ): Promise<Orphan<NodeRef>[]> {
    const { rows } = await tx.query<Row & { place: string }>(
      `select workspace_id, run_id, node_id, item, json_build_array(due_at::text, run_id, node_id, item)::text as place from workflow_node_runs
       where ${WAITING} and (${PLACE}) <= ($7::timestamptz, $8::uuid, $9::text, $10::int) and (job_id is null or job_id = any($11::uuid[]))
       order by ${PLACE} limit $6`,
      [...placeOf(ask.after), ask.olderThanMs / 1_000, ask.limit, ...placeOf(ask.last), ask.dead],
    );
    return rows.map((row) => ({ ref: toRef(row), priority: 0, place: row.place }));
  }

  /** Notes the job that carries each of the nodes from now on: `jobIds[i]` for `nodes[i]`. */
  async assignJobs(tx: Tx, nodes: readonly NodeRef[], jobIds: readonly string[]): Promise<void> {
    await tx.query(
      `update workflow_node_runs n set job_id = a.job_id
       from unnest($1::uuid[], $2::uuid[], $3::text[], $4::int[], $5::uuid[]) as a (workspace_id, run_id, node_id, item, job_id)
       where n.workspace_id = a.workspace_id and n.run_id = a.run_id and n.node_id = a.node_id and n.item = a.item and n.status = 'queued'
         and n.run_id between $6 and $7`,
      [
        nodes.map(({ workspaceId }) => workspaceId),
        nodes.map(({ runId }) => runId),
        nodes.map(({ nodeId }) => nodeId),
        nodes.map(({ item }) => item),
        jobIds,
        ...bounds(nodes),
      ],
    );
  }

  private async sweep(tx: Tx, where: string, values: readonly unknown[]): Promise<NodeRef[]> {
    const { rows } = await tx.query<Row & { status: string }>(
      `with run as (
         select n.workspace_id, n.run_id, n.node_id, n.item, r.status from workflow_node_runs n join workflow_runs r on r.workspace_id = n.workspace_id and r.id = n.run_id
         where n.status = 'running' and ${where} limit $1 for update of n skip locked for share of r skip locked)
       update workflow_node_runs n set status = ${FREED}, claimed_by = null, claim_id = null, job_id = null, due_at = now(), crashes = n.crashes + 1
       from run where n.workspace_id = run.workspace_id and n.run_id = run.run_id and n.node_id = run.node_id and n.item = run.item
       returning n.workspace_id, n.run_id, n.node_id, n.item, n.status`,
      values,
    );
    return rows.filter(({ status }) => status === 'queued').map(toRef);
  }
}
