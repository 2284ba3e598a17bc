import type { Logger } from 'pino';
import type { Database } from './database.js';

/** Tables ranged by UUIDv7 day. */
const PARTITIONED = ['executions', 'event_logs'] as const;
const DAYS_AHEAD = 8;
const EVERY_MS = 3_600_000;

/** Makes daily partitions a week ahead, at start and every hour. Rows of a day without one would land in the default partition. */
export class PartitionKeeper {
  #timer: NodeJS.Timeout | undefined;

  constructor(private readonly database: Database, private readonly logger: Logger) {}

  start(): void {
    void this.keep();
    this.#timer = setInterval(() => void this.keep(), EVERY_MS).unref();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  /** Out: how many partitions were made. */
  async keep(): Promise<number> {
    try {
      return await this.database.asSystem(async (tx) => {
        let made = 0;
        for (const table of PARTITIONED) {
          const { rows } = await tx.query<{ made: number }>('select ensure_partitions($1::regclass, current_date, $2) as made', [table, DAYS_AHEAD]);
          made += rows[0]?.made ?? 0;
        }
        return made;
      });
    } catch (error) {
      this.logger.error({ err: error }, 'partitions could not be made ahead');
      return 0;
    }
  }
}
