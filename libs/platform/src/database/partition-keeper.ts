import type { Logger } from 'pino';
import type { Database } from './database.js';

/** Every partitioned table is ranged by UUIDv7 day. */
const PARTITIONED = `select partrelid::regclass::text as name from pg_partitioned_table order by 1`;
const DAYS_AHEAD = 8;
const EVERY_MS = 3_600_000;

/** Makes daily partitions a week ahead, at start and every hour. Rows of a day without one land in the default partition, from where its making takes them. */
export class PartitionKeeper {
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly database: Database,
    private readonly logger: Logger,
  ) {}

  /** Resolves when today's partitions are there or could not be made; rows then go to the default partition. */
  async start(): Promise<void> {
    await this.keep();
    this.#timer = setInterval(() => void this.keep(), EVERY_MS).unref();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  /** Out: how many partitions were made. */
  async keep(): Promise<number> {
    try {
      return await this.database.asSystem(async (tx) => {
        // Attaching a partition locks the default one, and whoever waits for that lock holds up every reader behind it: rather try again later.
        await tx.query(`set local lock_timeout = '2s'`);
        let made = 0;
        const tables = await tx.query<{ name: string }>(PARTITIONED);
        for (const { name } of tables.rows) {
          const { rows } = await tx.query<{ made: number }>('select ensure_partitions($1::regclass, current_date, $2) as made', [
            name,
            DAYS_AHEAD,
          ]);
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
