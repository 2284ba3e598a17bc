import {
  decodeCursor,
  invalidInput,
  isUuid,
  toPage,
  type JsonValue,
  type Page,
  type PageRequest,
  type Principal,
  type WorkspaceId,
} from '@patchbay/kernel';
import type { Tx } from '@patchbay/platform';

export const BULK_RUN_STATUSES = ['running', 'paused', 'finished', 'cancelled', 'failed'] as const;
export type BulkRunStatus = (typeof BULK_RUN_STATUSES)[number];

export interface BulkRun {
  readonly id: string;
  readonly workflowId: string;
  readonly version: number;
  readonly status: BulkRunStatus;
  readonly total: number;
  /** Contacts that were gone when their turn came. */
  readonly skipped: number;
  readonly concurrency: number;
  readonly error: { readonly code: string; readonly message: string } | null;
  readonly createdAt: string;
  readonly finishedAt: string | null;
}

export interface NewBulkRun {
  readonly workspaceId: WorkspaceId;
  readonly id: string;
  readonly workflowId: string;
  readonly version: number;
  readonly input: JsonValue;
  /** Null: all of the workspace, up to `upTo`. */
  readonly contactIds: readonly string[] | null;
  readonly upTo: string | null;
  readonly total: number;
  readonly concurrency: number;
  readonly principal: Principal;
}

/** A bulk run whose next contacts are to be started, held for this transaction. */
export interface HeldBulkRun {
  readonly id: string;
  readonly workflowId: string;
  readonly version: number;
  readonly input: JsonValue;
  readonly contactIds: readonly string[] | null;
  readonly upTo: string | null;
  readonly lookedAt: number;
  readonly lastContact: string | null;
  readonly concurrency: number;
  readonly principal: Principal;
}

/** How its runs are doing. */
export interface GroupCounts {
  readonly open: number;
  readonly parked: number;
  readonly succeeded: number;
  readonly failed: number;
  readonly cancelled: number;
  /** That ended in the last minute. */
  readonly endedLastMinute: number;
}

interface BulkRow {
  readonly id: string;
  readonly workflow_id: string;
  readonly version: number;
  readonly status: BulkRunStatus;
  readonly total: number;
  readonly skipped: number;
  readonly concurrency: number;
  readonly error: BulkRun['error'];
  readonly created_at: Date;
  readonly finished_at: Date | null;
}

const COLUMNS = 'id, workflow_id, version, status, total, skipped, concurrency, error, created_at, finished_at';

/** The table `workflow_bulk_runs`. */
export class BulkRunStore {
  async insert(tx: Tx, run: NewBulkRun): Promise<BulkRun> {
    const { workspaceId, id, workflowId, version, input, contactIds, upTo, total, concurrency, principal } = run;
    const { rows } = await tx.query<BulkRow>(
      `insert into workflow_bulk_runs (workspace_id, id, workflow_id, version, status, input, contact_ids, up_to, total, concurrency, principal)
       values ($1, $2, $3, $4, 'running', $5, $6, $7, $8, $9, $10) returning ${COLUMNS}`,
      [workspaceId, id, workflowId, version, JSON.stringify(input), contactIds, upTo, total, concurrency, JSON.stringify(principal)],
    );
    return toBulkRun(rows[0] as BulkRow);
  }

  async find(tx: Tx, id: string): Promise<BulkRun | undefined> {
    const { rows } = await tx.query<BulkRow>(`select ${COLUMNS} from workflow_bulk_runs where id = $1`, [id]);
    return rows[0] && toBulkRun(rows[0]);
  }

  async list(tx: Tx, workflowId: string, { limit, cursor }: PageRequest): Promise<Page<BulkRun>> {
    const before = cursor === undefined ? undefined : decodeCursor(cursor, 1)[0];
    if (before !== undefined && !isUuid(before)) throw invalidInput([{ path: 'cursor', message: 'is not a cursor of this list' }]);
    const { rows } = await tx.query<BulkRow>(
      `select ${COLUMNS} from workflow_bulk_runs where workflow_id = $1 and ($2::uuid is null or id < $2) order by id desc limit $3`,
      [workflowId, before ?? null, limit + 1],
    );
    return toPage(rows.map(toBulkRun), limit, ({ id }) => [id]);
  }

  /** Out: false when it is not in one of these states. */
  async move(tx: Tx, id: string, { from, to }: { from: readonly BulkRunStatus[]; to: BulkRunStatus }): Promise<boolean> {
    const { rowCount } = await tx.query(
      `update workflow_bulk_runs set status = $2, finished_at = case when $2 in ('finished', 'cancelled', 'failed') then now() end
       where id = $1 and status = any($3::text[])`,
      [id, to, from],
    );
    return rowCount > 0;
  }

  async fail(tx: Tx, id: string, error: { code: string; message: string }): Promise<void> {
    await tx.query(
      `update workflow_bulk_runs set status = 'failed', error = $2, finished_at = now() where id = $1 and status = 'running'`,
      [id, JSON.stringify(error)],
    );
  }

  /** As the system: those that run, whosever they are. */
  async running(tx: Tx): Promise<{ workspaceId: WorkspaceId; id: string }[]> {
    const { rows } = await tx.query<{ workspaceId: WorkspaceId; id: string }>(
      `select workspace_id as "workspaceId", id from workflow_bulk_runs where status = 'running' order by id limit 1000`,
    );
    return rows;
  }

  /** Undefined when another process has it, or it runs no more. */
  async hold(tx: Tx, id: string): Promise<HeldBulkRun | undefined> {
    const { rows } = await tx.query<HeldBulkRun>(
      `select id, workflow_id as "workflowId", version, input, contact_ids as "contactIds", up_to as "upTo", looked_at as "lookedAt",
         last_contact as "lastContact", concurrency, principal
       from workflow_bulk_runs where id = $1 and status = 'running' for update skip locked`,
      [id],
    );
    return rows[0];
  }

  /** How many of its runs have not ended. */
  async openRuns(tx: Tx, id: string): Promise<number> {
    const { rows } = await tx.query<{ open: number }>(
      `select count(*)::int as open from workflow_runs where group_id = $1 and status in ('running', 'parked')`,
      [id],
    );
    return rows[0]?.open ?? 0;
  }

  /** Notes the contacts that had their turn. */
  async advance(tx: Tx, id: string, by: { lookedAt: number; skipped: number; last: string | null }): Promise<void> {
    await tx.query(
      `update workflow_bulk_runs set looked_at = looked_at + $2, skipped = skipped + $3, last_contact = coalesce($4, last_contact) where id = $1`,
      [id, by.lookedAt, by.skipped, by.last],
    );
  }

  async counts(tx: Tx, id: string): Promise<GroupCounts> {
    const { rows } = await tx.query<Record<keyof GroupCounts, number>>(
      `select count(*) filter (where status = 'running')::int as open, count(*) filter (where status = 'parked')::int as parked,
         count(*) filter (where status = 'succeeded')::int as succeeded,
         count(*) filter (where status not in ('running', 'parked', 'succeeded', 'cancelled'))::int as failed,
         count(*) filter (where status = 'cancelled')::int as cancelled,
         count(*) filter (where finished_at > now() - interval '1 minute')::int as "endedLastMinute"
       from workflow_runs where group_id = $1`,
      [id],
    );
    return rows[0] as GroupCounts;
  }
}

function toBulkRun(row: BulkRow): BulkRun {
  return {
    id: row.id,
    workflowId: row.workflow_id,
    version: row.version,
    status: row.status,
    total: row.total,
    skipped: row.skipped,
    concurrency: row.concurrency,
    error: row.error,
    createdAt: row.created_at.toISOString(),
    finishedAt: row.finished_at?.toISOString() ?? null,
  };
}
