import { Rounds, type Database, type Logger } from '@patchbay/platform';
import { GRAINS_SECONDS, type RollupStore } from './rollup.store.js';

const EVERY_MS = 5_000;
const FORGET_EVERY_MS = 3_600_000;
const ENDS_PER_ROUND = 20_000;
const BUCKETS_PER_ROUND = 10_000;
/** One process at a time; the lock is the transaction's, so a dead holder frees it. Any constant. */
const LOCK = 7_261_150;

/** Brings the counts of executions up to date every few seconds. Runs in every process; an advisory lock lets one at a time work. */
export class RollupJob {
  private readonly rounds: Rounds;
  private nextForgetAtMs = 0;

  constructor(
    private readonly db: Database,
    private readonly store: RollupStore,
    logger: Logger,
  ) {
    this.rounds = new Rounds({
      everyMs: EVERY_MS,
      work: () => this.run(Date.now()),
      failure: 'counting executions failed; it is tried again',
      logger,
    });
  }

  start(): void {
    this.rounds.start();
  }

  async stop(): Promise<void> {
    await this.rounds.stop();
  }

  /** Counts everything that has ended so far. Out: how many ends; 0 also when another process is at it. */
  async run(nowMs: number): Promise<number> {
    let counted = 0;
    for (let folded = ENDS_PER_ROUND; folded === ENDS_PER_ROUND; counted += folded) {
      folded = await this.db.asSystem(async (tx) => {
        const { rows } = await tx.query<{ ours: boolean }>('select pg_try_advisory_xact_lock($1) as ours', [LOCK]);
        return rows[0]?.ours ? this.store.fold(tx, ENDS_PER_ROUND) : 0;
      });
    }
    await this.forget(nowMs);
    return counted;
  }

  private async forget(nowMs: number): Promise<void> {
    if (nowMs < this.nextForgetAtMs) return;
    this.nextForgetAtMs = nowMs + FORGET_EVERY_MS;
    for (const grain of GRAINS_SECONDS) {
      for (let gone = BUCKETS_PER_ROUND; gone === BUCKETS_PER_ROUND;)
        gone = await this.db.asSystem((tx) => this.store.forget(tx, { grain, nowMs, limit: BUCKETS_PER_ROUND }));
    }
  }
}
