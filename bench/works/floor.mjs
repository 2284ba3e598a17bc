import { randomBytes } from 'node:crypto';
import { measureCase } from '../measure/measure-work.mjs';
import { ratiosOf } from '../report/ratios.mjs';
import { ratioLine } from '../report/table.mjs';
import { COUNTED, Program } from '../systems/program.mjs';
import { API_KEY } from '../upstream/routes.mjs';
import { callsTo, tryOnce } from './requests.mjs';
import singleCall, { bodyOf, isRight } from './single-call.mjs';

/** The single call against what the runtime costs at least: see bench/floor. */
export default {
  name: 'floor',
  title: 'The floor: the single call with nothing but sockets and batched rows',
  connections: [16, 64],

  async *measure(systems, options) {
    const floor = await startFloor(systems);
    try {
      const requests = await singleCall.prepare(systems);
      await tryOnce(floor, '/lookup', bodyOf(0), isRight);
      const subjects = [
        { ...systems.patchbay, requests: requests.patchbay },
        { ...systems.handwritten, requests: requests.handwritten },
        { ...floor, requests: callsTo(floor, '/lookup', bodyOf) },
      ];
      for (const connections of options.connections) {
        yield measureCase({ work: this, subjects, connections, options }, ([ours, theirs, least]) => ({
          notes: [ratioLine(['patchbay', 'floor'], ratiosOf(ours, least)), ratioLine(['handwritten', 'floor'], ratiosOf(theirs, least))],
        }));
      }
    } finally {
      await floor.stop();
    }
  },
};

async function startFloor({ handwritten, upstream }) {
  const key = randomBytes(24).toString('base64url');
  const program = new Program([...COUNTED, 'bench/floor/server.mjs'], {
    ...process.env,
    DATABASE_URL: handwritten.databaseUrl,
    UPSTREAM_URL: upstream.url,
    UPSTREAM_KEY: API_KEY,
    FLOOR_KEY: key,
  });
  const { port } = await program.message();
  const { meter, postmaster } = handwritten;
  return { name: 'floor', port, pid: program.pid, program, key, meter, postmaster, stop: () => program.stop() };
}
