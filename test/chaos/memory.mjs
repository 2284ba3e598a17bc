// node --import ./scripts/ts-sources.mjs test/chaos/memory.mjs [--runs 10000] [--limit 400]
// After `npm run build`. Queues many runs whose answers are 1 MB each and watches the worker's memory until all have run. Ends with 1 above the limit (MiB of RSS).
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { Cluster } from './cluster.mjs';

const ANSWER_BYTES = 1_000_000;
const CONNECTORS = 4;
const CALLERS = 32;

const { values } = parseArgs({ options: { runs: { type: 'string', default: '10000' }, limit: { type: 'string', default: '400' } } });
const runs = Number(values.runs);
const items = Array.from({ length: 5_000 }, (_, id) => ({
  id,
  name: `Person ${id}`,
  email: `person${id}@example.com`,
  note: 'x'.repeat(120),
}));
const answer = Buffer.from(JSON.stringify({ items }).padEnd(ANSWER_BYTES));
const upstream = createServer((request, response) => {
  request.resume();
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': answer.byteLength }).end(answer);
});
await new Promise((resolve) => upstream.listen(0, '127.0.0.1', resolve));

const cluster = await Cluster.start({ redis: false, roles: ['api', 'worker'], built: true });
let ok = false;
try {
  ok = await measure();
} finally {
  await cluster.stop();
  upstream.close();
}
process.exit(ok ? 0 : 1);

async function measure() {
  const client = new pg.Client({ connectionString: cluster.databaseUrl });
  client.on('error', () => undefined);
  await client.connect();
  const headers = { authorization: `Bearer ${cluster.key}`, 'content-type': 'application/json' };
  const post = async (path, body) => {
    const response = await fetch(`${cluster.apis[0]}/api/v1${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    if (response.status >= 300) throw new Error(`${response.status} ${await response.text()}`);
    return response.json();
  };
  const ids = [];
  for (let n = 0; n < CONNECTORS; n += 1) {
    const config = { method: 'GET', url: `http://127.0.0.1:${upstream.address().port}/big`, auth: { type: 'none' } };
    ids.push((await post('/connectors', { name: `Big ${n}`, category: 'enrichment', type: 'single-step', config })).id);
  }

  const pid = cluster.pidOf('worker-1');
  let most = 0;
  const watching = setInterval(() => {
    most = Math.max(most, Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0));
  }, 100);
  const began = Date.now();
  let accepted = 0;
  await Promise.all(
    Array.from({ length: CALLERS }, async () => {
      while (accepted < runs) {
        accepted += 1;
        await post(`/connectors/${ids[accepted % CONNECTORS]}/execute?mode=async`, {});
      }
    }),
  );
  const acceptedMs = Date.now() - began;
  let byStatus = {};
  for (;;) {
    const { rows } = await client.query('select status, count(*)::int as count from executions group by 1');
    byStatus = Object.fromEntries(rows.map(({ status, count }) => [status, count]));
    if (!byStatus.queued && !byStatus.running) break;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  clearInterval(watching);
  const mostMib = Math.round(most / 1024);
  const ok = mostMib < Number(values.limit) && byStatus.succeeded === runs;
  process.stdout.write(
    `${JSON.stringify({ ok, runs, mostMib, acceptedMs, seconds: Math.round((Date.now() - began) / 1000), byStatus })}\n`,
  );
  await client.end();
  return ok;
}
