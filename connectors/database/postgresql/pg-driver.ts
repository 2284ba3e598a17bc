import { Socket } from 'node:net';
import { isPlatformError } from '@patchbay/kernel';
import { parseDsn, type DataDriver } from '@patchbay/connector-sdk';
import { pgFailure } from './pg-errors.js';
import { PgSession } from './pg-session.js';
import { readerOf } from './pg-values.js';

const CONNECT_TIMEOUT_MS = 10_000;

/** `pg`, connected to the checked address only; TLS by `sslmode` as libpq reads it (`require` encrypts, `verify-full` also proves the host). */
export const pgDriver: DataDriver<PgSession> = {
  async open({ credential, egress, signal }) {
    const dsn = parseDsn(credential, { postgres: 5432, postgresql: 5432 });
    const { address } = await egress.resolve(dsn);
    const { default: pg } = await import('pg');
    signal.throwIfAborted();
    const socket = new Socket();
    // A destroyed socket says why, which the driver would replace by a text of its own.
    let broken: unknown;
    socket.on('error', (error) => (broken = error));
    const client = new pg.Client({
      host: address,
      port: dsn.port,
      user: dsn.username,
      password: dsn.password,
      database: dsn.database || dsn.username,
      ssl: tlsOf(dsn.parameters.get('sslmode'), dsn.host),
      application_name: 'patchbay',
      pipeline: true,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      options: '-c DateStyle=ISO -c TimeZone=UTC -c idle_in_transaction_session_timeout=60000',
      types: { getTypeParser: (oid: number) => readerOf(oid, pg.types.getTypeParser(oid)) } as never,
      stream: () => socket,
    });
    client.on('error', () => {});
    const stop = (): void => void socket.destroy();
    signal.addEventListener('abort', stop, { once: true });
    try {
      await client.connect();
    } catch (thrown) {
      socket.destroy();
      throw isPlatformError(broken) ? broken : thrown;
    } finally {
      signal.removeEventListener('abort', stop);
    }
    return { client: new PgSession(client, socket), close: () => closed(socket) };
  },

  probe: (session) => session.read(5_000, async () => void (await session.run({ sql: 'select 1', values: [] }))),

  errorOf: pgFailure,
};

function tlsOf(mode: string | null, host: string): false | { servername?: string; rejectUnauthorized: boolean } {
  if (mode === null || mode === 'disable' || mode === 'allow' || mode === 'prefer') return false;
  return { servername: host, rejectUnauthorized: mode.startsWith('verify') };
}

/** Ends at once, also in the middle of a statement; Postgres rolls back what was open. */
async function closed(socket: Socket): Promise<void> {
  if (socket.closed) return;
  await new Promise<void>((resolve) => {
    socket.once('close', () => resolve());
    socket.destroySoon();
    setTimeout(() => socket.destroy(), 200).unref();
  });
}
