import { availableParallelism } from 'node:os';
import { alternate } from '../measure/alternate.mjs';
import { MIN_SLICES } from '../report/ratios.mjs';
import { startPatchbay } from '../systems/patchbay.mjs';
import singleCall from './single-call.mjs';

const CONNECTIONS = 64;

/** The single call on one process and on two that share a port, a database and the cores of this machine, beside the hand-written service. */
export default {
  name: 'scaling',
  title: 'Scaling: processes on one port and one database',
  targets: {},

  async *measure(systems, options) {
    const { handwritten, upstream, meter } = systems;
    const two = await startPatchbay({ env: { PATCHBAY_PROCESSES: '2' } });
    try {
      const first = await singleCall.prepare(systems);
      const second = await singleCall.prepare({ ...systems, patchbay: two });
      const results = await alternate({
        subjects: [
          { ...systems.patchbay, name: 'patchbay, 1 process', requests: first.patchbay },
          { ...two, name: 'patchbay, 2 processes', requests: second.patchbay },
          { ...handwritten, requests: first.handwritten },
        ],
        connections: CONNECTIONS,
        slices: options.slices,
        sliceMs: options.sliceMs,
        meter,
        postmaster: systems.patchbay.postmaster,
      });
      yield { work: 'scaling', connections: CONNECTIONS, upstream: upstream.name, results, text: describe(results, options.slices) };
    } finally {
      await two.stop();
    }
  },
};

function describe(results, slices) {
  const [one, two, handwritten] = results;
  const lines = results.map(
    ({ name, rate, latencyMs }) =>
      `${name}: ${Math.round(rate.median)} calls/s (best 10 % ${Math.round(rate.bestDecile)}), p50 ${latencyMs.p50.toFixed(2)} ms, p99 ${latencyMs.p99.toFixed(2)} ms`,
  );
  const times = (a, b) =>
    `${(a.rate.median / b.rate.median).toFixed(2)} × (best decile ${(a.rate.bestDecile / b.rate.bestDecile).toFixed(2)} ×)`;
  return [
    `\nScaling — ${CONNECTIONS} connections, ${availableParallelism()} cores, shared with the load generator, the upstream and Postgres`,
    ...lines,
    slices < MIN_SLICES
      ? `No ratio: fewer than ${MIN_SLICES} slices a side.`
      : `2 processes / 1 process: ${times(two, one)}; 2 processes / handwritten: ${times(two, handwritten)}`,
  ].join('\n');
}
