// node --import ./scripts/ts-sources.mjs test/chaos/workflows.mjs --runs 12 --kills 6 [--every-point] [--built] [--redis] [--seed 1] [--verbose]
// Workflow runs (workflow-graph.mjs) while their processes kill themselves at every point of the engine and are killed at random moments. With
// `--every-point` it goes on until some process has died at each point, and Postgres and the queue die too. Prints one line of JSON and ends with 1 when a
// promise was broken (workflow-verdict.mjs).
import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import { Cluster, outageMs } from './cluster.mjs';
import { API_POINTS, WORKER_POINTS } from './points.mjs';
import { seeded } from './seeded.mjs';
import { startUpstream } from './upstream.mjs';
import { INPUTS, makeWorkflow } from './workflow-graph.mjs';
import { isOpen, Person } from './workflow-person.mjs';
import { DeathRegister, problemsOf } from './workflow-verdict.mjs';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '12' },
    kills: { type: 'string', default: '6' },
    minutes: { type: 'string', default: '3' },
    'every-point': { type: 'boolean', default: false },
    built: { type: 'boolean', default: false },
    redis: { type: 'boolean', default: false },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    verbose: { type: 'boolean', default: false },
  },
});
const everyPoint = values['every-point'];
const random = seeded(Number(values.seed));
const wantedRuns = Number(values.runs);
const wantedKills = Number(values.kills);
const began = Date.now();
const endsAt = began + Number(values.minutes) * 60_000;
/** Open at once, and in all: a process that never reaches its point must not make runs without end. */
const OPEN_RUNS = everyPoint ? 60 : 12;
const MOST_RUNS = 2_000;
/** A process that has not reached its point for so long is killed from outside. */
const PATIENCE_MS = 4_000;
/** Between two deaths of Postgres, the queue, or everything. */
const DISASTER_EVERY_MS = 25_000;

// Every point comes once before any comes again; one that was not reached comes again at its first visit.
const reached = new Set();
const tried = new Set();
const queues = { api: [], worker: [] };
const ALL = { api: API_POINTS, worker: WORKER_POINTS };
const killAt = (role) => {
  if (role === 'api' && random() < 0.3) return undefined;
  if (queues[role].length === 0) {
    const missing = ALL[role].filter((point) => !reached.has(point));
    queues[role] = (missing.length > 0 ? missing : ALL[role]).toSorted(() => random() - 0.5);
  }
  const at = queues[role].pop();
  const visit = tried.has(at) ? 1 : 1 + Math.floor(random() * 2);
  tried.add(at);
  return { at, visit };
};
const enough = () => {
  if (Date.now() > endsAt || runs.size >= MOST_RUNS) return true;
  return runs.size >= wantedRuns && cluster.kills >= wantedKills && (!everyPoint || missing().length === 0);
};
const missing = () => [...WORKER_POINTS, ...API_POINTS].filter((point) => !reached.has(point));

const upstream = await startUpstream(random);
const cluster = await Cluster.start({
  redis: values.redis,
  roles: ['api', 'worker', 'worker'],
  killAt,
  built: values.built,
  verbose: values.verbose,
});
const deaths = new DeathRegister(cluster.databaseUrl);
cluster.onDeath = (point) => {
  if (point !== undefined) reached.add(point);
  deaths.note();
};
const person = new Person({ insist, once, upstream });
const runs = new Map();
const phase = { starting: true };
let ok = false;
try {
  const workflow = await makeWorkflow(insist, upstream.url);
  const caring = person.lookAfter(runs, { mayEnd: () => !phase.starting, endsAt: endsAt + 180_000 });
  const killing = killNowAndThen();
  while (!enough()) {
    await pause(50);
    if ([...runs.values()].filter(isOpen).length < OPEN_RUNS) await start(workflow, runs);
  }
  phase.starting = false;
  await killing;
  const { kills } = cluster;
  upstream.calm();
  await cluster.calm();
  const settling = Date.now();
  const expected = await undisturbed(workflow);
  await caring;
  const settledMs = Date.now() - settling;
  const problems = problemsOf({ runs, expected, upstream, person, deaths });
  if (problems.length > 0)
    process.stderr.write(await deaths.rowsOf([...runs].filter(([id]) => problems.some((problem) => problem.includes(id)))));
  await deaths.close();
  if (kills < wantedKills) problems.push(`only ${kills} processes were killed`);
  if (runs.size < wantedRuns) problems.push(`only ${runs.size} runs were started`);
  if (everyPoint && missing().length > 0) problems.push(`no process died at ${missing().join(', ')}`);
  ok = problems.length === 0;
  const { decided, retried } = person;
  process.stdout.write(
    `${JSON.stringify({ ok, seed: Number(values.seed), queue: values.redis ? 'redis' : 'postgres', runs: runs.size, kills, points: reached.size, unknown: person.unknown.size, decided, retried, settledMs, seconds: Math.round((Date.now() - began) / 1_000), problems: problems.slice(0, 20), broken: problems.length })}\n`,
  );
  if (!ok && values.verbose) process.stderr.write(cluster.log.slice(-40).join(''));
} finally {
  await cluster.stop();
  await upstream.close();
}
process.exit(ok ? 0 : 1);

async function start(workflow, into) {
  const key = randomUUID();
  const n = INPUTS[into.size % INPUTS.length];
  const { body } = await insist('POST', `/workflows/${workflow}/run`, { input: { run: key, n } }, { 'idempotency-key': key });
  if (!body.runId) throw new Error(`no run: ${JSON.stringify(body)}`);
  into.set(body.runId, { key, n, status: 'running' });
}

/** What each input yields when nobody is killed: run now, by processes that are left in peace. */
async function undisturbed(workflow) {
  const alone = new Map();
  for (const _ of INPUTS) await start(workflow, alone);
  await new Person({ insist, once, upstream }).lookAfter(alone, { mayEnd: () => true, endsAt: Date.now() + 60_000 });
  return new Map([...alone.values()].map(({ n, status, output }) => [n, status === 'succeeded' ? output : undefined]));
}

/** At random moments: processes that live for a while, and with every point also what they stand on. */
async function killNowAndThen() {
  let disasterAt = Date.now() + DISASTER_EVERY_MS * random();
  for (; phase.starting; await pause(50)) {
    for (const name of cluster.names) if (cluster.aliveMs(name) > PATIENCE_MS * (0.5 + random())) cluster.killProcess(name);
    if (!everyPoint || Date.now() < disasterAt) continue;
    disasterAt = Date.now() + DISASTER_EVERY_MS * (0.5 + random());
    const dice = random();
    if (dice < 0.3) await cluster.killEverything();
    else if (dice < 0.75 || !values.redis) await cluster.killPostgres({ downMs: outageMs(random) });
    else await cluster.killRedis();
  }
}

/** Asks the API once. Out: `status` 0 when it did not answer. */
async function once(method, path, body, headers = {}) {
  const { apis, key } = cluster;
  try {
    const response = await fetch(`${apis[0]}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(20_000),
    });
    return { status: response.status, body: await response.json() };
  } catch (error) {
    return { status: 0, error };
  }
}

/** Asks the API again and again until it answers: it may be dead at the moment. */
async function insist(...asked) {
  for (const end = Date.now() + 90_000; ; await pause(250)) {
    const answer = await once(...asked);
    if (answer.status > 0 && answer.status < 500 && answer.status !== 429) return answer;
    if (Date.now() > end) throw new Error(`${asked[1]} is not answered`, { cause: answer.error });
  }
}

function pause(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
