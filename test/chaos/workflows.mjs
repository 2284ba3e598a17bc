// node --import ./scripts/ts-sources.mjs test/chaos/workflows.mjs --runs 12 --kills 6 [--redis] [--seed 1] [--verbose]
// Workflow runs of a graph with branches, parallel nodes that meet again and a delay, while their processes kill themselves at every point of the engine.
// Prints one line of JSON and ends with 1 when a run did not end right, an effect was doubled or one was lost.
import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import { Cluster } from './cluster.mjs';
import { START_POINTS, WORKFLOW_POINTS } from './points.mjs';
import { seeded } from './seeded.mjs';
import { startUpstream } from './upstream.mjs';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '12' },
    kills: { type: 'string', default: '6' },
    minutes: { type: 'string', default: '3' },
    redis: { type: 'boolean', default: false },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    verbose: { type: 'boolean', default: false },
  },
});
const random = seeded(Number(values.seed));
const wantedRuns = Number(values.runs);
const wantedKills = Number(values.kills);
const began = Date.now();
const endsAt = began + Number(values.minutes) * 60_000;
/** Open at once, and in all: a process that never reaches its point must not make runs without end. */
const OPEN_RUNS = 12;
const MOST_RUNS = 2_000;
/** Nodes that write, with what each run leaves at the provider. */
const WRITES = ['left', 'more', 'right', 'last'];

// Every point comes once before any comes again.
let points = [];
const reached = new Set();
const killAt = (role) => {
  if (role === 'api')
    return random() < 0.5 ? undefined : { at: START_POINTS[Math.floor(random() * 4)], visit: 2 + Math.floor(random() * 6) };
  if (points.length === 0) points = WORKFLOW_POINTS.filter((point) => !point.startsWith('run-start')).toSorted(() => random() - 0.5);
  const at = points.pop();
  reached.add(at);
  // Seldom visited: waits between tries, and ends.
  const seldom = /requeue|run-end/.test(at);
  return { at, visit: seldom ? 1 : 1 + Math.floor(random() * 6) };
};

const upstream = await startUpstream(random);
const cluster = await Cluster.start({ redis: values.redis, roles: ['api', 'worker', 'worker'], killAt, verbose: values.verbose });
const call = async (method, path, body, headers = {}) => {
  const response = await fetch(`${cluster.apis[0]}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${cluster.key}`, 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(20_000),
  });
  return { status: response.status, body: response.status === 204 ? undefined : await response.json() };
};
/** Again and again until the server answers: it may be dead at the moment. */
const insist = async (...request) => {
  for (const end = Date.now() + 90_000; ; await new Promise((resolve) => setTimeout(resolve, 250))) {
    try {
      const answer = await call(...request);
      if (answer.status < 500) return answer;
    } catch (error) {
      if (Date.now() > end) throw error;
    }
    if (Date.now() > end) throw new Error(`${request[1]} is not answered`);
  }
};

let ok = false;
let starting = true;
try {
  const workflow = await makeWorkflow();
  const runs = new Map();
  const driving = drive(runs);
  const open = () => [...runs.values()].filter(({ status }) => status !== 'succeeded').length;
  while (runs.size < wantedRuns || (cluster.kills < wantedKills && Date.now() < endsAt)) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    if (runs.size >= MOST_RUNS) break;
    if (open() >= OPEN_RUNS) continue;
    const key = randomUUID();
    const { body } = await insist(
      'POST',
      `/workflows/${workflow}/run`,
      { input: { run: key, large: random() < 0.7 } },
      { 'idempotency-key': key },
    );
    if (!body.runId) throw new Error(`no run: ${JSON.stringify(body)}`);
    runs.set(body.runId, { key, status: 'running', decided: 0, retried: 0 });
  }
  const kills = cluster.kills;
  starting = false;
  await cluster.calm();
  await driving;
  const problems = verdict(runs);
  ok = problems.length === 0;
  const count = (name) => [...runs.values()].reduce((sum, run) => sum + run[name], 0);
  process.stdout.write(
    `${JSON.stringify({ ok, seed: Number(values.seed), queue: values.redis ? 'redis' : 'postgres', runs: runs.size, kills, points: reached.size, decided: count('decided'), retried: count('retried'), seconds: Math.round((Date.now() - began) / 1_000), problems: problems.slice(0, 20), broken: problems.length })}\n`,
  );
  if (!ok) process.stderr.write(cluster.log.slice(-40).join(''));
} finally {
  await cluster.stop();
  await upstream.close();
}
process.exit(ok ? 0 : 1);

/** Ten nodes and one more: a read, a condition, two parallel branches with writes and a delay, a join, a transform, a last write. */
async function makeWorkflow() {
  const read = await makeConnector('Plain read', 'GET');
  const write = await makeConnector('Plain write', 'POST');
  const act = (id) => ({ id, type: 'action', connector: write, input: { run: `{{input.run}}-${id}` } });
  const definition = {
    name: 'Chaos',
    start: 'find',
    nodes: [
      {
        id: 'find',
        type: 'action',
        connector: read,
        input: { run: '{{input.run}}-find' },
        retry: { maxAttempts: 10, delaySeconds: 0.1, backoff: 1 },
      },
      { id: 'size', type: 'condition', branches: [{ id: 'large', when: '{{input.large}} == true' }] },
      { id: 'small', type: 'transform', value: 'small' },
      { id: 'fork', type: 'parallel' },
      act('left'),
      { id: 'pause', type: 'delay', seconds: 1 },
      act('more'),
      act('right'),
      { id: 'meet', type: 'join' },
      {
        id: 'sum',
        type: 'transform',
        value: { arrived: '{{meet.arrived}}', small: '{{small | default: "large"}}' },
        expression: '$count(arrived)',
      },
      act('last'),
    ],
    edges: [
      { from: 'find', to: 'size' },
      { from: 'size', to: 'fork', on: 'large' },
      { from: 'size', to: 'small', on: 'otherwise' },
      { from: 'small', to: 'fork' },
      { from: 'fork', to: 'left' },
      { from: 'left', to: 'pause' },
      { from: 'pause', to: 'more' },
      { from: 'fork', to: 'right' },
      { from: 'more', to: 'meet' },
      { from: 'right', to: 'meet' },
      { from: 'meet', to: 'sum' },
      { from: 'sum', to: 'last' },
    ],
    output: { arrived: '{{sum}}', small: '{{small | default: "large"}}' },
  };
  const { status, body } = await insist('POST', '/workflows', { definition });
  if (status === 201) return body.id;
  // Saved before the process died with the answer.
  const { body: list } = await insist('GET', '/workflows?q=Chaos');
  if (list.data[0]) return list.data[0].id;
  throw new Error(`no workflow: ${JSON.stringify(body)}`);
}

async function makeConnector(name, method) {
  const config = {
    method,
    url: `${upstream.url}/?run={{input.run}}`,
    auth: { type: 'none' },
    ...(method === 'GET' ? {} : { body: { run: '{{input.run}}' } }),
  };
  const { status, body } = await insist('POST', '/connectors', { name, category: 'enrichment', config, timeoutMs: 5_000, maxRetries: 0 });
  if (status === 201) return body.id;
  const { body: list } = await insist('GET', '/connectors?source=custom&limit=50');
  const found = list.data.find((connector) => connector.name === name);
  if (found) return found.key;
  throw new Error(`no connector: ${JSON.stringify(body)}`);
}

/** What a person does: looks at the provider and decides on what is not known; lets failed runs go on. Ends when every run has succeeded. */
async function drive(runs) {
  for (const end = endsAt + 180_000; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 300))) {
    for (const [id, run] of runs) {
      if (run.status === 'succeeded') continue;
      const { body } = await insist('GET', `/workflow-runs/${id}`);
      Object.assign(run, { status: body.status, output: body.output, nodes: body.nodes });
      if (body.status === 'failed') {
        run.retried += 1;
        await insist('POST', `/workflow-runs/${id}/retry`, {});
      }
      for (const node of body.nodes.filter(({ status }) => status === 'unknown')) {
        run.decided += 1;
        const effect = (upstream.runs.get(`${run.key}-${node.nodeId}`)?.successes ?? 0) > 0;
        await insist('POST', `/workflow-runs/${id}/decide`, { nodeId: node.nodeId, decision: effect ? 'continue' : 'repeat' });
      }
    }
    if (!starting && [...runs.values()].every(({ status }) => status === 'succeeded')) return;
  }
}

function verdict(runs) {
  const problems = [];
  if (cluster.kills < wantedKills) problems.push(`only ${cluster.kills} processes were killed`);
  for (const [id, { key, status, output, nodes = [] }] of runs) {
    if (status !== 'succeeded') problems.push(`${id} is ${status}: ${JSON.stringify(nodes.filter((node) => node.status !== 'succeeded'))}`);
    else if (output?.arrived !== 2) problems.push(`${id} yields ${JSON.stringify(output)}`);
    for (const write of WRITES) {
      const { successes = 0 } = upstream.runs.get(`${key}-${write}`) ?? {};
      if (successes !== 1) problems.push(`${write} of ${id} took effect ${successes} times`);
    }
    const open = nodes.filter((node) => !['succeeded', 'skipped'].includes(node.status));
    if (open.length > 0) problems.push(`${id} has ended with open nodes: ${open.map(({ nodeId }) => nodeId).join(', ')}`);
  }
  return problems;
}
