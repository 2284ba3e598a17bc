import type { JsonValue } from '@patchbay/kernel';
import type { Tx } from '@patchbay/platform';

export interface IdempotencyRow {
  readonly requestHash: Buffer;
  readonly executionId: string;
  /** The process that runs under the key. */
  readonly processId: string | null;
  /** Null while the run is under way. */
  readonly status: number | null;
  readonly answer: JsonValue;
}

interface Row {
  readonly request_hash: Buffer;
  readonly execution_id: string;
  readonly claimed_by: string | null;
  readonly status: number | null;
  readonly answer: JsonValue;
}

/** Keys are kept this long (API.md). */
export const KEPT_HOURS = 24;
const KEPT = `interval '${KEPT_HOURS} hours'`;

/** The table `idempotency_keys`. */
export class IdempotencyStore {
  /** True when the key was free (or its 24 hours are over) and is now ours. */
  async claim(
    tx: Tx,
    claim: { key: string; requestHash: Uint8Array; executionId: string; processId?: string | undefined },
  ): Promise<boolean> {
    const { rowCount } = await tx.query(
      `insert into idempotency_keys (workspace_id, key, request_hash, execution_id, claimed_by) values (current_workspace(), $1, $2, $3, $4)
       on conflict (workspace_id, key) do update
         set request_hash = excluded.request_hash, execution_id = excluded.execution_id, claimed_by = excluded.claimed_by, status = null, answer = null, created_at = now()
         where idempotency_keys.created_at < now() - ${KEPT}`,
      [claim.key, claim.requestHash, claim.executionId, claim.processId ?? null],
    );
    return rowCount === 1;
  }

  async find(tx: Tx, key: string): Promise<IdempotencyRow | undefined> {
    const { rows } = await tx.query<Row>(
      `select request_hash, execution_id, claimed_by, status, answer from idempotency_keys where key = $1 and created_at >= now() - ${KEPT}`,
      [key],
    );
    const row = rows[0];
    return (
      row && {
        requestHash: row.request_hash,
        executionId: row.execution_id,
        processId: row.claimed_by,
        status: row.status,
        answer: row.answer,
      }
    );
  }

  /** Keeps the answer of the run that holds the key; false when it holds it no more. */
  async complete(tx: Tx, done: { key: string; executionId: string; status: number; answer: string }): Promise<boolean> {
    const { rowCount } = await tx.query(
      'update idempotency_keys set status = $3, answer = $4 where key = $1 and execution_id = $2 and status is null',
      [done.key, done.executionId, done.status, done.answer],
    );
    return rowCount === 1;
  }

  /** Removes keys whose time is over, up to `limit`; returns how many. For a sweep, as the system role. */
  async deleteExpired(tx: Tx, limit: number): Promise<number> {
    const { rowCount } = await tx.query(
      `delete from idempotency_keys where (workspace_id, key) in
         (select workspace_id, key from idempotency_keys where created_at < now() - ${KEPT} order by created_at limit $1)`,
      [limit],
    );
    return rowCount;
  }

  /**
   * Frees a key whose run never started. Not when a row of the run tells otherwise: its holder may have lost the answer to the commit of that row with the
   * connection. Then the row settles the key.
   */
  async release(tx: Tx, held: { key: string; executionId: string }): Promise<void> {
    await tx.query(
      `delete from idempotency_keys where key = $1 and execution_id = $2 and status is null
         and not exists (select from executions where id = $2 and status in ('queued', 'running', 'unknown', 'succeeded'))`,
      [held.key, held.executionId],
    );
  }
}
