import { setTimeout as pause } from 'node:timers/promises';
import { Connections } from '../load/connections.mjs';
import { accountOf } from '../measure/account.mjs';
import { latencyOf, summaryOf } from '../measure/alternate.mjs';
import { residentMiB } from '../measure/processes.mjs';
import { beginUsage } from '../measure/usage.mjs';
import { ratiosOf } from '../report/ratios.mjs';
import { describeCase, ratioLine } from '../report/table.mjs';
import { callsTo, phoneNumber, tryOnce } from './requests.mjs';
import { makeTenNodes, NODES } from './workflow/definition.mjs';

/** As many runs are started in a slice of Patchbay, which ends when all of them have. */
const RUNS = 48;
const POLL_MS = 25;
const OPEN = "select exists (select from workflow_runs where status in ('running', 'parked')) as open";
const DURATIONS = `select extract(epoch from finished_at - uuid_time(id)) * 1000 as ms from workflow_runs where workflow_id = $1 and status = 'succeeded' and id > uuid_at(to_timestamp($2::float8 / 1000))`;
const FAILED = "select count(*)::int as failed from workflow_runs where workflow_id = $1 and status <> 'succeeded'";

const bodyOf = (i) => ({ input: { phone: phoneNumber(i) } });

/** A workflow of ten nodes, started by the API and run to its end, against a hand-written request that makes the same five provider calls. */
export default {
  name: 'workflow',
  title: `A workflow of ${NODES} nodes, started and run to its end (a condition, three branches that meet, a transform, five provider calls; one node is skipped)`,
  connections: [16],

  async *measure({ patchbay, handwritten, upstream }, options) {
    const id = await makeTenNodes(patchbay, upstream.url);
    await runsRightly(patchbay, id);
    await tryOnce(handwritten, '/flow', bodyOf(0), ({ status, output }) => status === 'succeeded' && output.score === 174);
    const ours = { ...patchbay, requests: callsTo(patchbay, `/api/v1/workflows/${id}/run`, bodyOf) };
    const theirs = { ...handwritten, requests: callsTo(handwritten, '/flow', bodyOf) };
    for (const connections of options.connections) yield measureRuns({ work: this, id, ours, theirs, connections, options });
  },
};

async function measureRuns({ work, id, ours, theirs, connections, options }) {
  const lanes = [];
  try {
    for (const subject of [ours, theirs]) {
      const open = await Connections.open({ port: subject.port, count: connections });
      const { requests } = subject;
      const send = subject === ours ? () => runToTheEnd(ours, open) : (durationMs) => open.slice({ requests, durationMs });
      lanes.push({ subject, open, send, slices: [], rssMiB: 0 });
    }
    for (const lane of lanes) await lane.send(1_000);
    const since = Date.now();
    for (let i = 0; i < options.slices; i++) for (const lane of lanes) await measureSlice(lane, options.sliceMs);
    const results = lanes.map(summaryOf);
    results[0].latencyMs = await durations(ours.meter, id, since);
    for (const [i, lane] of lanes.entries())
      Object.assign(results[i], await accountOf(lane.subject, async (ms) => (await lane.send(ms)).calls));
    const ratios = ratiosOf(results[0], results[1]);
    const { rate, cpuUsPerCall } = results[0];
    const notes = [
      `patchbay: ${Math.round(rate.median * NODES)} nodes/s (best decile ${Math.round(rate.bestDecile * NODES)}), CPU ${Math.round((cpuUsPerCall.node + cpuUsPerCall.postgres) / NODES)} µs a node; times are from the acceptance to the end of a run`,
      ratioLine(['patchbay', 'handwritten'], ratios),
    ];
    const text = describeCase({ title: work.title, connections, results, notes, unit: 'runs' });
    return { work: work.name, connections, results, ratios, nodesPerRun: NODES, text };
  } finally {
    for (const { open } of lanes) open.close();
  }
}

async function runToTheEnd(subject, open) {
  const startedAt = performance.now();
  const { calls } = await open.slice({ requests: subject.requests, calls: RUNS });
  while ((await subject.meter.query(OPEN))[0].open) await pause(POLL_MS);
  return { calls, latencies: [], elapsedMs: performance.now() - startedAt };
}

async function measureSlice(lane, sliceMs) {
  const endUsage = await beginUsage(lane.subject);
  const slice = await lane.send(sliceMs);
  lane.slices.push({ ...slice, ...(await endUsage()) });
  lane.rssMiB = Math.max(lane.rssMiB, residentMiB(lane.subject.pid) ?? 0);
}

async function durations(meter, id, sinceMs) {
  const [{ failed }] = await meter.query(FAILED, [id]);
  if (failed > 0) throw new Error(`${failed} runs of the workflow did not succeed`);
  return latencyOf((await meter.query(DURATIONS, [id, sinceMs])).map(({ ms }) => Number(ms)));
}

/** Proves once that a run does its work: the output of its last nodes, and every node but the skipped one done. */
async function runsRightly({ api }, id) {
  const { runId } = await api.call('POST', `/workflows/${id}/run`, bodyOf(0));
  for (const end = Date.now() + 20_000; Date.now() < end; await pause(50)) {
    const run = await api.call('GET', `/workflow-runs/${runId}`);
    if (run.status === 'running') continue;
    const done = run.nodes.filter(({ status }) => status === 'succeeded').length;
    if (run.status === 'succeeded' && run.output.score === 174 && done === NODES - 1) return;
    throw new Error(`A run of the workflow ended unexpectedly: ${JSON.stringify(run).slice(0, 2_000)}`);
  }
  throw new Error('A run of the workflow did not end within 20 s');
}
