import { median } from '../measure/statistics.mjs';
import { residentMiB } from '../measure/processes.mjs';
import { startPatchbay } from '../systems/patchbay.mjs';

const STARTS = 5;
/** Long enough for what a start leaves behind to be collected. */
const IDLE_MS = 3_000;
const TARGETS = { warmMs: 2_000, idleMiB: 250 };

/** From the launch of the process to its first answered request, on a data dir that is there already, and what it holds when idle. */
export default {
  name: 'start-up',
  title: 'Start-up and memory',
  targets: TARGETS,

  async *measure() {
    const first = await startPatchbay();
    const dataDir = first.dataDir;
    const coldMs = first.readyMs;
    await first.stop({ keep: true });
    const warm = [];
    const idle = [];
    for (let i = 0; i < STARTS; i++) {
      const patchbay = await startPatchbay({ dataDir });
      warm.push(patchbay.readyMs);
      await new Promise((resolve) => setTimeout(resolve, IDLE_MS));
      idle.push(residentMiB(patchbay.pid) ?? Number.NaN);
      await patchbay.stop({ keep: i < STARTS - 1 });
    }
    const result = { coldMs, warmMs: median(warm), fastestWarmMs: Math.min(...warm), idleMiB: median(idle) };
    yield { work: 'start-up', ...result, text: describe(result) };
  },
};

function describe({ coldMs, warmMs, fastestWarmMs, idleMiB }) {
  const verdict = (met) => (met ? 'met' : 'missed');
  return [
    '\nStart-up and memory, one process with its embedded database',
    `first start, making the database: ${Math.round(coldMs)} ms to the first answer`,
    `later starts: ${Math.round(warmMs)} ms median, ${Math.round(fastestWarmMs)} ms fastest of ${STARTS} [target at most ${TARGETS.warmMs} ms: ${verdict(fastestWarmMs <= TARGETS.warmMs)}]`,
    `idle: ${Math.round(idleMiB)} MiB resident [target at most ${TARGETS.idleMiB} MiB: ${verdict(idleMiB <= TARGETS.idleMiB)}]`,
  ].join('\n');
}
