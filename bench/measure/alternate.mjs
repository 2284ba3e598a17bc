import { Connections } from '../load/connections.mjs';
import { cpuMs, residentMiB } from './processes.mjs';
import { bestDecile, median, quantile, sum } from './statistics.mjs';

const WARM_UP_MS = 1_500;

/**
 * Measures systems in alternation: one short slice each, A B A B…, so that whatever the machine does to one it does to all.
 * In: subjects `{ name, port, pid, requests }`. Out: one summary per subject, in the same order.
 */
export async function alternate({ subjects, connections, slices, sliceMs, meter, postmaster }) {
  const lanes = [];
  try {
    for (const subject of subjects)
      lanes.push({ ...subject, slices: [], rssMiB: 0, connections: await Connections.open({ port: subject.port, count: connections }) });
    for (const lane of lanes) lane.warmUpCalls = (await lane.connections.slice({ requests: lane.requests, durationMs: WARM_UP_MS })).calls;
    for (let i = 0; i < slices; i++) for (const lane of lanes) lane.slices.push(await measureSlice(lane, { sliceMs, meter, postmaster }));
    return lanes.map((lane) => summaryOf(lane));
  } finally {
    for (const lane of lanes) lane.connections.close();
  }
}

async function measureSlice(lane, { sliceMs, meter, postmaster }) {
  const walBefore = await meter.walBytes();
  const nodeBefore = cpuMs(lane.pid, postmaster);
  const postgresBefore = cpuMs(postmaster);
  const slice = await lane.connections.slice({ requests: lane.requests, durationMs: sliceMs });
  const nodeMs = cpuMs(lane.pid, postmaster) - nodeBefore;
  const postgresMs = cpuMs(postmaster) - postgresBefore;
  lane.rssMiB = Math.max(lane.rssMiB, residentMiB(lane.pid) ?? 0);
  return { ...slice, nodeMs, postgresMs, walBytes: (await meter.walBytes()) - walBefore };
}

function summaryOf({ name, slices, rssMiB, warmUpCalls }) {
  const rates = slices.map(({ calls, elapsedMs }) => (calls / elapsedMs) * 1_000);
  const latencies = slices.flatMap((slice) => slice.latencies);
  const calls = sum(slices.map((slice) => slice.calls));
  const perCall = (key) => sum(slices.map((slice) => slice[key])) / calls;
  return {
    name,
    slices: slices.length,
    calls,
    warmUpCalls,
    rate: { median: median(rates), bestDecile: bestDecile(rates) },
    latencyMs: { p50: quantile(latencies, 0.5), p95: quantile(latencies, 0.95), p99: quantile(latencies, 0.99) },
    cpuUsPerCall: { node: perCall('nodeMs') * 1_000, postgres: perCall('postgresMs') * 1_000 },
    walBytesPerCall: perCall('walBytes'),
    rssMiB,
  };
}
