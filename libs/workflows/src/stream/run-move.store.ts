import type { MovesOfRows, Seen } from '@patchbay/executions';
import type { WorkspaceId } from '@patchbay/kernel';
import type { Tx } from '@patchbay/platform';
import type { RunStatus } from '../engine/states.js';
import type { RunMove } from './run-moves.js';

/** Runs that are told after a gap; with more the reader reads its list anew. */
const MOST = 2_000;

interface Row {
  readonly id: string;
  readonly status: RunStatus;
  readonly at: Date;
}

/** The moves of a workspace's runs as its rows still tell them: every run that is under way, and those that ended meanwhile. */
export class RunMoveStore implements MovesOfRows<RunMove> {
  readonly since = async (tx: Tx, workspaceId: WorkspaceId, sinceMs: number): Promise<{ moves: Seen<RunMove>[]; complete: boolean }> => {
    const { rows } = await tx.query<Row>(
      `(select id, status, coalesce(started_at, uuid_time(id)) as at from workflow_runs where status in ('running', 'parked') order by id desc limit $2)
       union all
       (select id, status, finished_at from workflow_runs where finished_at >= $1 and status not in ('running', 'parked') order by finished_at limit $2)
       order by at, id`,
      [new Date(sinceMs), MOST + 1],
    );
    const moves = rows.map((row): Seen<RunMove> => ({
      workspaceId,
      id: row.id,
      status: row.status,
      atMs: Math.max(sinceMs, row.at.getTime()),
    }));
    return { moves, complete: rows.length <= MOST };
  };
}
