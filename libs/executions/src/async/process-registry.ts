import { newId } from '@patchbay/kernel';
import type { Database, Logger } from '@patchbay/platform';

const HEARTBEAT_MS = 4_000;
/** A process silent for this long is dead: several missed heartbeats, and still well inside the 30 s in which its runs must go on elsewhere. */
export const DEAD_AFTER_SECONDS = 15;

/** Says that this process lives. What a dead process had claimed is swept by the others. */
export class ProcessRegistry {
  readonly id: string = newId();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly db: Database,
    private readonly logger: Logger,
    private readonly role: string,
  ) {}

  async start(): Promise<void> {
    await this.beat();
    this.timer = setInterval(
      () => void this.beat().catch((error: unknown) => this.logger.warn({ err: error }, 'the heartbeat could not be written')),
      HEARTBEAT_MS,
    ).unref();
  }

  /** After everything it ran has ended or was handed back. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.db.asSystem((tx) => tx.query('delete from processes where id = $1', [this.id])).catch(() => undefined);
  }

  /** Whether the process has said a word lately. */
  async isAlive(id: string): Promise<boolean> {
    const { rowCount } = await this.db.asSystem((tx) =>
      tx.query('select from processes where id = $1 and seen_at > now() - make_interval(secs => $2)', [id, DEAD_AFTER_SECONDS]),
    );
    return rowCount > 0;
  }

  /** Whether this process is the longest living one: what one of all has to do falls to it. */
  async leads(): Promise<boolean> {
    const { rows } = await this.db.asSystem((tx) =>
      tx.query<{ id: string }>('select id from processes where seen_at > now() - make_interval(secs => $1) order by id limit 1', [
        DEAD_AFTER_SECONDS,
      ]),
    );
    return rows[0]?.id === this.id;
  }

  private async beat(): Promise<void> {
    await this.db.asSystem((tx) =>
      tx.query('insert into processes (id, role) values ($1, $2) on conflict (id) do update set seen_at = now()', [this.id, this.role]),
    );
  }
}
