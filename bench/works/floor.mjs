import { randomBytes } from 'node:crypto';
import { alternate } from '../measure/alternate.mjs';
import { MIN_SLICES } from '../report/ratios.mjs';
import { Program } from '../systems/program.mjs';
import { API_KEY } from '../upstream/routes.mjs';
import { callsTo, tryOnce } from './requests.mjs';
import singleCall, { bodyOf, isRight } from './single-call.mjs';

/** The single call against what the runtime costs at least: see bench/floor. */
export default {
  name: 'floor',
  title: 'The floor: the single call with nothing but sockets and batched rows',
  targets: {},

  async *measure(systems, options) {
    const { patchbay, handwritten, upstream, meter } = systems;
    const floor = await startFloor({ databaseUrl: handwritten.databaseUrl, upstreamUrl: upstream.url });
    try {
      const requests = await singleCall.prepare(systems);
      await tryOnce(floor, '/lookup', bodyOf(0), isRight);
      for (const connections of options.connections) {
        const results = await alternate({
          subjects: [
            { ...patchbay, requests: requests.patchbay },
            { ...handwritten, requests: requests.handwritten },
            { ...floor, requests: callsTo(floor, '/lookup', bodyOf) },
          ],
          connections,
          slices: options.slices,
          sliceMs: options.sliceMs,
          meter,
          postmaster: patchbay.postmaster,
        });
        yield { work: 'floor', connections, results, text: describe(results, connections) };
      }
    } finally {
      await floor.stop();
    }
  },
};

async function startFloor({ databaseUrl, upstreamUrl }) {
  const key = randomBytes(24).toString('base64url');
  const program = new Program(['bench/floor/server.mjs'], {
    ...process.env,
    DATABASE_URL: databaseUrl,
    UPSTREAM_URL: upstreamUrl,
    UPSTREAM_KEY: API_KEY,
    FLOOR_KEY: key,
  });
  const { port } = await program.message();
  return { name: 'floor', port, pid: program.pid, key, stop: () => program.stop() };
}

function describe(results, connections) {
  const cpu = ({ cpuUsPerCall }) => cpuUsPerCall.node + cpuUsPerCall.postgres;
  const lines = results.map(
    (each) =>
      `${each.name}: ${Math.round(each.rate.median)} calls/s (best 10 % ${Math.round(each.rate.bestDecile)}), CPU ${Math.round(each.cpuUsPerCall.node)} µs Node + ${Math.round(each.cpuUsPerCall.postgres)} µs Postgres`,
  );
  const [ours, theirs, floor] = results;
  const ratio = (a, b) =>
    `calls/s ${(a.rate.bestDecile / b.rate.bestDecile).toFixed(2)} × in the best decile, CPU ${(cpu(a) / cpu(b)).toFixed(2)} ×`;
  return [
    `\nThe floor under the single call — ${connections} connection${connections === 1 ? '' : 's'}`,
    ...lines,
    floor.slices < MIN_SLICES
      ? `No ratio: fewer than ${MIN_SLICES} slices a side.`
      : `patchbay / floor: ${ratio(ours, floor)}; handwritten / floor: ${ratio(theirs, floor)}`,
  ].join('\n');
}
