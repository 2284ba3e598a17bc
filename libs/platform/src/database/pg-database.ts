import { isUuid, PlatformError, type WorkspaceId } from '@patchbay/kernel';
import pg from 'pg';
import type { Logger } from 'pino';
import { Database, type QueryResult, type Tx } from './database.js';
import { roleUrl, type DatabaseRole } from './database-roles.js';
import { databaseError, isConnectionFailure } from './pg-errors.js';
import { PgListener } from './pg-listener.js';

export interface PgDatabaseOptions {
  readonly ownerUrl: string;
  readonly logger: Logger;
  /** Connections of the app role; the recorder and system roles have small pools of their own. */
  readonly poolSize?: number;
}

/** Longer than any wait for a connection under load, shorter than a caller's patience. */
const CONNECT_TIMEOUT_MS = 5_000;
const STATEMENT_TIMEOUT_MS = 30_000;

/** `Database` on node-postgres: one pool per role, one shared LISTEN connection. */
export class PgDatabase extends Database {
  private readonly app: pg.Pool;
  private readonly recorder: pg.Pool;
  private readonly system: pg.Pool;
  private readonly listener: PgListener;

  constructor({ ownerUrl, logger, poolSize = 10 }: PgDatabaseOptions) {
    super();
    const pool = (role: DatabaseRole, max: number): pg.Pool => {
      const made = new pg.Pool({
        connectionString: roleUrl(ownerUrl, role),
        max,
        connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
        idleTimeoutMillis: 60_000,
        statement_timeout: STATEMENT_TIMEOUT_MS,
        keepAlive: true,
        application_name: role,
      });
      // An idle connection that breaks emits here; the pool replaces it by itself.
      made.on('error', (error) => logger.warn({ err: error, role }, 'an idle database connection broke'));
      return made;
    };
    this.app = pool('patchbay_app', poolSize);
    this.recorder = pool('patchbay_recorder', 4);
    this.system = pool('patchbay_system', 4);
    this.listener = new PgListener(roleUrl(ownerUrl, 'patchbay_app'), logger);
  }

  override inWorkspace<T>(workspaceId: WorkspaceId, work: (tx: Tx) => Promise<T>): Promise<T> {
    // The id goes into a simple query with two statements, which takes no parameters: it must be nothing but a UUID.
    if (!isUuid(workspaceId)) throw new PlatformError('bug', 'A transaction was opened for something that is not a workspace id.');
    return transaction(this.app, `begin; select set_config('app.workspace_id', '${workspaceId}', true)`, work);
  }

  override withoutWorkspace<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return transaction(this.app, 'begin', work);
  }

  override asSystem<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return transaction(this.system, 'begin', work);
  }

  override async record(statement: { name: string; text: string; values: readonly unknown[] }): Promise<{ rowCount: number }> {
    try {
      const result = await this.recorder.query({ name: statement.name, text: statement.text, values: statement.values as unknown[] });
      return { rowCount: result.rowCount ?? 0 };
    } catch (error) {
      throw databaseError(error);
    }
  }

  override listen(channel: string, handler: (payload: string) => void, onGap?: () => void): Promise<() => Promise<void>> {
    return this.listener.listen(channel, handler, onGap);
  }

  override async notify(tx: Tx, channel: string, payload: string): Promise<void> {
    await tx.query('select pg_notify($1, $2)', [channel, payload]);
  }

  override async ping(): Promise<void> {
    try {
      await this.app.query('select 1');
    } catch (error) {
      throw databaseError(error);
    }
  }

  override async close(): Promise<void> {
    await this.listener.close();
    await Promise.all([this.app.end(), this.recorder.end(), this.system.end()]);
  }
}

async function transaction<T>(pool: pg.Pool, begin: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  let client: pg.PoolClient;
  try {
    client = await pool.connect();
  } catch (error) {
    throw databaseError(error);
  }
  // A connection that breaks while it is ours also emits "error", which would end the process without a listener.
  let broken: Error | undefined;
  const onError = (error: Error): void => { broken = error; };
  client.on('error', onError);
  try {
    await client.query(begin);
    const result = await work(new PgTx(client));
    await client.query('commit');
    return result;
  } catch (error) {
    if (isConnectionFailure(error)) broken ??= error as Error;
    else await client.query('rollback').catch((failed: Error) => { broken = failed; });
    throw databaseError(error);
  } finally {
    client.off('error', onError);
    client.release(broken);
  }
}

class PgTx implements Tx {
  constructor(private readonly client: pg.PoolClient) {}

  async query<Row>(text: string, values?: readonly unknown[]): Promise<QueryResult<Row>> {
    const result = await this.client.query(text, values as unknown[] | undefined);
    return { rows: result.rows as Row[], rowCount: result.rowCount ?? 0 };
  }
}
