import { PlatformError } from '@patchbay/kernel';
import type pg from 'pg';
import type { QueryResult, Tx } from './database.js';
import { inDatabaseSpan } from '../telemetry/database-span.js';
import { connectError, databaseError, pgFailure } from './pg-errors.js';

/**
 * Runs `work` in one transaction on a connection of the pool: committed when it returns, rolled back when it throws. A connection that
 * broke is thrown away. `begin` is sent as one simple query, so it may hold several statements but no parameters.
 */
export async function inTransaction<T>(pool: pg.Pool, begin: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  const client = await pool.connect().catch((error: unknown) => {
    throw connectError(error);
  });
  const tx = new PgTx(client);
  try {
    await tx.query(begin);
    const result = await work(tx);
    await tx.commit();
    return result;
  } catch (error) {
    await tx.rollback();
    throw error;
  } finally {
    client.release(tx.end());
  }
}

class PgTx implements Tx {
  #broken: Error | undefined;
  #ended = false;
  readonly #onError = (error: Error): void => {
    this.#broken ??= error;
  };

  constructor(private readonly client: pg.PoolClient) {
    // A connection that breaks while it is ours also emits "error", which would end the process without a listener.
    client.on('error', this.#onError);
  }

  async query<Row>(text: string, values?: readonly unknown[]): Promise<QueryResult<Row>> {
    // The connection is by then somebody else's, perhaps another workspace's.
    if (this.#ended) throw new PlatformError('bug', 'A statement was sent after its transaction had ended.');
    try {
      const result = await inDatabaseSpan(text, () => this.client.query(text, values as unknown[] | undefined));
      return { rows: result.rows as Row[], rowCount: result.rowCount ?? 0 };
    } catch (error) {
      if (pgFailure(error) === 'connection') this.#broken ??= error instanceof Error ? error : new Error('lost');
      throw databaseError(error);
    }
  }

  async commit(): Promise<void> {
    let command: string;
    try {
      ({ command } = await this.client.query('commit'));
    } catch (error) {
      if (pgFailure(error) === 'connection') this.#broken ??= error instanceof Error ? error : new Error('lost');
      throw databaseError(error);
    }
    // Postgres answers COMMIT of an aborted transaction with ROLLBACK and no error: someone caught a failed statement and went on.
    if (command !== 'COMMIT')
      throw new PlatformError('bug', 'A transaction was rolled back because one of its statements had failed unnoticed.');
  }

  async rollback(): Promise<void> {
    if (this.#broken) return;
    await this.client.query('rollback').catch(this.#onError);
  }

  /** Out: why the connection must not be used again, if so. */
  end(): Error | undefined {
    this.#ended = true;
    this.client.off('error', this.#onError);
    return this.#broken;
  }
}
