import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { measureCase } from '../measure/measure-work.mjs';
import { ratiosOf } from '../report/ratios.mjs';
import { ratioLine } from '../report/table.mjs';
import { copyConnection, copyConnector, seedExecutions } from '../seed/rows.mjs';
import { startPatchbay } from '../systems/patchbay.mjs';
import { API_KEY, UPSTREAM_USER } from '../upstream/routes.mjs';
import singleCall, { lookupConnector } from './single-call.mjs';
import threeStep from './three-step.mjs';

const CONNECTORS = 2_000;
const CONNECTIONS = 10_000;
/** At most 10 % slower. */
const TARGET = { rate: 0.9 };

/** Calls on a server that has been used for long against calls on one that has not, both of this work's own. */
export default {
  name: 'growth',
  title: 'Growth',
  connections: [16, 64],
  byName: true,

  async *measure(systems, options) {
    const empty = await startPatchbay({ name: 'empty' });
    let grown;
    try {
      const started = performance.now();
      grown = await startGrown(systems.upstream, options);
      const seconds = (performance.now() - started) / 1_000;
      for (const called of [singleCall, threeStep]) {
        const subjects = [];
        for (const patchbay of [empty, grown])
          subjects.push({ ...patchbay, requests: (await called.prepare({ ...systems, patchbay })).patchbay });
        const stored = `${CONNECTORS} custom connectors, ${CONNECTIONS} connections, ${options.executions} executions (stored in ${seconds.toFixed(0)} s), and none of them: ${called.name}`;
        for (const connections of options.connections) {
          yield measureCase({ work: { name: 'growth', title: stored }, subjects, connections, options }, ([before, after]) => {
            const ratios = ratiosOf(after, before);
            return { called: called.name, executions: options.executions, ratios, notes: [ratioLine(['grown', 'empty'], ratios, TARGET)] };
          });
        }
      }
    } finally {
      await grown?.stop();
      await empty.stop();
    }
  },
};

/**
 * A server whose database is full, started anew, as caches of one that filled up meanwhile would flatter it. With `dataDir`, an earlier run's is taken as it is,
 * and a new one is kept there: ten million rows take minutes.
 */
async function startGrown(upstream, { executions, grownDir: dataDir }) {
  const name = 'grown';
  if (dataDir !== undefined && existsSync(join(dataDir, 'api-key'))) {
    const key = readFileSync(join(dataDir, 'api-key'), 'utf8').trim();
    return kept(await startPatchbay({ name, dataDir, key }));
  }
  if (dataDir !== undefined) mkdirSync(dataDir, { recursive: true });
  const filled = await startPatchbay({ dataDir });
  try {
    await fill(filled, upstream, executions);
  } catch (error) {
    await filled.stop();
    throw error;
  }
  await filled.stop({ keep: true });
  const grown = await startPatchbay({ name, dataDir: filled.dataDir, key: filled.key });
  return dataDir === undefined ? grown : kept(grown);
}

const kept = (server) => ({ ...server, stop: () => server.stop({ keep: true }) });

async function fill({ api, meter }, upstream, executions) {
  await api.call('PUT', '/credentials/bench_upstream_key', { value: API_KEY });
  const connector = await api.make('/connectors', lookupConnector(upstream.url, 'Bench template'));
  const auth = { type: 'basic', username: UPSTREAM_USER, password: API_KEY, site: upstream.url };
  const connection = await api.make('/connections', { connector: 'jira', name: 'Bench template', auth, test: false });
  await copyConnector(meter, connector.id, CONNECTORS - 1);
  await copyConnection(meter, connection.id, CONNECTIONS - 1);
  await seedExecutions(meter, executions);
}
