// node --import ./scripts/ts-sources.mjs test/chaos/run.mjs --kills 200 --minutes 20 [--built] [--redis] [--seed 1] [--verbose]
// Kills everything there is, again and again, under load; prints one line of JSON and ends with 1 when a promise was broken.
import { parseArgs } from 'node:util';
import { Cluster, outageMs } from './cluster.mjs';
import { Load, makeConnectors } from './load.mjs';
import { POINTS } from './points.mjs';
import { seeded } from './seeded.mjs';
import { startUpstream } from './upstream.mjs';
import { verdict } from './verdict.mjs';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '12' },
    minutes: { type: 'string', default: '20' },
    built: { type: 'boolean', default: false },
    redis: { type: 'boolean', default: false },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    verbose: { type: 'boolean', default: false },
  },
});
const random = seeded(Number(values.seed));
const wanted = Number(values.kills);
const endsAt = Date.now() + Number(values.minutes) * 60_000;
/** Kills from which on there is time for Postgres to be away for long. */
const LONG_FORM = 50;
const began = Date.now();

// Every point comes once before any comes again.
let points = [];
const killAt = () => {
  if (random() < 0.25) return undefined;
  if (points.length === 0) points = POINTS.toSorted(() => random() - 0.5);
  return { at: points.pop(), visit: 1 + Math.floor(random() * 15) };
};

const upstream = await startUpstream(random);
const cluster = await Cluster.start({
  redis: values.redis,
  roles: ['api', 'api', 'worker', 'worker'],
  killAt,
  built: values.built,
  verbose: values.verbose,
});
let ok = false;
try {
  const connectors = await makeConnectors(cluster.apis[0], cluster.key, upstream.url);
  const load = new Load({ apis: cluster.apis, key: cluster.key, connectors, random });
  while (cluster.kills < wanted && Date.now() < endsAt) {
    await cluster.someReady();
    await new Promise((resolve) => setTimeout(resolve, 300 + random() * 1_200));
    const dice = random();
    if (dice < 0.08) await cluster.killEverything();
    else if (dice < 0.2) await cluster.killPostgres({ downMs: wanted >= LONG_FORM ? outageMs(random) : undefined });
    else if (dice < 0.3) await cluster.killRedis();
    else cluster.killProcess(cluster.names[Math.floor(random() * cluster.names.length)]);
  }
  await load.stop();
  await cluster.calm();
  const { problems, facts } = await verdict({ cluster, load, upstream });
  ok = problems.length === 0 && cluster.kills >= wanted;
  const answers = Object.fromEntries([...load.statuses].sort());
  process.stdout.write(
    `${JSON.stringify({ ok, seed: Number(values.seed), queue: values.redis ? 'redis' : 'postgres', kills: cluster.kills, seconds: Math.round((Date.now() - began) / 1000), asked: load.asked.size, answers, ...facts, problems: problems.slice(0, 20), broken: problems.length })}\n`,
  );
  if (!ok && values.verbose) process.stderr.write(cluster.log.slice(-50).join(''));
} finally {
  await cluster.stop();
  await upstream.close();
}
process.exit(ok ? 0 : 1);
