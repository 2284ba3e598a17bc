// The upstream of every work: a raw TCP server that answers known paths with ready-made bytes, so that it is never the bottleneck.
// Run as a process of its own; tells its port over the IPC channel.
import { createServer } from 'node:net';
import { API_KEY, ROUTES, UPSTREAM_USER } from './routes.mjs';

const HEAD_END = Buffer.from('\r\n\r\n');
const KEY_LINE = `x-api-key: ${API_KEY}`;
const BASIC_LINE = `authorization: basic ${Buffer.from(`${UPSTREAM_USER}:${API_KEY}`).toString('base64')}`.toLowerCase();

const answer = (status, body) =>
  Buffer.from(`HTTP/1.1 ${status}\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);

const answers = new Map(Object.entries(ROUTES).map(([path, body]) => [path, answer('200 OK', JSON.stringify(body))]));
const unauthorized = answer('401 Unauthorized', '{"error":"wrong key"}');
const notFound = answer('404 Not Found', '{"error":"no such path"}');

const server = createServer({ noDelay: true }, (socket) => {
  let rest;
  socket.on('error', () => {});
  socket.on('data', (chunk) => {
    let data = rest ? Buffer.concat([rest, chunk]) : chunk;
    for (let end = data.indexOf(HEAD_END); end !== -1; end = data.indexOf(HEAD_END)) {
      const head = data.toString('latin1', 0, end);
      const length = /content-length: (\d+)/i.exec(head);
      const total = end + 4 + (length ? Number(length[1]) : 0);
      if (data.length < total) break;
      socket.write(answerTo(head));
      data = data.subarray(total);
    }
    rest = data.length === 0 ? undefined : data;
  });
});

function answerTo(head) {
  const lines = head.toLowerCase();
  if (!lines.includes(KEY_LINE) && !lines.includes(BASIC_LINE)) return unauthorized;
  const path = head.slice(head.indexOf(' ') + 1, head.indexOf(' HTTP/'));
  const query = path.indexOf('?');
  return answers.get(query === -1 ? path : path.slice(0, query)) ?? notFound;
}

server.listen(0, '127.0.0.1', () => process.send?.({ port: /** @type {import('node:net').AddressInfo} */ (server.address()).port }));
process.on('disconnect', () => process.exit());
