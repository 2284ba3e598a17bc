import { measureCase } from '../measure/measure-work.mjs';
import { watchMemory } from '../measure/memory.mjs';
import { atMost } from '../report/table.mjs';
import singleCall from './single-call.mjs';

const CONNECTIONS = 64;
const SECONDS = 300;
const SLICE_MS = 250;
const TARGET_MIB = 300;
/** What a flat line may wander over minutes. */
const FLAT_MIB_PER_MINUTE = 5;

/** The single call without a break, with the memory of the process looked at every second. */
export default {
  name: 'soak',
  title: 'Memory under load: the single call without a break',
  byName: true,

  async *measure(systems, { seconds = SECONDS }) {
    const requests = await singleCall.prepare(systems);
    const subject = { ...systems.patchbay, requests: requests.patchbay };
    const options = { slices: (seconds * 1_000) / SLICE_MS, sliceMs: SLICE_MS };
    const watched = watchMemory(subject.pid);
    yield measureCase({ work: this, subjects: [subject], connections: CONNECTIONS, options }, () => {
      const { seriesMiB, maxMiB, slopeMiBPerMinute } = watched.stop();
      const third = seriesMiB.slice(-Math.floor(seriesMiB.length / 3));
      const notes = [
        `${seconds} s: ${Math.round(maxMiB)} MiB at most${atMost(TARGET_MIB, maxMiB, (mib) => `${mib} MiB`)}, ${slopeMiBPerMinute.toFixed(2)} MiB a minute${atMost(FLAT_MIB_PER_MINUTE, slopeMiBPerMinute, (mib) => `${mib} MiB`)}, ${Math.min(...third)} to ${Math.max(...third)} MiB in the last third`,
      ];
      return { seconds, maxMiB, slopeMiBPerMinute, seriesMiB, notes };
    });
  },
};
