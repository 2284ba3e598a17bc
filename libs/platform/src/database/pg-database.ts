import { isUuid, PlatformError, type WorkspaceId } from '@patchbay/kernel';
import pg from 'pg';
import type { Logger } from 'pino';
import { inDatabaseSpan } from '../telemetry/database-span.js';
import { observePools } from '../telemetry/pool-gauges.js';
import { Database, type Tx } from './database.js';
import { roleUrl, type DatabaseRole } from './database-roles.js';
import { databaseError } from './pg-errors.js';
import { PgListener, type Heartbeat } from './pg-listener.js';
import { inTransaction } from './pg-transaction.js';

export interface PgDatabaseOptions {
  readonly ownerUrl: string;
  readonly logger: Logger;
  /** Connections of the app role; the recorder and system roles have small pools of their own. */
  readonly poolSize?: number;
  /** How long a caller waits for a connection, free or new: longer than any wait under load, shorter than a caller's patience. */
  readonly connectTimeoutMs?: number;
  readonly heartbeat?: Heartbeat;
}

const STATEMENT_TIMEOUT_MS = 30_000;
/** For a server that has vanished from the network without closing: longer than the server's own limit, which is the kinder one. */
const SILENCE_TIMEOUT_MS = 35_000;
const IDLE_TRANSACTION_TIMEOUT_MS = 60_000;

/** `Database` on node-postgres: one pool per role, one shared LISTEN connection. */
export class PgDatabase extends Database {
  private readonly app: pg.Pool;
  private readonly recorder: pg.Pool;
  private readonly system: pg.Pool;
  private readonly listener: PgListener;
  private readonly stopObserving: () => void;

  constructor({ ownerUrl, logger, poolSize = 10, connectTimeoutMs = 5_000, heartbeat }: PgDatabaseOptions) {
    super();
    const pool = (role: DatabaseRole, max: number, options?: string): pg.Pool => {
      const made = new pg.Pool({
        connectionString: roleUrl(ownerUrl, role),
        max,
        connectionTimeoutMillis: connectTimeoutMs,
        idleTimeoutMillis: 60_000,
        statement_timeout: STATEMENT_TIMEOUT_MS,
        query_timeout: SILENCE_TIMEOUT_MS,
        idle_in_transaction_session_timeout: IDLE_TRANSACTION_TIMEOUT_MS,
        keepAlive: true,
        application_name: role,
        ...(options ? { options } : {}),
      });
      // An idle connection that breaks emits here; the pool replaces it by itself.
      made.on('error', (error) => logger.warn({ err: error, role }, 'an idle database connection broke'));
      return made;
    };
    this.app = pool('patchbay_app', poolSize);
    // A day's partition without statistics looks small to the planner, which then reads all of it to end a few rows.
    this.recorder = pool('patchbay_recorder', 4, '-c enable_seqscan=off');
    this.system = pool('patchbay_system', 4);
    this.stopObserving = observePools({ app: this.app, recorder: this.recorder, system: this.system });
    this.listener = new PgListener(roleUrl(ownerUrl, 'patchbay_app'), logger, heartbeat);
  }

  override async inWorkspace<T>(workspaceId: WorkspaceId, work: (tx: Tx) => Promise<T>): Promise<T> {
    // The id goes into a simple query with two statements, which takes no parameters: it must be nothing but a UUID.
    if (!isUuid(workspaceId)) throw new PlatformError('bug', 'A transaction was opened for something that is not a workspace id.');
    return inTransaction(this.app, `begin; select set_config('app.workspace_id', '${workspaceId}', true)`, work);
  }

  override withoutWorkspace<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    // Set to nothing all the same: it then does not depend on what the connection did before.
    return inTransaction(this.app, `begin; select set_config('app.workspace_id', '', true)`, work);
  }

  override asSystem<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return inTransaction(this.system, 'begin', work);
  }

  override async record(statement: { name: string; text: string; values: readonly unknown[] }): Promise<{ rowCount: number }> {
    try {
      const { name, text, values } = statement;
      const result = await inDatabaseSpan(text, () => this.recorder.query({ name, text, values: values as unknown[] }));
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
    this.stopObserving();
    await this.listener.close();
    await Promise.all([this.app.end(), this.recorder.end(), this.system.end()]);
  }
}
