import { PlatformError, type WorkspaceId } from '@patchbay/kernel';
import type { Database } from '@patchbay/platform';
import { fromPayload, type MoveWire, type Seen, type WorkspaceMove } from './move-wire.js';

/** Streams are long: each holds a socket. */
const MAX_WATCHERS = 2_000;
const MAX_WATCHERS_PER_WORKSPACE = 200;

export interface MoveWatcher<Move extends WorkspaceMove> {
  readonly onMoves: (moves: readonly Seen<Move>[]) => void;
  /** Announcements may have been missed: read the rows. */
  readonly onGap: () => void;
}

/** Hands the moves that any process announces to those here who watch their workspace. */
export class MoveHub<Move extends WorkspaceMove> {
  private readonly watchers = new Map<string, Set<MoveWatcher<Move>>>();
  private count = 0;
  private listening: Promise<() => Promise<void>> | undefined;

  constructor(
    private readonly db: Database,
    private readonly wire: MoveWire<Move>,
  ) {}

  /** Listening when it resolves; out: how to stop. Throws `overloaded` when too many watch, `database_unavailable`. */
  async watch(workspaceId: WorkspaceId, watcher: MoveWatcher<Move>): Promise<() => void> {
    const group = this.watchers.get(workspaceId) ?? new Set();
    if (this.count >= MAX_WATCHERS || group.size >= MAX_WATCHERS_PER_WORKSPACE) {
      throw new PlatformError('overloaded', 'Too many streams are open; close some or try again later.', { retryAfterMs: 10_000 });
    }
    this.watchers.set(workspaceId, group.add(watcher));
    this.count += 1;
    const stop = (): void => {
      if (!group.delete(watcher)) return;
      this.count -= 1;
      if (group.size === 0 && this.watchers.get(workspaceId) === group) this.watchers.delete(workspaceId);
    };
    try {
      await this.listen();
    } catch (error) {
      stop();
      throw error;
    }
    return stop;
  }

  async stop(): Promise<void> {
    const stop = await this.listening?.catch(() => undefined);
    await stop?.();
  }

  private listen(): Promise<unknown> {
    this.listening ??= this.db.listen(
      this.wire.channel,
      (payload) => this.deliver(payload),
      () => {
        for (const group of this.watchers.values()) for (const watcher of group) watcher.onGap();
      },
    );
    const started = this.listening;
    started.catch(() => {
      if (this.listening === started) this.listening = undefined;
    });
    return started;
  }

  private deliver(payload: string): void {
    if (this.count === 0) return;
    for (const [workspaceId, moves] of fromPayload(this.wire, payload)) {
      for (const watcher of this.watchers.get(workspaceId) ?? []) watcher.onMoves(moves);
    }
  }
}
