import type { Database, Logger } from '@patchbay/platform';
import type { IdempotencyStore } from '../idempotency/idempotency.store.js';
import { RETENTION_KINDS, type RetainedTable, type RetentionStore } from './retention.store.js';

const EVERY_MS = 60_000;
const DROP_EVERY_MS = 3_600_000;
const KEYS_PER_BATCH = 5_000;
const MAX_BATCHES = 100;

/** Removes what is kept no longer: callers' keys in small batches, executions and events by whole days. For one process at a time. */
export class Housekeeping {
  private nextAtMs = 0;
  private nextDropAtMs = 0;

  constructor(
    private readonly db: Database,
    private readonly keys: IdempotencyStore,
    private readonly retention: RetentionStore,
    private readonly logger: Logger,
  ) {}

  /** Does what is due at `nowMs`; nothing in between. */
  async tidy(nowMs: number): Promise<void> {
    if (nowMs < this.nextAtMs) return;
    this.nextAtMs = nowMs + EVERY_MS;
    await this.forgetKeys();
    if (nowMs < this.nextDropAtMs) return;
    this.nextDropAtMs = nowMs + DROP_EVERY_MS;
    for (const table of Object.keys(RETENTION_KINDS) as RetainedTable[]) {
      const dropped = await this.db.asSystem(async (tx) => {
        // Dropping waits for readers, and whoever comes after waits behind it: rather try again in an hour.
        await tx.query(`set local lock_timeout = '2s'`);
        return this.retention.dropOld(tx, table);
      });
      if (dropped > 0) this.logger.info({ table, days: dropped }, 'days that nobody keeps any more were dropped');
    }
  }

  private async forgetKeys(): Promise<void> {
    for (let batch = 0; batch < MAX_BATCHES; batch += 1) {
      const deleted = await this.db.asSystem((tx) => this.keys.deleteExpired(tx, KEYS_PER_BATCH));
      if (deleted < KEYS_PER_BATCH) return;
    }
  }
}
