import type { Database, Logger } from '@patchbay/platform';
import type { ExecutionMove, ExecutionRecorder } from '../recorder/execution-recorder.js';
import { MOVES_CHANNEL, toPayloads } from './move-wire.js';

/** Moves of this long go out together: watchers are people, and a transaction a move would cost more than the move. */
const GATHER_MS = 50;
/** Beyond this, moves are not announced: a watcher that resumes reads them from the rows. */
const MAX_WAITING = 20_000;

/** Tells every process which executions this one has moved. */
export class MoveAnnouncer {
  private waiting: ExecutionMove[] = [];
  private timer: NodeJS.Timeout | undefined;
  private sending: Promise<void> = Promise.resolve();
  private unwatch: (() => void) | undefined;

  constructor(
    private readonly db: Database,
    private readonly recorder: Pick<ExecutionRecorder, 'watch'>,
    private readonly logger: Logger,
  ) {}

  start(): void {
    this.unwatch = this.recorder.watch((moves) => this.gather(moves));
  }

  /** Resolves when what was gathered is out. */
  async stop(): Promise<void> {
    this.unwatch?.();
    clearTimeout(this.timer);
    this.flush();
    await this.sending;
  }

  private gather(moves: readonly ExecutionMove[]): void {
    for (const { workspaceId, id, status } of moves) if (this.waiting.length < MAX_WAITING) this.waiting.push({ workspaceId, id, status });
    this.timer ??= setTimeout(() => this.flush(), GATHER_MS);
  }

  private flush(): void {
    this.timer = undefined;
    const payloads = toPayloads(
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
          MOVES_CHANNEL,
          payloads,
        ]),
      );
    } catch (error) {
      this.logger.debug({ err: error }, 'moves could not be announced; watchers find them in the rows');
    }
  }
}
