import type { MoveWire } from '@patchbay/executions';
import type { WorkspaceId } from '@patchbay/kernel';
import { RUN_STATUSES, type RunStatus } from '../engine/states.js';

/** Something of a run was committed: it or one of its nodes moved. */
export interface RunMove {
  readonly workspaceId: WorkspaceId;
  readonly id: string;
  /** Of the run, after that. */
  readonly status: RunStatus;
}

export const RUN_MOVES_WIRE: MoveWire<RunMove> = {
  channel: 'workflow_run_moves',
  encode: ({ id, status }) => `${RUN_STATUSES.indexOf(status)}${id}`,
  decode: (text, workspaceId) => {
    const status: RunStatus | undefined = RUN_STATUSES[Number(text[0])];
    return status && { workspaceId, id: text.slice(1), status };
  },
};

type Watcher = (moves: readonly RunMove[]) => void;

/** What this process has committed in runs. */
export class RunMoves {
  private readonly watchers = new Set<Watcher>();

  tell(moves: readonly RunMove[]): void {
    for (const watcher of this.watchers) watcher(moves);
  }

  /** Out: how to stop. */
  watch(watcher: Watcher): () => void {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  }
}
