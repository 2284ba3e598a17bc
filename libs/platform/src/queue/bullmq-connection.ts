import { createPostgresBackend, createRedisBackend, type BackendFactory, type ConnectionOptions, type IQueueBackend } from 'bullmq';
import type pg from 'pg';
import { runMigrations } from 'bullmq';

/** Schema of BullMQ's own tables in our database; ours stay in `public`. */
export const QUEUE_SCHEMA = 'queue';

export type QueueConnection =
  /** `url` signs in as patchbay_queue. */
  { readonly backend: 'postgres'; readonly url: string; readonly poolSize?: number } | { readonly backend: 'redis'; readonly url: string };

export interface BullmqConnection {
  readonly options: ConnectionOptions;
  readonly factory: BackendFactory<IQueueBackend>;
}

/** BullMQ's backend factory and connection options for a configured connection. `role` keeps blocking reads patient and adds quick to fail. */
export function bullmqConnection(connection: QueueConnection, role: 'producer' | 'consumer'): BullmqConnection {
  if (connection.backend === 'postgres') {
    // BullMQ types every connection as Redis options unless the classes are parameterised; the factory beside it knows better.
    const options = {
      connectionString: connection.url,
      schema: QUEUE_SCHEMA,
      max: connection.poolSize ?? 4,
      keepAlive: true,
      connectionTimeoutMillis: 5_000,
    };
    return { options: options as unknown as ConnectionOptions, factory: createPostgresBackend as unknown as BackendFactory<IQueueBackend> };
  }
  const url = new URL(connection.url);
  const options = {
    host: url.hostname,
    port: Number(url.port || 6379),
    ...(url.username ? { username: decodeURIComponent(url.username) } : {}),
    ...(url.password ? { password: decodeURIComponent(url.password) } : {}),
    ...(url.pathname.length > 1 ? { db: Number(url.pathname.slice(1)) } : {}),
    ...(url.protocol === 'rediss:' ? { tls: {} } : {}),
    // BullMQ requires null for blocking connections; producers must fail instead of waiting for a Redis that is away.
    maxRetriesPerRequest: role === 'consumer' ? null : 1,
    retryStrategy: (attempt: number) => Math.min(100 * 2 ** Math.min(attempt, 6), 5_000),
  };
  return { options, factory: createRedisBackend as unknown as BackendFactory<IQueueBackend> };
}

/**
 * Brings BullMQ's schema up to date with the owner's rights and lets patchbay_queue use it. To run before any queue is opened: a
 * worker on an unmigrated schema spins on its own error.
 */
export async function migrateQueueSchema(owner: pg.ClientBase): Promise<void> {
  await runMigrations(owner as never, QUEUE_SCHEMA);
  await owner.query(`
    -- "create" because BullMQ makes a sequence per queue at its first job; the role may touch nothing outside this schema.
    grant usage, create on schema ${QUEUE_SCHEMA} to patchbay_queue;
    grant select, insert, update, delete on all tables in schema ${QUEUE_SCHEMA} to patchbay_queue;
    grant usage, select on all sequences in schema ${QUEUE_SCHEMA} to patchbay_queue;
    grant execute on all functions in schema ${QUEUE_SCHEMA} to patchbay_queue;
  `);
}
