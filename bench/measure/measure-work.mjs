import { ratiosOf } from '../report/ratios.mjs';
import { describeCase } from '../report/table.mjs';
import { alternate } from './alternate.mjs';

/** Measures one work at every number of connections. Yields each case as it is done, with its text. */
export async function* measureWork(work, systems, options) {
  if (work.measure) {
    yield* work.measure(systems, options);
    return;
  }
  const requests = await work.prepare(systems);
  for (const connections of options.connections) yield await measureCase({ work, requests, connections, systems, options });
}

async function measureCase({ work, requests, connections, systems, options }) {
  const { patchbay, handwritten, upstream, meter } = systems;
  const subjects = [
    { ...patchbay, requests: requests.patchbay },
    { ...handwritten, requests: requests.handwritten },
    // What the router adds shows at one connection only; with more, the cores are shared.
    ...(requests.direct && connections === 1 ? [{ ...upstream, requests: requests.direct }] : []),
  ];
  const before = await countersOf(systems);
  const results = await alternate({
    subjects,
    connections,
    slices: options.slices,
    sliceMs: options.sliceMs,
    meter,
    postmaster: patchbay.postmaster,
  });
  const after = await countersOf(systems);
  for (const result of results)
    if (after[result.name]) result.perCall = perCall(before[result.name], after[result.name], result.calls + result.warmUpCalls);

  const [ours, theirs, direct] = results;
  const ratios = ratiosOf(ours, theirs);
  const overheadMs = direct && ours.latencyMs.p50 - direct.latencyMs.p50;
  return {
    work: work.name,
    connections,
    results,
    ratios,
    overheadMs,
    text: describeCase({ work, connections, results, ratios, overheadMs }),
  };
}

async function countersOf({ patchbay, handwritten, meter }) {
  return { patchbay: await meter.counters(patchbay.database), handwritten: await meter.counters(handwritten.database) };
}

function perCall(before, after, calls) {
  return Object.fromEntries(Object.keys(after).map((key) => [key, (after[key] - before[key]) / calls]));
}
