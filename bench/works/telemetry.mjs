import { measureCase } from '../measure/measure-work.mjs';
import { ratiosOf } from '../report/ratios.mjs';
import { ratioLine } from '../report/table.mjs';
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
  title: 'Telemetry: the single call with all signals off, at 100 % and at 10 %, over OTLP/HTTP (protobuf) to a sink that forgets them',
  connections: [16, 64],
  byName: true,

  async *measure(systems, options) {
    const sink = new Program(['bench/telemetry/sink.mjs'], process.env);
    const stops = [() => sink.stop()];
    try {
      const { port } = await sink.message();
      const subjects = [{ ...systems.patchbay, name: 'off', requests: (await singleCall.prepare(systems)).patchbay }];
      for (const { name, sampler } of [
        { name: '100 %', sampler: {} },
        { name: '10 %', sampler: { OTEL_TRACES_SAMPLER: 'parentbased_traceidratio', OTEL_TRACES_SAMPLER_ARG: '0.1' } },
      ]) {
        const traced = await startPatchbay({ env: { OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}`, ...SOON, ...sampler } });
        stops.push(() => traced.stop());
        subjects.push({ ...traced, name, requests: (await singleCall.prepare({ ...systems, patchbay: traced })).patchbay });
      }
      for (const connections of options.connections) {
        yield measureCase({ work: this, subjects, connections, options }, ([off, all, tenth]) => ({
          notes: [
            ratioLine(['100 %', 'off'], ratiosOf(all, off), { rate: TARGETS.all }),
            ratioLine(['10 %', 'off'], ratiosOf(tenth, off), { rate: TARGETS.tenth }),
          ],
        }));
      }
    } finally {
      for (const stop of stops.reverse()) await stop();
    }
  },
};
