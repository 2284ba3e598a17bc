// The provider of the chaos suite: remembers every request that reached it, by run.
import { createServer } from 'node:http';

const MAX_DELAY_MS = 40;

/** Out: its URL, and per run: how many requests came, how many were answered with success, and under which idempotency keys. */
export async function startUpstream(random) {
  const runs = new Map();
  const server = createServer((request, response) => {
    const run = new URL(request.url, 'http://x').searchParams.get('run') ?? '';
    const seen = runs.get(run) ?? { requests: 0, successes: 0, keys: new Set() };
    runs.set(run, seen);
    request.resume();
    request.on('end', () => {
      seen.requests += 1;
      if (request.headers['idempotency-key']) seen.keys.add(request.headers['idempotency-key']);
      setTimeout(() => answer(response, seen, random()), random() * MAX_DELAY_MS);
    });
    request.on('error', () => undefined);
    response.on('error', () => undefined);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    runs,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Mostly success; now and then what networks and providers do. */
function answer(response, seen, dice) {
  if (dice < 0.02) return response.destroy();
  if (dice < 0.03) {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
    response.write('{"half":');
    return setTimeout(() => response.destroy(), 5);
  }
  if (dice < 0.05) return response.writeHead(503, { 'content-type': 'application/json' }).end('{"error":"busy"}');
  seen.successes += 1;
  return response.writeHead(200, { 'content-type': 'application/json' }).end('{"ok":true}');
}
