import { idAt, type ExecutionId, type ExecutionStatus, type WorkspaceId } from '@patchbay/kernel';
import type { Tx } from '@patchbay/platform';
import { KEEP_INDEX_ORDER } from '../store/execution.store.js';
import type { SeenMove } from './move-wire.js';

/** An accepted run waits and runs for at most a day and a bit. */
const LONGEST_LIFE_MS = 25 * 3_600_000;
/** Newest rows that are looked at: the time of a resume stays the same however many rows there are. */
const SCANNED_ROWS = 5_000;

interface Row {
  id: string;
  status: ExecutionStatus;
  at: Date;
  scanned: number;
}

/** The moves of a workspace as its rows still tell them. */
export class MoveStore {
  /**
   * The last move of every execution that moved at `sinceMs` or later, oldest first. `complete` is false when there were more rows than are looked at:
   * the reader should read the list anew.
   */
  async since(tx: Tx, workspaceId: WorkspaceId, sinceMs: number): Promise<{ moves: SeenMove[]; complete: boolean }> {
    await tx.query(KEEP_INDEX_ORDER);
    const { rows } = await tx.query<Row>(
      `with newest as materialized (
         select id, status, coalesce(finished_at, started_at, uuid_time(id)) as at from executions where id >= $1 order by id desc limit $2)
       select newest.id, newest.status, newest.at, (select count(*)::int from newest) as scanned from newest where at >= $3 order by at, id`,
      [idAt(sinceMs - LONGEST_LIFE_MS), SCANNED_ROWS, new Date(sinceMs)],
    );
    const moves = rows.map((row): SeenMove => ({ workspaceId, id: row.id as ExecutionId, status: row.status, atMs: row.at.getTime() }));
    return { moves, complete: (rows[0]?.scanned ?? 0) < SCANNED_ROWS };
  }
}
