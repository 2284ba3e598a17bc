// The provider of the chaos suites: remembers every request that reached it, by run, and what it did.
import { createServer } from 'node:http';

const MAX_DELAY_MS = 40;

/**
 * Out: its URL, and per run: how many requests came, how many took effect (a repeat under the same idempotency key has no second one), how many were
 * answered with success, under which idempotency keys they came, and how many answers were lost on their way. An answer says what was asked for
 * (`?what=`), and a list when one is asked for (`?items=`), so that whoever calls twice hears the same. `calm()`: no faults from here on.
 */
export async function startUpstream(random) {
  const runs = new Map();
  let faults = true;
  const server = createServer((request, response) => {
    const asked = new URL(request.url, 'http://x').searchParams;
    const run = asked.get('run') ?? '';
    const seen = runs.get(run) ?? { requests: 0, effects: 0, successes: 0, lost: 0, keys: new Set(), done: new Set() };
    runs.set(run, seen);
    request.resume();
    request.on('end', () => {
      seen.requests += 1;
      seen.what = asked.get('what');
      const key = request.headers['idempotency-key'];
      if (key !== undefined) seen.keys.add(key);
      const body = JSON.stringify({ ok: true, value: asked.get('what'), items: listOf(asked.get('items')) });
      setTimeout(() => answer(response, { seen, key, body, dice: faults ? random() : 1 }), random() * MAX_DELAY_MS);
    });
    request.on('error', () => undefined);
    response.on('error', () => undefined);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    runs,
    calm: () => {
      faults = false;
    },
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

const listOf = (count) => (count === null ? undefined : Array.from({ length: Number(count) }, (_, n) => `item ${n}`));

/** Mostly success; now and then what networks and providers do: answers that are lost before and after the effect, and refusals without one. */
function answer(response, { seen, key, body, dice }) {
  if (dice < 0.015) {
    seen.lost += 1;
    return response.destroy();
  }
  if (dice >= 0.03 && dice < 0.05) return response.writeHead(503, { 'content-type': 'application/json' }).end('{"error":"busy"}');
  if (!seen.done.has(key)) seen.effects += 1;
  if (key !== undefined) seen.done.add(key);
  if (dice < 0.03) {
    seen.lost += 1;
    if (dice < 0.022) return response.destroy();
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
    response.write('{"half":');
    return setTimeout(() => response.destroy(), 5);
  }
  seen.successes += 1;
  return response.writeHead(200, { 'content-type': 'application/json' }).end(body);
}
