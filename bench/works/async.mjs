import { hasRedis, startRedis } from '../systems/redis.mjs';
import { sharedKeys, startPatchbay } from '../systems/patchbay.mjs';
import { API_KEY } from '../upstream/routes.mjs';
import { measureAccept } from './async/accept.mjs';
import { measureBoth } from './async/both.mjs';
import { measureCompletion } from './async/completion.mjs';
import { callsTo, tryOnce } from './requests.mjs';
import { bodyOf, isRight, lookupConnector } from './single-call.mjs';

/**
 * Calls accepted for later and run to their end, on the Postgres and the Redis queue, against the hand-written service's synchronous calls: accepting
 * alone (nobody runs them), running alone (that backlog, by a worker process), and both in one process.
 */
export default {
  name: 'async',
  title: 'Async calls',
  connections: [16, 64],

  async *measure(systems, options) {
    const stops = [];
    const opened = (system) => {
      stops.push(() => system.stop());
      return system;
    };
    try {
      await tryOnce(systems.handwritten, '/lookup', bodyOf(0), isRight);
      const handwritten = { ...systems.handwritten, name: 'handwritten, sync', requests: callsTo(systems.handwritten, '/lookup', bodyOf) };
      const engines = [{ name: 'Postgres', env: {} }];
      if (hasRedis()) engines.push({ name: 'Redis', env: { REDIS_URL: opened(await startRedis()).url } });
      const together = [];
      const apart = [];
      for (const [i, { name, env }] of engines.entries()) {
        const server = i === 0 ? systems.patchbay : opened(await startPatchbay({ env }));
        together.push({ ...server, name: `patchbay, ${name} queue`, requests: await prepare(server, systems.upstream) });
        // One store of jobs per installation: with one Redis for both, the worker of one would take the other's jobs.
        const own = name === 'Redis' ? { REDIS_URL: opened(await startRedis()).url } : {};
        const shared = { ...own, ...sharedKeys() };
        const api = opened(await startPatchbay({ env: { ...shared, PATCHBAY_ROLE: 'api' } }));
        apart.push({ ...api, name: `patchbay, ${name} queue`, env: shared, requests: await prepare(api, systems.upstream) });
      }
      for (const connections of options.connections) yield measureAccept({ engines: apart, handwritten, connections, options });
      yield measureCompletion({ engines: apart, handwritten, connections: Math.max(...options.connections), options });
      yield measureBoth({ engines: together, handwritten, connections: Math.max(...options.connections), options });
    } finally {
      for (const stop of stops.reverse()) await stop();
    }
  },
};

async function prepare(engine, upstream) {
  await engine.api.call('PUT', '/credentials/bench_upstream_key', { value: API_KEY });
  const { id } = await engine.api.make('/connectors', lookupConnector(upstream.url, 'Bench async lookup'));
  const path = `/api/v1/connectors/${id}/execute?mode=async`;
  await tryOnce(engine, path, bodyOf(0), ({ status }) => status === 'queued');
  return callsTo(engine, path, bodyOf);
}
