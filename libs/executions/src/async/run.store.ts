import { idTimeMs, type ExecutionStatus } from '@patchbay/kernel';
import type { Tx } from '@patchbay/platform';
import { DEAD_AFTER_SECONDS } from './process-registry.js';
import type { Orphan, WaitingPage } from './lost-jobs.js';
import type { RunRef } from './run-batch.js';

/** A run this process has just taken. */
export interface ClaimedRun extends RunRef {
  readonly connectorKey: string;
  readonly traceId: string;
  readonly trigger: string;
  readonly attempt: number;
  readonly retryOf: string | null;
  readonly sealed: Uint8Array | null;
  /** Milliseconds since the epoch; null: no deadline of its own. */
  readonly deadlineAtMs: number | null;
}

/** What became of a run whose process is gone. */
export interface SweptRun extends RunRef {
  readonly status: string;
}

/** A run that took so many processes with it is not given to another one. */
const MAX_ATTEMPTS = 20;
/** Queued rows counted; more are not accepted (QueueIntake). */
const MOST_COUNTED = 500_000;
const FIRST_ID = '00000000-0000-0000-0000-000000000000';
/** Behind $1, accepted and due for $2 seconds. */
const WAITING = `status = 'queued' and id > $1 and id < uuid_at(now() - make_interval(secs => $2))
         and coalesce(not_before, '-infinity') < now() - make_interval(secs => $2)`;
const CANCELLED_ERROR = `'{"code":"cancelled","message":"The execution was cancelled before anything was sent."}'::json`;

interface ClaimRow {
  workspace_id: string;
  id: string;
  connector_key: string;
  trace_id: string;
  trigger: string;
  attempt: number;
  retry_of: string | null;
  sealed_payload: Buffer | null;
  deadline_at: Date | null;
}

/** The moves of queued and running rows, over all workspaces: to be used with `asSystem`. Each checks the state it moves from (LEGAL_MOVES). */
export class RunStore {
  /** `queued → running` for those of the runs that are still queued and due. Rows another process claims at this moment are left to it. */
  async claim(tx: Tx, claim: { processId: string; runs: readonly RunRef[] }): Promise<ClaimedRun[]> {
    const [low, high] = bounds(claim.runs);
    const { rows } = await tx.query<ClaimRow>(
      `update executions e set status = 'running', claimed_by = $1, attempt = e.attempt + 1, started_at = coalesce(e.started_at, now())
       from (select o.workspace_id, o.id from executions o join unnest($2::uuid[], $3::uuid[]) as asked (workspace_id, id) using (workspace_id, id)
             where o.id between $4 and $5 and o.status = 'queued' and (o.not_before is null or o.not_before <= now() + interval '50 ms')
             for update of o skip locked) due
       where e.workspace_id = due.workspace_id and e.id = due.id and e.id between $4 and $5
       returning e.workspace_id, e.id, e.connector_key, e.trace_id, e.trigger, e.attempt, e.retry_of, e.sealed_payload, e.deadline_at`,
      [claim.processId, claim.runs.map((run) => run.workspaceId), claim.runs.map((run) => run.executionId), low, high],
    );
    return rows.map((row) => ({
      workspaceId: row.workspace_id,
      executionId: row.id,
      connectorKey: row.connector_key,
      traceId: row.trace_id,
      trigger: row.trigger,
      attempt: row.attempt,
      retryOf: row.retry_of,
      sealed: row.sealed_payload,
      deadlineAtMs: row.deadline_at?.getTime() ?? null,
    }));
  }

  /**
   * `running → queued` for runs of this process of which the router says that nothing was sent, or that they may be repeated; `cancelled` when somebody
   * wished so meanwhile. Out: those that are queued again.
   */
  async handBack(
    tx: Tx,
    back: { processId: string; runs: readonly RunRef[]; jobId: string; delayMs: number; parkedOn?: string | undefined },
  ): Promise<RunRef[]> {
    const [low, high] = bounds(back.runs);
    const { rows } = await tx.query<{ workspace_id: string; id: string; status: string }>(
      `update executions e set claimed_by = null, job_id = $2, not_before = now() + make_interval(secs => $3),
         status = case when e.cancel_requested_at is null then 'queued' else 'cancelled' end,
         finished_at = case when e.cancel_requested_at is not null then now() end,
         error_code = case when e.cancel_requested_at is not null then 'cancelled' end,
         error = case when e.cancel_requested_at is not null then ${CANCELLED_ERROR} end,
         sent_at = case when e.repeatable then e.sent_at end, parked_on = $8
       from unnest($4::uuid[], $5::uuid[]) as asked (workspace_id, id)
       where e.workspace_id = asked.workspace_id and e.id = asked.id and e.id between $6 and $7
         and e.status = 'running' and e.claimed_by = $1
       returning e.workspace_id, e.id, e.status`,
      [
        back.processId,
        back.jobId,
        back.delayMs / 1_000,
        back.runs.map((run) => run.workspaceId),
        back.runs.map((run) => run.executionId),
        low,
        high,
        back.parkedOn ?? null,
      ],
    );
    return rows.filter((row) => row.status === 'queued').map((row) => ({ workspaceId: row.workspace_id, executionId: row.id }));
  }

  /** Whether queued runs wait for the connection. */
  async hasParked(tx: Tx, { workspaceId, connectionId }: { workspaceId: string; connectionId: string }): Promise<boolean> {
    const { rowCount } = await tx.query(
      `select 1 from executions where workspace_id = $1 and parked_on = $2 and status = 'queued' limit 1`,
      [workspaceId, connectionId],
    );
    return rowCount > 0;
  }

  /** The runs that wait for the connection are due at once. Those another process wakes at this moment are left to it. */
  async unpark(tx: Tx, ask: { workspaceId: string; connectionId: string; jobId: string; limit: number }): Promise<RunRef[]> {
    const { rows } = await tx.query<{ workspace_id: string; id: string }>(
      `update executions e set parked_on = null, not_before = null, job_id = $3
       from (select workspace_id, id from executions where workspace_id = $1 and parked_on = $2 and status = 'queued' order by id limit $4 for update skip locked) due
       where e.workspace_id = due.workspace_id and e.id = due.id returning e.workspace_id, e.id`,
      [ask.workspaceId, ask.connectionId, ask.jobId, ask.limit],
    );
    return rows.map((row) => ({ workspaceId: row.workspace_id, executionId: row.id }));
  }

  /**
   * Runs whose process died. Asynchronous ones that sent no write, or whose write may be repeated, go back to the queue; the others end in the state
   * that is true: `unknown` when something may have been sent, `failed` when nothing was, `cancelled` when that was wished and nothing was sent.
   * Out: what came of each.
   */
  sweepDead(tx: Tx, limit: number): Promise<SweptRun[]> {
    return this.sweep(tx, {
      where: `not exists (select from processes p where p.id = e.claimed_by and p.seen_at > now() - make_interval(secs => ${DEAD_AFTER_SECONDS}))`,
      values: [limit],
    });
  }

  /** The same for rows a living process knows nothing of although they say that it runs them. */
  sweepLost(tx: Tx, lost: { processId: string; executionIds: readonly string[] }): Promise<SweptRun[]> {
    return this.sweep(tx, {
      where: 'e.claimed_by = $2 and e.id = any($3::uuid[])',
      values: [lost.executionIds.length, lost.processId, lost.executionIds],
    });
  }

  /** What the process is said to run. */
  async runningOf(tx: Tx, of: { processId: string; limit: number }): Promise<RunRef[]> {
    const { rows } = await tx.query<{ workspace_id: string; id: string }>(
      `select workspace_id, id from executions where status = 'running' and claimed_by = $1 limit $2`,
      [of.processId, of.limit],
    );
    return rows.map((row) => ({ workspaceId: row.workspace_id, executionId: row.id }));
  }

  /**
   * As `patchbay_app`: `queued → cancelled` at once, or the wish noted on a running row. Out: the state, and whether this call made it so; undefined
   * when the workspace has no such execution.
   */
  async requestCancel(tx: Tx, id: string): Promise<{ status: ExecutionStatus; moved: boolean } | undefined> {
    const { rows } = await tx.query<{ status: ExecutionStatus }>(
      `update executions set cancel_requested_at = coalesce(cancel_requested_at, now()),
         status = case status when 'queued' then 'cancelled' else status end,
         finished_at = case status when 'queued' then now() end,
         error_code = case status when 'queued' then 'cancelled' end,
         error = case status when 'queued' then ${CANCELLED_ERROR} end
       where id = $1 and status in ('queued', 'running') returning status`,
      [id],
    );
    if (rows[0]) return { status: rows[0].status, moved: rows[0].status === 'cancelled' };
    const found = await tx.query<{ status: ExecutionStatus }>('select status from executions where id = $1', [id]);
    return found.rows[0] && { status: found.rows[0].status, moved: false };
  }

  /** Runs of the process that somebody wished to be cancelled. */
  async cancelWanted(tx: Tx, processId: string): Promise<string[]> {
    const { rows } = await tx.query<{ id: string }>(
      `select id from executions where status = 'running' and claimed_by = $1 and cancel_requested_at is not null`,
      [processId],
    );
    return rows.map((row) => row.id);
  }

  private async sweep(tx: Tx, dead: { where: string; values: readonly unknown[] }): Promise<SweptRun[]> {
    const { rows } = await tx.query<{ workspace_id: string; id: string; status: string }>(
      `with dead as (
         select e.workspace_id, e.id,
           case when e.mode <> 'async' and e.effect <> 'read' then 'unknown'
                when e.effect <> 'read' and e.sent_at is not null and not e.repeatable then 'unknown'
                when e.cancel_requested_at is not null and (e.effect = 'read' or e.sent_at is null) then 'cancelled'
                when e.cancel_requested_at is not null then 'unknown'
                when e.mode = 'async' and e.attempt < ${MAX_ATTEMPTS} then 'queued'
                when e.effect <> 'read' and e.sent_at is not null then 'unknown' else 'failed' end as status
         from executions e
         where e.status = 'running' and ${dead.where}
         order by e.id limit $1 for update of e skip locked)
       update executions e set status = dead.status, claimed_by = null, job_id = null, not_before = null,
         finished_at = case when dead.status = 'queued' then null else now() end,
         error_code = case dead.status when 'unknown' then 'outcome_unknown' when 'failed' then 'shutting_down' when 'cancelled' then 'cancelled' end,
         error = case dead.status
           when 'unknown' then '{"code":"outcome_unknown","message":"The process that ran this died after the request may have been sent. Check at the provider before running it again."}'::json
           when 'failed' then '{"code":"shutting_down","message":"The process that ran this died. Nothing was changed at the provider: it is safe to run it again."}'::json
           when 'cancelled' then ${CANCELLED_ERROR} end
       from dead where e.workspace_id = dead.workspace_id and e.id = dead.id
       returning e.workspace_id, e.id, e.status`,
      dead.values,
    );
    return rows.map((row) => ({ workspaceId: row.workspace_id, executionId: row.id, status: row.status }));
  }

  /** Queued rows that are due and have waited for a while, by their ids (see LostJobs). */
  async waitingPage(tx: Tx, ask: { olderThanMs: number; after: string | undefined; limit: number }): Promise<WaitingPage> {
    const { rows } = await tx.query<{ last: string | null; rows: number; jobs: string[] | null; jobless: boolean | null }>(
      `with page as (select id, job_id from executions where ${WAITING} order by id limit $3)
       select (select id from page order by id desc limit 1) as last, count(*)::int as rows, bool_or(job_id is null) as jobless,
         array_agg(distinct job_id) filter (where job_id is not null) as jobs from page`,
      [ask.after ?? FIRST_ID, ask.olderThanMs / 1_000, ask.limit],
    );
    return { rows: rows[0]?.rows ?? 0, last: rows[0]?.last ?? undefined, jobIds: rows[0]?.jobs ?? [], jobless: rows[0]?.jobless ?? false };
  }

  async orphans(
    tx: Tx,
    ask: { olderThanMs: number; after: string | undefined; last: string; dead: readonly string[]; limit: number },
  ): Promise<Orphan<RunRef>[]> {
    const { rows } = await tx.query<{ workspace_id: string; id: string; priority: number }>(
      `select workspace_id, id, priority from executions where ${WAITING} and id <= $4 and (job_id is null or job_id = any($5::uuid[])) order by id limit $3`,
      [ask.after ?? FIRST_ID, ask.olderThanMs / 1_000, ask.limit, ask.last, ask.dead],
    );
    return rows.map(({ workspace_id: workspaceId, id, priority }) => ({ ref: { workspaceId, executionId: id }, priority, place: id }));
  }

  /** Notes the job that carries each of the runs from now on: `jobIds[i]` for `runs[i]`. */
  async assignJobs(tx: Tx, runs: readonly RunRef[], jobIds: readonly string[]): Promise<void> {
    const [low, high] = bounds(runs);
    await tx.query(
      `update executions e set job_id = asked.job_id from unnest($1::uuid[], $2::uuid[], $3::uuid[]) as asked (workspace_id, id, job_id)
       where e.workspace_id = asked.workspace_id and e.id = asked.id and e.id between $4 and $5 and e.status = 'queued'`,
      [runs.map((run) => run.workspaceId), runs.map((run) => run.executionId), jobIds, low, high],
    );
  }

  /** `queued → timed_out` for runs whose deadline passed while they waited. */
  async expire(tx: Tx, limit: number): Promise<RunRef[]> {
    const { rows } = await tx.query<{ workspace_id: string; id: string }>(
      `with late as (select workspace_id, id from executions where status = 'queued' and deadline_at < now() order by id limit $1 for update skip locked)
       update executions e set status = 'timed_out', finished_at = now(), error_code = 'deadline_exceeded',
         error = '{"code":"deadline_exceeded","message":"The execution waited in the queue until its deadline had passed. Nothing was sent."}'::json
       from late where e.workspace_id = late.workspace_id and e.id = late.id returning e.workspace_id, e.id`,
      [limit],
    );
    return rows.map((row) => ({ workspaceId: row.workspace_id, executionId: row.id }));
  }

  /** When the run that has waited longest was accepted, ms since the epoch; undefined: none waits. */
  async oldestQueuedMs(tx: Tx): Promise<number | undefined> {
    const { rows } = await tx.query<{ id: string }>(`select id from executions where status = 'queued' order by id limit 1`);
    return rows[0] && idTimeMs(rows[0].id);
  }

  async forgetDeadProcesses(tx: Tx): Promise<void> {
    await tx.query(`delete from processes where seen_at < now() - interval '1 hour'`);
  }

  /** Queued rows per workspace, the most loaded first. */
  async backlog(tx: Tx, limit: number): Promise<{ workspaceId: string; count: number }[]> {
    const { rows } = await tx.query<{ workspace_id: string; count: number }>(
      `select workspace_id, count(*)::int as count from (select workspace_id from executions where status = 'queued' limit ${MOST_COUNTED}) q group by workspace_id order by 2 desc limit $1`,
      [limit],
    );
    return rows.map((row) => ({ workspaceId: row.workspace_id, count: row.count }));
  }
}

/** The smallest and largest id: lets Postgres skip the partitions outside. */
function bounds(runs: readonly RunRef[]): [string, string] {
  const ids = runs.map((run) => run.executionId).sort((a, b) => idTimeMs(a) - idTimeMs(b) || (a < b ? -1 : 1));
  return [ids[0] ?? '', ids.at(-1) ?? ''];
}
