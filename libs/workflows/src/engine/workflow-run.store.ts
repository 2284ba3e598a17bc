import type { JsonValue, Principal } from '@patchbay/kernel';
import type { Tx } from '@patchbay/platform';
import type { RunFacts } from './node-run.js';
import { runsBefore, type RunStatus } from './states.js';

/** A run to be written. */
export interface NewRun extends RunFacts {
  readonly workspaceId: string;
  readonly id: string;
  readonly groupId: string | null;
  readonly rerunOf: string | null;
  readonly input: JsonValue;
}

export interface LockedRun extends RunFacts {
  readonly status: RunStatus;
}

interface Row {
  status: RunStatus;
  workflow_id: string;
  version: number;
  contact_id: string | null;
  principal: Principal;
  trace_id: string;
  trigger_type: string;
  trigger_id: string | null;
}

/** The table `workflow_runs`: how a run begins and ends. Every update names the states it moves from (RUN_MOVES). */
export class WorkflowRunStore {
  async insert(tx: Tx, runs: readonly NewRun[]): Promise<void> {
    await tx.query(
      `insert into workflow_runs (workspace_id, id, workflow_id, version, status, trigger_type, trigger_id, group_id, contact_id, principal, trace_id, rerun_of,
         input, started_at)
       select a.workspace_id, a.id, a.workflow_id, a.version, 'running', a.trigger_type, a.trigger_id, a.group_id, a.contact_id, a.principal, a.trace_id, a.rerun_of,
         a.input, now()
       from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::int[], $5::text[], $6::text[], $7::uuid[], $8::uuid[], $9::json[], $10::text[], $11::uuid[], $12::json[])
         as a (workspace_id, id, workflow_id, version, trigger_type, trigger_id, group_id, contact_id, principal, trace_id, rerun_of, input)`,
      [
        runs.map(({ workspaceId }) => workspaceId),
        runs.map(({ id }) => id),
        runs.map(({ workflowId }) => workflowId),
        runs.map(({ version }) => version),
        runs.map(({ trigger }) => trigger.type),
        runs.map(({ trigger }) => trigger.id),
        runs.map(({ groupId }) => groupId),
        runs.map(({ contactId }) => contactId),
        runs.map(({ principal }) => JSON.stringify(principal)),
        runs.map(({ traceId }) => traceId),
        runs.map(({ rerunOf }) => rerunOf),
        runs.map(({ input }) => JSON.stringify(input)),
      ],
    );
  }

  /** Holds the run: its nodes' ends follow one another. */
  async lock(tx: Tx, id: string): Promise<LockedRun | undefined> {
    const { rows } = await tx.query<Row>(
      `select status, workflow_id, version, contact_id, principal, trace_id, trigger_type, trigger_id from workflow_runs where id = $1 for update`,
      [id],
    );
    const row = rows[0];
    return (
      row && {
        status: row.status,
        workflowId: row.workflow_id,
        version: row.version,
        contactId: row.contact_id,
        principal: row.principal,
        traceId: row.trace_id,
        trigger: { type: row.trigger_type, id: row.trigger_id },
      }
    );
  }

  /** False: it was not in a state that allows this. JSON texts. */
  async move(tx: Tx, id: string, to: { status: RunStatus; output?: string | undefined; error?: string | undefined }): Promise<boolean> {
    const open = to.status === 'running' || to.status === 'parked';
    const { rowCount } = await tx.query(
      `update workflow_runs set status = $2, output = $3, error = $4, finished_at = case when $5 then null else now() end
       where id = $1 and status = any($6::text[])`,
      [id, to.status, to.output ?? null, to.error ?? null, open, runsBefore(to.status)],
    );
    return rowCount === 1;
  }
}
