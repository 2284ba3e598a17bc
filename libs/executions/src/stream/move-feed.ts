import type { WorkspaceId } from '@patchbay/kernel';
import type { Database } from '@patchbay/platform';
import type { MoveHub } from './move-hub.js';
import type { MoveStore } from './move.store.js';
import type { SeenMove } from './move-wire.js';

/** Clocks of two processes differ, and a move is announced after its commit: a resume goes back a little further than asked. */
const SLACK_MS = 3_000;

export interface FeedReader {
  readonly onMoves: (moves: readonly SeenMove[]) => void;
  /** More has happened than can be told: read the list anew. */
  readonly onReset: () => void;
}

/** A workspace's moves from a moment on: first from the rows, then as they are announced. Each is told at least once. */
export class MoveFeed {
  constructor(
    private readonly db: Database,
    private readonly store: MoveStore,
    private readonly hub: MoveHub,
  ) {}

  /** `sinceMs` absent: from now on. Out: how to stop. Throws like MoveHub.watch. */
  async open(workspaceId: WorkspaceId, reader: FeedReader, sinceMs?: number): Promise<() => void> {
    let lastMs = sinceMs ?? Date.now();
    const pass = (moves: readonly SeenMove[]): void => {
      if (moves.length === 0) return;
      for (const move of moves) lastMs = Math.max(lastMs, move.atMs);
      reader.onMoves(moves);
    };
    // Nothing may fall between rows and announcements: announcements first, held until the rows are told.
    let held: SeenMove[] | undefined = [];
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
