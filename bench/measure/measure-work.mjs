import { Connections } from '../load/connections.mjs';
import { ratiosOf } from '../report/ratios.mjs';
import { describeCase, overheadLine, ratioLine } from '../report/table.mjs';
import { accountOf } from './account.mjs';
import { alternate } from './alternate.mjs';

const CONNECTIONS = [1, 16, 64];

/** Measures one work at every number of connections asked for, else its own. Yields each case as it is done, with its text. */
export async function* measureWork(work, systems, asked) {
  const options = { ...asked, connections: asked.connections ?? work.connections ?? CONNECTIONS };
  if (work.measure) {
    yield* work.measure(systems, options);
    return;
  }
  const requests = await work.prepare(systems);
  for (const connections of options.connections) {
    const { patchbay, handwritten, upstream } = systems;
    const subjects = [
      { ...patchbay, requests: requests.patchbay },
      { ...handwritten, requests: requests.handwritten },
      // What the router adds shows at one connection only; with more, the cores are shared.
      ...(requests.direct && connections === 1 ? [{ ...upstream, requests: requests.direct }] : []),
    ];
    yield measureCase({ work, subjects, connections, options }, ([ours, theirs, direct]) => {
      const ratios = ratiosOf(ours, theirs);
      const overheadMs = direct && ours.latencyMs.p50 - direct.latencyMs.p50;
      const notes = [ratioLine(['patchbay', 'handwritten'], ratios, work.targets?.[connections]), ...overheadLine(overheadMs)];
      return { ratios, overheadMs, notes };
    });
  }
}

/**
 * One case: subjects in alternation, then what each one's calls make. `conclude` turns the results into what is to be told beside them: `notes` are lines of text.
 */
export async function measureCase({ work, subjects, connections, options }, conclude) {
  const { slices, sliceMs } = options;
  const results = await alternate({ subjects, connections, slices, sliceMs });
  for (const [i, subject] of subjects.entries()) Object.assign(results[i], await account(subject, connections));
  const { notes, ...concluded } = conclude(results);
  const text = describeCase({ title: work.title, connections, results, notes });
  return { work: work.name, connections, results, ...concluded, text };
}

async function account(subject, count) {
  const open = await Connections.open({ port: subject.port, count });
  try {
    return await accountOf(subject, async (durationMs) => (await open.slice({ requests: subject.requests, durationMs })).calls);
  } finally {
    open.close();
  }
}
