import type { Redis } from 'ioredis';
import { parseDsn, type DataDriver, type Dsn } from '@patchbay/connector-sdk';
import { PlatformError } from '@patchbay/kernel';
import { redisFailure } from './redis-errors.js';
import { endNow, RedisSession } from './redis-session.js';

const CONNECT_TIMEOUT_MS = 10_000;

/** `ioredis`, connected to the checked address only and never again by itself; `rediss://` encrypts and proves the host. */
export const redisDriver: DataDriver<RedisSession> = {
  async open({ credential, egress, signal }) {
    const dsn = parseDsn(credential, { redis: 6379, rediss: 6379 });
    const database = databaseOf(dsn);
    const { address } = await egress.resolve(dsn);
    const { Redis } = await import('ioredis');
    signal.throwIfAborted();
    const client = new Redis({
      host: address,
      port: dsn.port,
      ...(dsn.scheme === 'rediss' ? { tls: tlsOf(dsn) } : {}),
      lazyConnect: true,
      connectTimeout: CONNECT_TIMEOUT_MS,
      // Of no use: `endNow` closes the socket itself, and the driver would keep a timer for one that is closed already.
      disconnectTimeout: 1,
      retryStrategy: () => null,
      maxRetriesPerRequest: 0,
      autoResendUnfulfilledCommands: false,
      enableReadyCheck: false,
      noDelay: true,
    });
    // Why a connection failed is told by the event; the promise says only that it did.
    let broken: Error | undefined;
    client.on('error', (error: Error) => (broken = error));
    const stop = (): void => endNow(client);
    signal.addEventListener('abort', stop, { once: true });
    try {
      await client.connect();
      const session = new RedisSession(client);
      // By commands of ours instead of options: the driver would tell a refused password as a broken connection.
      if (dsn.password !== '') await session.send('AUTH', dsn.username === '' ? [dsn.password] : [dsn.username, dsn.password]);
      await session.send('SELECT', [String(database)]);
      return { client: session, close: () => closed(client) };
    } catch (thrown) {
      endNow(client);
      throw redisFailure(thrown)?.code === 'provider_unavailable' && broken ? broken : thrown;
    } finally {
      signal.removeEventListener('abort', stop);
    }
  },
  probe: async (session) => void (await session.send('PING', [])),
  errorOf: redisFailure,
};

function databaseOf({ database }: Dsn): number {
  if (/^\d{0,5}$/.test(database)) return Number(database);
  throw new PlatformError('account_reauth', 'The path of the DSN is the number of the database, such as /0.', { sent: false });
}

/** `ssl_cert_reqs=none` for servers whose certificate proves nothing, as some hosted ones have. */
function tlsOf({ host, parameters }: Dsn): { servername: string; rejectUnauthorized: boolean } {
  return { servername: host, rejectUnauthorized: parameters.get('ssl_cert_reqs') !== 'none' };
}

function closed(client: Redis): Promise<void> {
  endNow(client);
  return Promise.resolve();
}
