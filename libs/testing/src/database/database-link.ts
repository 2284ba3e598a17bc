import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export interface DatabaseLink {
  /** The database's connection string through the link. */
  readonly url: string;
  /** From now on nothing comes back, as from a server that vanished from the network. */
  mute(): void;
  /** Breaks every connection and refuses new ones. */
  cut(): void;
  mend(): void;
  /** How many connections have ended so far. */
  dropped(): number;
  close(): Promise<void>;
}

/** A wire to the test server that can fail the ways real ones do. */
export async function startDatabaseLink(databaseUrl: string): Promise<DatabaseLink> {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  let dropped = 0;
  let state: 'whole' | 'mute' | 'cut' = 'whole';
  const server = createServer((near) => {
    if (state === 'cut') return void near.destroy();
    const far = connect(Number(target.port), target.hostname);
    join(near, far, sockets);
    near.once('close', () => {
      dropped += 1;
    });
    near.on('data', (bytes) => far.write(bytes));
    far.on('data', (bytes) => {
      if (state === 'whole') near.write(bytes);
    });
    return undefined;
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = new URL(databaseUrl);
  url.hostname = '127.0.0.1';
  url.port = String((server.address() as AddressInfo).port);
  const breakAll = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: url.toString(),
    mute: () => {
      state = 'mute';
    },
    cut: () => {
      state = 'cut';
      breakAll();
    },
    mend: () => {
      state = 'whole';
    },
    dropped: () => dropped,
    async close() {
      breakAll();
      server.close();
      await once(server, 'close');
    },
  };
}

/** What ends one side ends the other. */
function join(near: Socket, far: Socket, sockets: Set<Socket>): void {
  for (const [socket, other] of [
    [near, far],
    [far, near],
  ] as const) {
    sockets.add(socket);
    socket
      .on('error', () => undefined)
      .on('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
  }
}
