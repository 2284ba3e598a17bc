import { createHash, randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

/** RFC 6455 §1.3 */
const MAGIC = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

/** The WebSocket by which a browser hears what came of its sign-in: one text frame of greeting, one of result. */
export class NangoChannel {
  private readonly clients = new Map<string, Duplex>();

  accept(request: IncomingMessage, socket: Duplex): void {
    const key = request.headers['sec-websocket-key'];
    if (key === undefined) return void socket.destroy();
    const accept = createHash('sha1').update(`${key}${MAGIC}`).digest('base64');
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
    );
    const client = randomUUID();
    this.clients.set(client, socket);
    const gone = (): void => void this.clients.delete(client);
    socket.on('close', gone).on('error', gone);
    // The only frame a client sends is its close.
    socket.on('data', () => socket.end(Buffer.from([0x88, 0])));
    this.say(client, { message_type: 'connection_ack', ws_client_id: client });
  }

  succeed(client: string | undefined, key: string, connectionId: string): void {
    this.say(client, { message_type: 'success', provider_config_key: key, connection_id: connectionId, is_pending: false });
  }

  fail(client: string | undefined, key: string, connectionId: string, type: string, description: string): void {
    this.say(client, {
      message_type: 'error',
      provider_config_key: key,
      connection_id: connectionId,
      error_type: type,
      error_desc: description,
    });
  }

  close(): void {
    for (const socket of this.clients.values()) socket.destroy();
  }

  private say(client: string | undefined, message: object): void {
    const payload = Buffer.from(JSON.stringify(message));
    const length = payload.length < 126 ? [payload.length] : [126, payload.length >> 8, payload.length & 0xff];
    this.clients.get(client ?? '')?.write(Buffer.concat([Buffer.from([0x81, ...length]), payload]));
  }
}
