import type { Database, Logger } from '@patchbay/platform';
import { toPayloads, type MoveWire, type WorkspaceMove } from './move-wire.js';

/** Moves of this long go out together: watchers are people, and a transaction a move would cost more than the move. */
const GATHER_MS = 50;
/** Beyond this, moves are not announced: a watcher that resumes reads them from the rows. */
const MAX_WAITING = 20_000;

export interface AnnouncedMoves<Move extends WorkspaceMove> {
  /** Calls back with what this process has committed; out: how to stop. */
  readonly source: { watch(watcher: (moves: readonly Move[]) => void): () => void };
  readonly wire: MoveWire<Move>;
}

/** Tells every process what this one has moved. */
export class MoveAnnouncer<Move extends WorkspaceMove> {
  private waiting: Move[] = [];
  private timer: NodeJS.Timeout | undefined;
  private sending: Promise<void> = Promise.resolve();
  private unwatch: (() => void) | undefined;

  constructor(
    private readonly db: Database,
    private readonly moves: AnnouncedMoves<Move>,
    private readonly logger: Logger,
  ) {}

  start(): void {
    this.unwatch = this.moves.source.watch((moves) => this.gather(moves));
  }

  /** Resolves when what was gathered is out. */
  async stop(): Promise<void> {
    this.unwatch?.();
    clearTimeout(this.timer);
    this.flush();
    await this.sending;
  }

  private gather(moves: readonly Move[]): void {
    for (const move of moves) if (this.waiting.length < MAX_WAITING) this.waiting.push(move);
    this.timer ??= setTimeout(() => this.flush(), GATHER_MS);
  }

  private flush(): void {
    this.timer = undefined;
    const payloads = toPayloads(
      this.moves.wire,
      // Grouped by workspace, the order within each kept.
      this.waiting.toSorted((a, b) => (a.workspaceId < b.workspaceId ? -1 : a.workspaceId > b.workspaceId ? 1 : 0)),
      Date.now(),
    );
    this.waiting = [];
    if (payloads.length === 0) return;
    this.sending = this.sending.then(() => this.send(payloads));
  }

  private async send(payloads: readonly string[]): Promise<void> {
    try {
      await this.db.asSystem((tx) =>
        tx.query('select pg_notify($1, payload) from unnest($2::text[]) with ordinality as told (payload, place) order by place', [
          this.moves.wire.channel,
          payloads,
        ]),
      );
    } catch (error) {
      this.logger.debug({ err: error }, 'moves could not be announced; watchers find them in the rows');
    }
  }
}
