import { availableParallelism } from 'node:os';
import { measureCase } from '../measure/measure-work.mjs';
import { ratiosOf } from '../report/ratios.mjs';
import { ratioLine } from '../report/table.mjs';
import { startPatchbay } from '../systems/patchbay.mjs';
import singleCall from './single-call.mjs';

const CONNECTIONS = 64;

/** The single call on one process and on two that share a port, a database and the cores of this machine, beside the hand-written service. */
export default {
  name: 'scaling',
  title: `Scaling: processes on one port and one database, ${availableParallelism()} cores for all of it, load generator, upstream and Postgres included`,

  async *measure(systems, options) {
    const two = await startPatchbay({ name: 'patchbay, 2 processes', env: { PATCHBAY_PROCESSES: '2' } });
    try {
      const first = await singleCall.prepare(systems);
      const second = await singleCall.prepare({ ...systems, patchbay: two });
      const subjects = [
        { ...systems.patchbay, name: 'patchbay, 1 process', requests: first.patchbay },
        // Heap and memory are those of one process, which would mislead here; CPU is that of both.
        { ...two, program: undefined, requests: second.patchbay },
        { ...systems.handwritten, requests: first.handwritten },
      ];
      yield measureCase({ work: this, subjects, connections: CONNECTIONS, options }, (results) => {
        const [one, both, handwritten] = results;
        both.rssMiB = undefined;
        return {
          notes: [
            ratioLine(['2 processes', '1 process'], ratiosOf(both, one)),
            ratioLine(['2 processes', 'handwritten'], ratiosOf(both, handwritten)),
          ],
        };
      });
    } finally {
      await two.stop();
    }
  },
};
