import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** A wire to Postgres that can be cut and mended. */
export class DatabaseLine {
  private readonly open = new Set<Socket>();
  private cutOff = false;

  private constructor(
    private readonly server: Server,
    /** Connection string through the wire. */
    readonly url: string,
  ) {}

  static async to(ownerUrl: string): Promise<DatabaseLine> {
    const target = new URL(ownerUrl);
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const through = new URL(ownerUrl);
    through.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    const line = new DatabaseLine(server, through.toString());
    server.on('connection', (socket) => line.join(socket, connect(Number(target.port), target.hostname)));
    return line;
  }

  cut(): void {
    this.cutOff = true;
    for (const socket of this.open) socket.destroy();
  }

  mend(): void {
    this.cutOff = false;
  }

  async close(): Promise<void> {
    this.cut();
    this.server.close();
    await once(this.server, 'close');
  }

  private join(near: Socket, far: Socket): void {
    if (this.cutOff) {
      near.destroy();
      far.destroy();
      return;
    }
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      this.open.add(one);
      one
        .on('error', () => undefined)
        .on('close', () => {
          this.open.delete(one);
          other.destroy();
        });
      one.pipe(other);
    }
  }
}
