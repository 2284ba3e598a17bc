import { Connections } from '../load/connections.mjs';
import { residentMiB } from './processes.mjs';
import { bestDecile, median, quantile, sum } from './statistics.mjs';
import { beginUsage } from './usage.mjs';

const WARM_UP_MS = 1_500;

/**
 * Measures systems in alternation: one short slice each, A B A B…, so that whatever the machine does to one it does to all.
 * In: subjects, each a system with a `name` of its own and ready-made `requests`. Out: one summary per subject, in the same order.
 */
export async function alternate({ subjects, connections, slices, sliceMs }) {
  const lanes = [];
  try {
    for (const subject of subjects)
      lanes.push({ subject, slices: [], rssMiB: 0, connections: await Connections.open({ port: subject.port, count: connections }) });
    for (const { subject, connections: open } of lanes) await open.slice({ requests: subject.requests, durationMs: WARM_UP_MS });
    for (let i = 0; i < slices; i++) for (const lane of lanes) lane.slices.push(await measureSlice(lane, sliceMs));
    return lanes.map(summaryOf);
  } finally {
    for (const lane of lanes) lane.connections.close();
  }
}

async function measureSlice(lane, sliceMs) {
  const endUsage = await beginUsage(lane.subject);
  const slice = await lane.connections.slice({ requests: lane.subject.requests, durationMs: sliceMs });
  const used = await endUsage();
  lane.rssMiB = Math.max(lane.rssMiB, residentMiB(lane.subject.pid) ?? 0);
  return { ...slice, ...used };
}

/** In: a subject and its slices `{ calls, elapsedMs, latencies, nodeMs, postgresMs, walBytes }`. Out: its figures, see docs/performance.md. */
export function summaryOf({ subject, slices, rssMiB }) {
  const calls = sum(slices.map((slice) => slice.calls));
  const perCall = (key) => sum(slices.map((slice) => slice[key])) / calls;
  return {
    name: subject.name,
    slices: slices.length,
    calls,
    rate: rateOf(slices),
    latencyMs: latencyOf(slices.flatMap((slice) => slice.latencies)),
    cpuUsPerCall: { node: perCall('nodeMs') * 1_000, postgres: perCall('postgresMs') * 1_000 },
    walBytesPerCall: perCall('walBytes'),
    rssMiB,
  };
}

/** Calls per second of slices `{ calls, elapsedMs }`: of the median one and of the best tenth. */
export function rateOf(slices) {
  const rates = slices.map(({ calls, elapsedMs }) => (calls / elapsedMs) * 1_000);
  return { median: median(rates), bestDecile: bestDecile(rates) };
}

/** The usual quantiles of times in milliseconds. */
export const latencyOf = (times) => ({ p50: quantile(times, 0.5), p95: quantile(times, 0.95), p99: quantile(times, 0.99) });
