import { connect, type Socket } from 'node:net';
import { isPlatformError } from '@patchbay/kernel';
import { parseDsn, type DataDriver } from '@patchbay/connector-sdk';
import { mysqlFailure } from './mysql-errors.js';
import { MysqlSession } from './mysql-session.js';

/** `mysql2`, connected to the checked address only; `?ssl-mode=REQUIRED` encrypts, `VERIFY_IDENTITY` also proves the host. */
export const mysqlDriver: DataDriver<MysqlSession> = {
  async open({ credential, egress, signal }) {
    const dsn = parseDsn(credential, { mysql: 3306, mariadb: 3306 });
    const { address } = await egress.resolve(dsn);
    const { createConnection } = await import('mysql2/promise');
    signal.throwIfAborted();
    const socket: Socket = connect(dsn.port, address);
    socket.setNoDelay(true);
    const stop = (): void => void socket.destroy();
    signal.addEventListener('abort', stop, { once: true });
    try {
      const client = await createConnection({
        host: dsn.host,
        port: dsn.port,
        stream: () => socket,
        user: dsn.username,
        password: dsn.password,
        database: dsn.database,
        ...tlsOf(dsn.parameters.get('ssl-mode')),
        connectTimeout: 10_000,
        multipleStatements: false,
        // The server may ask for a local file; none is ever given.
        flags: ['-LOCAL_FILES'],
        infileStreamFactory: () => {
          throw new Error('No local files.');
        },
        dateStrings: true,
        supportBigNumbers: true,
        timezone: 'Z',
        jsonStrings: false,
      });
      client.on('error', () => {});
      await client.query("set time_zone = '+00:00'");
      const [rows] = await client.query('select version() as version');
      const mariadb = JSON.stringify(rows).includes('MariaDB');
      return { client: new MysqlSession(client, socket, mariadb), close: () => closed(socket) };
    } catch (thrown) {
      socket.destroy();
      throw isPlatformError(thrown) || mysqlFailure(thrown)
        ? thrown
        : Object.assign(new Error('Not connected'), { code: 'PROTOCOL_CONNECTION_LOST' });
    } finally {
      signal.removeEventListener('abort', stop);
    }
  },
  probe: (session) => session.read(5_000, 1, async () => void (await session.rows('select 1', [], 1))),
  errorOf: mysqlFailure,
};

function tlsOf(mode: string | null): { ssl?: { rejectUnauthorized: boolean; verifyIdentity: boolean } } {
  if (mode === null || mode === 'DISABLED' || mode === 'PREFERRED') return {};
  return { ssl: { rejectUnauthorized: mode.startsWith('VERIFY'), verifyIdentity: mode === 'VERIFY_IDENTITY' } };
}

function closed(socket: Socket): Promise<void> {
  socket.destroy();
  return Promise.resolve();
}
