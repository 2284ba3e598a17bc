import { connect } from 'node:net';
import { once } from 'node:events';

const HEAD_END = Buffer.from('\r\n\r\n');
const OK = /^HTTP\/1\.1 2\d\d /;
const LENGTH = /\r\ncontent-length: *(\d+)/i;

/**
 * The load generator: keep-alive connections on raw sockets, each with one request at a time. It measures, so it does as little as it can:
 * requests are ready-made bytes, answers are only checked for a 2xx status and their length.
 */
export class Connections {
  #sockets;

  constructor(sockets) {
    this.#sockets = sockets;
  }

  static async open({ port, count }) {
    const sockets = Array.from({ length: count }, () => connect({ port, host: '127.0.0.1', noDelay: true }));
    await Promise.all(sockets.map((socket) => once(socket, 'connect')));
    for (const socket of sockets) socket.on('error', () => {});
    return new Connections(sockets);
  }

  /**
   * Sends `requests` in turn on all connections, for `durationMs` or so many `calls`, then waits for what is under way. Out: times in milliseconds.
   * @param {{ requests: Buffer[], durationMs?: number, calls?: number }} slice
   */
  async slice({ requests, durationMs = Infinity, calls = Infinity }) {
    const latencies = [];
    const first = Math.floor(Math.random() * requests.length);
    let sent = 0;
    const startedAt = performance.now();
    const endsAt = startedAt + durationMs;
    const next = () => (sent < calls ? requests[(first + sent++) % requests.length] : undefined);
    await Promise.all(this.#sockets.map((socket) => converse(socket, { endsAt, latencies, next })));
    return { calls: latencies.length, elapsedMs: performance.now() - startedAt, latencies };
  }

  close() {
    for (const socket of this.#sockets) socket.destroy();
  }
}

/** Asks and listens on one socket until the slice is over. */
function converse(socket, { endsAt, latencies, next }) {
  const first = next();
  if (first === undefined) return undefined;
  return new Promise((resolve, reject) => {
    let answer;
    let sentAt = performance.now();
    const stop = (error) => {
      socket.off('data', onData).off('close', onClose);
      if (error) reject(error);
      else resolve(undefined);
    };
    const onClose = () => stop(new Error('The server closed the connection during a slice'));
    const onData = (chunk) => {
      answer = answer ? Buffer.concat([answer, chunk]) : chunk;
      const total = lengthOf(answer);
      if (total === undefined || answer.length < total) return;
      const now = performance.now();
      if (!OK.test(answer.toString('latin1', 0, 20))) return stop(new Error(`The server answered ${told(answer)}`));
      latencies.push(now - sentAt);
      answer = undefined;
      const request = now >= endsAt ? undefined : next();
      if (request === undefined) return stop();
      sentAt = now;
      socket.write(request);
    };
    socket.on('data', onData).on('close', onClose);
    socket.write(first);
  });
}

/** Status line and body of an answer. */
function told(answer) {
  return `${answer.toString('latin1', 0, answer.indexOf('\r\n'))}: ${answer.toString('utf8', answer.indexOf(HEAD_END) + 4).slice(0, 600)}`;
}

/** Bytes of the whole answer, once its head is there. */
function lengthOf(answer) {
  const end = answer.indexOf(HEAD_END);
  if (end === -1) return undefined;
  const head = answer.toString('latin1', 0, end);
  const length = LENGTH.exec(head);
  if (!length) throw new Error(`An answer without content-length: ${head}`);
  return end + 4 + Number(length[1]);
}

/**
 * One request as bytes.
 * @param {{ method: string, path: string, headers?: Record<string, string>, body?: unknown }} request
 */
export function requestBytes({ method, path, headers = {}, body }) {
  const text = body === undefined ? '' : JSON.stringify(body);
  const all = {
    host: '127.0.0.1',
    ...headers,
    ...(body === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.from(`${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n${text}`);
}
