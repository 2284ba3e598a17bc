import type { WorkspaceId } from '@patchbay/kernel';
import type { Database, Tx } from '@patchbay/platform';
import type { MoveHub } from './move-hub.js';
import type { Seen, WorkspaceMove } from './move-wire.js';

/** Clocks of two processes differ, and a move is announced after its commit: a resume goes back a little further than asked. */
const SLACK_MS = 3_000;

/** Moves as the rows still tell them. */
export interface MovesOfRows<Move extends WorkspaceMove> {
  /** At `sinceMs` or later, oldest first; `complete` is false when there are more than can be told. */
  readonly since: (tx: Tx, workspaceId: WorkspaceId, sinceMs: number) => Promise<{ moves: Seen<Move>[]; complete: boolean }>;
}

export interface FeedReader<Move extends WorkspaceMove> {
  readonly onMoves: (moves: readonly Seen<Move>[]) => void;
  /** More has happened than can be told: read the list anew. */
  readonly onReset: () => void;
}

/** A workspace's moves from a moment on: first from the rows, then as they are announced. Each is told at least once. */
export class MoveFeed<Move extends WorkspaceMove> {
  constructor(
    private readonly db: Database,
    private readonly store: MovesOfRows<Move>,
    private readonly hub: MoveHub<Move>,
  ) {}

  /** `sinceMs` absent: from now on. Out: how to stop. Throws like MoveHub.watch. */
  async open(workspaceId: WorkspaceId, reader: FeedReader<Move>, sinceMs?: number): Promise<() => void> {
    let lastMs = sinceMs ?? Date.now();
    const pass = (moves: readonly Seen<Move>[]): void => {
      if (moves.length === 0) return;
      for (const move of moves) lastMs = Math.max(lastMs, move.atMs);
      reader.onMoves(moves);
    };
    // Nothing may fall between rows and announcements: announcements first, held until the rows are told.
    let held: Seen<Move>[] | undefined = [];
    const replay = async (): Promise<void> => {
      const fromMs = lastMs - SLACK_MS;
      const { moves, complete } = await this.db.inWorkspace(workspaceId, (tx) => this.store.since(tx, workspaceId, fromMs));
      if (!complete) reader.onReset();
      pass(moves);
    };
    const stop = await this.hub.watch(workspaceId, {
      onMoves: (moves) => (held ? held.push(...moves) : pass(moves)),
      onGap: () => void replay().catch(() => reader.onReset()),
    });
    try {
      if (sinceMs !== undefined) await replay();
    } catch (error) {
      stop();
      throw error;
    }
    const waited = held;
    held = undefined;
    pass(waited);
    return stop;
  }
}
