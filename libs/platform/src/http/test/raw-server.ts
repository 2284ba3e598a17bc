import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';

export interface RawServer {
  readonly port: number;
  readonly url: string;
  /** Sockets ever accepted, in order. */
  readonly sockets: readonly Socket[];
  /** Resolves with the nth socket once it is there. */
  accepted(count?: number): Promise<Socket>;
  close(): Promise<void>;
}

/** A TCP server that does exactly what `onData` says with the bytes of a request; `index` counts sockets from 0. Without `onData` it never answers. */
export async function startRawServer(
  onData?: (socket: Socket, data: Buffer, index: number) => void,
  host = '127.0.0.1',
): Promise<RawServer> {
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    const index = sockets.push(socket) - 1;
    socket.on('error', () => {});
    socket.on('data', (data) => onData?.(socket, data, index));
  });
  server.listen(0, host);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `http://${host.includes(':') ? `[${host}]` : host}:${port}`,
    sockets,
    async accepted(count = 1) {
      while (sockets.length < count) await once(server, 'connection');
      return sockets[count - 1] as Socket;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Resolves when the socket is closed, orderly or by a reset. */
export function closed(socket: Socket | undefined): Promise<void> {
  return new Promise((resolve) => {
    if (!socket || socket.closed) return resolve();
    socket.once('close', () => resolve());
  });
}

/** A whole HTTP/1.1 answer. */
export function answerText(body: string, headers: Readonly<Record<string, string>> = {}): string {
  const lines = Object.entries({ 'content-length': String(Buffer.byteLength(body)), ...headers }).map(
    ([name, value]) => `${name}: ${value}\r\n`,
  );
  return `HTTP/1.1 200 OK\r\n${lines.join('')}\r\n${body}`;
}
