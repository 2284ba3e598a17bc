import type { Database } from '@patchbay/platform';
import type { TokenAsk, TokenGrant, TokenStore } from './token-store.js';

/** Buckets in Postgres (migration 0006 holds the arithmetic). */
export class PostgresTokenStore implements TokenStore {
  constructor(private readonly db: Database) {}

  async take({ key, want, allowed, windowMs }: TokenAsk): Promise<TokenGrant> {
    const { rows } = await this.db.asSystem((tx) =>
      tx.query<{ granted: number; wait_ms: number; remaining: number }>('select * from take_tokens($1, $2, $3, $4)', [
        key,
        want,
        allowed,
        windowMs,
      ]),
    );
    const row = rows[0];
    return { granted: row?.granted ?? 0, waitMs: row?.wait_ms ?? 0, remaining: row?.remaining ?? 0 };
  }

  async pause(key: string, forMs: number): Promise<void> {
    await this.db.asSystem((tx) =>
      tx.query(
        `insert into rate_buckets (key, head, counts, paused_until) values ($1, 0, array_fill(0, array[61]), clock_timestamp() + make_interval(secs => $2))
         on conflict (key) do update set paused_until = greatest(rate_buckets.paused_until, excluded.paused_until)`,
        [key, forMs / 1_000],
      ),
    );
  }

  /** Removes buckets nobody used for a day. Out: how many. */
  async forgetIdle(): Promise<number> {
    const { rowCount } = await this.db.asSystem((tx) => tx.query(`delete from rate_buckets where touched_at < now() - interval '1 day'`));
    return rowCount;
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
