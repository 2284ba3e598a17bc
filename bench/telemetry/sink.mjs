// Takes OTLP over HTTP and forgets it, so that only sending costs. Run as a process of its own; tells its port over the IPC channel, and on any message
// how much came.
import { createServer } from 'node:http';

const received = { requests: 0, bytes: 0 };
const server = createServer((request, response) => {
  request.on('data', (chunk) => (received.bytes += chunk.length));
  request.on('end', () => {
    received.requests += 1;
    response.writeHead(200, { 'content-type': 'application/x-protobuf' }).end();
  });
});

server.listen(0, '127.0.0.1', () => process.send?.({ port: /** @type {import('node:net').AddressInfo} */ (server.address()).port }));
process.on('disconnect', () => process.exit());
