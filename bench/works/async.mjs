import { spawnSync } from 'node:child_process';
import pg from 'pg';
import { Connections } from '../load/connections.mjs';
import { bestDecile, median, quantile } from '../measure/statistics.mjs';
import { MIN_SLICES } from '../report/ratios.mjs';
import { startPatchbay } from '../systems/patchbay.mjs';
import { startRedis } from '../systems/redis.mjs';
import { API_KEY } from '../upstream/routes.mjs';
import { callsTo, tryOnce } from './requests.mjs';
import { bodyOf, isRight, lookupConnector } from './single-call.mjs';

const POLL_MS = 20;
const TARGETS = { accept: 2, completion: 1.2, engines: 0.7 };

/**
 * Accepting calls for later and running them to their end. A slice accepts calls for its length, then waits until the worker has run them all: the first is
 * the rate of acceptance, calls over the whole time the rate of completion. Both are set against the hand-written service's synchronous calls.
 */
export default {
  name: 'async',
  title: 'Async calls: accepted, then run to their end',
  targets: TARGETS,

  async *measure(systems, options) {
    const engines = [{ ...systems.patchbay, name: 'patchbay, queue on Postgres' }];
    const redis = spawnSync('redis-server', ['--version']).status === 0 ? await startRedis() : undefined;
    try {
      if (redis) engines.push({ ...(await startPatchbay({ env: { REDIS_URL: redis.url } })), name: 'patchbay, queue on Redis' });
      for (const engine of engines) engine.requests = await prepare(engine, systems.upstream);
      await tryOnce(systems.handwritten, '/lookup', bodyOf(0), isRight);
      const handwritten = { ...systems.handwritten, requests: callsTo(systems.handwritten, '/lookup', bodyOf) };
      for (const connections of options.connections) yield await measureCase({ engines, handwritten, connections, options });
    } finally {
      await engines[1]?.stop();
      await redis?.close();
    }
  },
};

async function prepare(engine, upstream) {
  await engine.api.call('PUT', '/credentials/bench_upstream_key', { value: API_KEY });
  const { id } = await engine.api.call('POST', '/connectors', lookupConnector(upstream.url, 'Bench async lookup'));
  const path = `/api/v1/connectors/${id}/execute?mode=async`;
  await tryOnce(engine, path, bodyOf(0), ({ status }) => status === 'queued');
  return callsTo(engine, path, bodyOf);
}

async function measureCase({ engines, handwritten, connections, options }) {
  const lanes = [];
  try {
    for (const engine of engines) lanes.push(await Lane.open(engine, connections));
    const sync = await Connections.open({ port: handwritten.port, count: connections });
    const syncRates = [];
    try {
      await sync.slice({ requests: handwritten.requests, durationMs: 1_000 });
      for (const lane of lanes) await lane.slice(1_000, false);
      for (let i = 0; i < options.slices; i++) {
        for (const lane of lanes) await lane.slice(options.sliceMs, true);
        const { calls, elapsedMs } = await sync.slice({ requests: handwritten.requests, durationMs: options.sliceMs });
        syncRates.push((calls / elapsedMs) * 1_000);
      }
    } finally {
      sync.close();
    }
    return summary({ lanes, syncRates, connections, slices: options.slices });
  } finally {
    for (const lane of lanes) await lane.close();
  }
}

/** One engine under measurement. */
class Lane {
  accept = [];
  completion = [];
  latencies = [];

  constructor(engine, connections, database) {
    this.engine = engine;
    this.connections = connections;
    this.database = database;
  }

  static async open(engine, count) {
    const database = new pg.Client({ connectionString: engine.databaseUrl });
    await database.connect();
    return new Lane(engine, await Connections.open({ port: engine.port, count }), database);
  }

  async slice(durationMs, kept) {
    const startedAt = performance.now();
    const { calls, elapsedMs, latencies } = await this.connections.slice({ requests: this.engine.requests, durationMs });
    while (await this.hasOpenRuns()) await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    if (!kept) return;
    this.accept.push((calls / elapsedMs) * 1_000);
    this.completion.push((calls / (performance.now() - startedAt)) * 1_000);
    for (const latency of latencies) this.latencies.push(latency);
  }

  async hasOpenRuns() {
    const { rows } = await this.database.query("select exists (select from executions where status in ('queued', 'running')) as open");
    return rows[0].open;
  }

  async close() {
    this.connections.close();
    await this.database.end();
  }
}

function summary({ lanes, syncRates, connections, slices }) {
  const rates = (list) => ({ median: median(list), bestDecile: bestDecile(list) });
  const sync = rates(syncRates);
  const results = lanes.map(({ engine, accept, completion, latencies }) => ({
    name: engine.name,
    slices,
    accept: rates(accept),
    completion: rates(completion),
    latencyMs: { p50: quantile(latencies, 0.5), p99: quantile(latencies, 0.99) },
  }));
  const over = (mine, theirs) => ({ median: mine.median / theirs.median, bestDecile: mine.bestDecile / theirs.bestDecile });
  const [postgres, redis] = results;
  const ratios =
    slices < MIN_SLICES
      ? undefined
      : {
          accept: over(postgres.accept, sync),
          completion: over(postgres.completion, sync),
          engines: redis && over(postgres.completion, redis.completion),
        };
  return { work: 'async', connections, results, handwritten: sync, ratios, text: describe({ connections, results, sync, ratios }) };
}

function describe({ connections, results, sync, ratios }) {
  const shown = ({ median: middle, bestDecile: best }) => `${Math.round(middle)} (best 10 % ${Math.round(best)})`;
  const told = (name, ratio) =>
    ratio &&
    `${name} ${ratio.median.toFixed(2)} × (best decile ${ratio.bestDecile.toFixed(2)} ×) [target at least ${TARGETS[name]} ×: ${Math.max(ratio.median, ratio.bestDecile) >= TARGETS[name] ? 'met' : 'missed'}]`;
  return [
    `\nAsync calls: accepted, then run to their end — ${connections} connection${connections === 1 ? '' : 's'}`,
    ...results.map(
      ({ name, accept, completion, latencyMs }) =>
        `${name}: accepted/s ${shown(accept)}, completed/s ${shown(completion)}, accepted within ${latencyMs.p50.toFixed(2)} ms p50, ${latencyMs.p99.toFixed(2)} ms p99`,
    ),
    `handwritten, synchronous: calls/s ${shown(sync)}`,
    ...(ratios
      ? [told('accept', ratios.accept), told('completion', ratios.completion), told('engines', ratios.engines)].filter(Boolean)
      : [`No ratio: fewer than ${MIN_SLICES} slices a side.`]),
  ].join('\n');
}
