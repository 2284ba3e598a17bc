import { Connections, requestBytes } from '../load/connections.mjs';
import { accountOf } from '../measure/account.mjs';
import { summaryOf } from '../measure/alternate.mjs';
import { residentMiB } from '../measure/processes.mjs';
import { beginUsage } from '../measure/usage.mjs';
import { atMost, describeCase } from '../report/table.mjs';
import { seedExecutions, seedRuns } from '../seed/rows.mjs';
import { startPatchbay } from '../systems/patchbay.mjs';
import { makeOneNode, makeTenNodes } from './workflow/definition.mjs';

const LIMIT = 50;
/** Where a deep page begins: so many pages after the first. */
const DEEP = 40;
const PAGES = 100;
const TARGET_P95_MS = 100;

/** One page of a list at a time, newest first, with as many runs and executions stored as asked for. */
export default {
  name: 'run-list',
  title: 'List pages: workflow runs and executions, one request at a time, on a server of its own',
  byName: true,

  async *measure({ upstream }, options) {
    const patchbay = await startPatchbay();
    try {
      const workflows = [await makeOneNode(patchbay, upstream.url), await makeTenNodes(patchbay, upstream.url)];
      const seededAt = performance.now();
      await seedRuns(patchbay.meter, options.runs, workflows);
      await seedExecutions(patchbay.meter, options.runs);
      const seedSeconds = (performance.now() - seededAt) / 1_000;
      const results = [];
      for (const { name, path } of await pages(patchbay.api, workflows[0])) results.push(await measurePage(patchbay, name, path));
      const slowest = Math.max(...results.map(({ latencyMs }) => latencyMs.p95));
      const notes = [
        `${options.runs} workflow runs and ${options.runs} executions stored (seeded in ${seedSeconds.toFixed(0)} s); pages of ${LIMIT}, each asked for ${PAGES} times`,
        `slowest p95: ${slowest.toFixed(1)} ms${atMost(TARGET_P95_MS, slowest, (ms) => `${ms} ms`)}`,
      ];
      const text = describeCase({ title: this.title, results, notes, unit: 'pages' });
      yield { work: 'run-list', runs: options.runs, results, text };
    } finally {
      await patchbay.stop();
    }
  },
};

async function pages(api, workflow) {
  const lists = [
    { name: 'runs', path: `/workflow-runs?limit=${LIMIT}` },
    { name: 'runs, failed', path: `/workflow-runs?limit=${LIMIT}&status=failed` },
    { name: 'runs of a workflow', path: `/workflows/${workflow}/runs?limit=${LIMIT}` },
    { name: 'runs of a workflow, cancelled', path: `/workflows/${workflow}/runs?limit=${LIMIT}&status=cancelled` },
    { name: 'executions', path: `/executions?limit=${LIMIT}` },
    { name: 'executions, failed', path: `/executions?limit=${LIMIT}&status=failed` },
    { name: 'executions of a connector', path: `/executions?limit=${LIMIT}&connector=connector-7` },
  ];
  const deep = [];
  for (const list of lists) deep.push(await deepPage(api, list));
  return [...lists, ...deep];
}

/** Follows the cursor, DEEP pages far or to the last one. */
async function deepPage(api, { name, path }) {
  let at = path;
  for (let page = 1; ; page++) {
    const { nextCursor } = (await api.call('GET', at)).pagination;
    if (page > DEEP || !nextCursor) return { name: `${name}, page ${page}`, path: at };
    at = `${path}&cursor=${encodeURIComponent(nextCursor)}`;
  }
}

async function measurePage(patchbay, name, path) {
  const headers = { authorization: `Bearer ${patchbay.key}` };
  const subject = { ...patchbay, name, requests: [requestBytes({ method: 'GET', path: `/api/v1${path}`, headers })] };
  const open = await Connections.open({ port: patchbay.port, count: 1 });
  try {
    await open.slice({ requests: subject.requests, calls: PAGES / 10 });
    const endUsage = await beginUsage(subject);
    const slice = await open.slice({ requests: subject.requests, calls: PAGES });
    const measured = summaryOf({ subject, slices: [{ ...slice, ...(await endUsage()) }], rssMiB: residentMiB(subject.pid) });
    return {
      ...measured,
      ...(await accountOf(subject, async (durationMs) => (await open.slice({ requests: subject.requests, durationMs })).calls)),
    };
  } finally {
    open.close();
  }
}
