import { alternate } from '../measure/alternate.mjs';
import { MIN_SLICES } from '../report/ratios.mjs';
import { startPatchbay } from '../systems/patchbay.mjs';
import { Program } from '../systems/program.mjs';
import singleCall from './single-call.mjs';

/** What each costs at most, as a share of the throughput without it. */
const TARGETS = { all: 0.75, tenth: 0.9 };
/** Sent while the slice runs, and nothing dropped: what is measured is the work, not the giving up. */
const SOON = {
  OTEL_BSP_SCHEDULE_DELAY: '50',
  OTEL_BSP_MAX_QUEUE_SIZE: '100000',
  OTEL_BSP_MAX_EXPORT_BATCH_SIZE: '2048',
  OTEL_BLRP_SCHEDULE_DELAY: '50',
};

/** The single call with telemetry off, and with all signals on at 100 % and at 10 % sampling. */
export default {
  name: 'telemetry',
  title: 'Telemetry: the single call with all signals off, at 100 % and at 10 %',
  targets: {},

  async *measure(systems, options) {
    const { patchbay, meter } = systems;
    const sink = new Program(['bench/telemetry/sink.mjs'], process.env);
    const stops = [() => sink.stop()];
    try {
      const { port } = await sink.message();
      const subjects = [{ ...patchbay, name: 'off', requests: (await singleCall.prepare(systems)).patchbay }];
      for (const { name, sampler } of [
        { name: '100 %', sampler: {} },
        { name: '10 %', sampler: { OTEL_TRACES_SAMPLER: 'parentbased_traceidratio', OTEL_TRACES_SAMPLER_ARG: '0.1' } },
      ]) {
        const traced = await startPatchbay({ env: { OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}`, ...SOON, ...sampler } });
        stops.push(() => traced.stop());
        subjects.push({ ...traced, name, requests: (await singleCall.prepare({ ...systems, patchbay: traced })).patchbay });
      }
      for (const connections of options.connections) {
        const { slices, sliceMs } = options;
        const results = await alternate({ subjects, connections, slices, sliceMs, meter, postmaster: patchbay.postmaster });
        yield { work: 'telemetry', connections, results, text: describe(results, connections) };
      }
    } finally {
      for (const stop of stops.reverse()) await stop();
    }
  },
};

function describe(results, connections) {
  const [off, all, tenth] = results;
  const lines = results.map(
    ({ name, rate, cpuUsPerCall, latencyMs, rssMiB }) =>
      `${name.padEnd(6)} ${Math.round(rate.median)} calls/s (best 10 % ${Math.round(rate.bestDecile)}), p99 ${latencyMs.p99.toFixed(2)} ms, CPU ${Math.round(cpuUsPerCall.node)} µs Node a call, ${Math.round(rssMiB)} MiB`,
  );
  const share = (one, target) => {
    const value = Math.max(one.rate.median / off.rate.median, one.rate.bestDecile / off.rate.bestDecile);
    return `${one.name}: ${value.toFixed(2)} × of off [target at least ${target} ×: ${value >= target ? 'met' : 'missed'}], CPU ${(one.cpuUsPerCall.node / off.cpuUsPerCall.node).toFixed(2)} ×`;
  };
  return [
    `\nTelemetry — ${connections} connection${connections === 1 ? '' : 's'}, all signals over OTLP/HTTP (protobuf) to a sink that forgets them`,
    ...lines,
    off.slices < MIN_SLICES
      ? `No ratio: fewer than ${MIN_SLICES} slices a side.`
      : `${share(all, TARGETS.all)}; ${share(tenth, TARGETS.tenth)}`,
  ].join('\n');
}
