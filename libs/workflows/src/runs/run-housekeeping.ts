import { idTimeMs } from '@patchbay/kernel';
import type { Database, Logger, Tx } from '@patchbay/platform';
import { StartKeyStore } from './start-key.store.js';

/** Start keys forgotten in one round of the sweep. */
const KEYS_PER_ROUND = 1_000;
const DROP_EVERY_MS = 3_600_000;

/** Removes what is kept no longer: start keys in small batches, runs by whole days. For one process at a time. */
export class RunHousekeeping {
  private nextDropAtMs = 0;

  constructor(
    private readonly db: Database,
    private readonly logger: Logger,
    private readonly keys = new StartKeyStore(),
  ) {}

  /** Does what is due at `nowMs`. */
  async tidy(nowMs: number): Promise<void> {
    await this.db.asSystem((tx) => this.keys.forget(tx, KEYS_PER_ROUND));
    if (nowMs < this.nextDropAtMs) return;
    this.nextDropAtMs = nowMs + DROP_EVERY_MS;
    const days = await this.db.asSystem((tx) => dropOld(tx, nowMs));
    if (days > 0) this.logger.info({ days }, 'days of workflow runs that nobody keeps any more were dropped');
  }
}

/** Runs are kept as long as executions, and no day is dropped on which an open run began: it may wait for weeks. */
async function dropOld(tx: Tx, nowMs: number): Promise<number> {
  // Dropping waits for readers, and whoever comes after waits behind it: rather try again in an hour.
  await tx.query(`set local lock_timeout = '2s'`);
  const { rows } = await tx.query<{ day: string; oldest: string | null }>(
    `select kept_by_nobody_before('executions')::text as day, (select min(id::text) from workflow_runs where status in ('running', 'parked')) as oldest`,
  );
  const oldest = rows[0]?.oldest;
  const openDay = new Date(oldest ? idTimeMs(oldest) : nowMs).toISOString().slice(0, 10);
  const day = [rows[0]?.day ?? openDay, openDay].sort()[0];
  const dropped = await tx.query<{ days: number }>(
    `select drop_partitions('workflow_node_runs'::regclass, $1::date) + drop_partitions('workflow_runs'::regclass, $1::date) as days`,
    [day],
  );
  return dropped.rows[0]?.days ?? 0;
}
