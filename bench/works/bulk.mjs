import { setTimeout as pause } from 'node:timers/promises';
import { Connections } from '../load/connections.mjs';
import { latencyOf } from '../measure/alternate.mjs';
import { measureLong } from '../measure/long-work.mjs';
import { atLeast, atMost, describeCase, times } from '../report/table.mjs';
import { startPatchbay } from '../systems/patchbay.mjs';
import { API_KEY } from '../upstream/routes.mjs';
import { callsTo, tryOnce } from './requests.mjs';
import { bodyOf, lookupConnector } from './single-call.mjs';
import { makeOneNode } from './workflow/definition.mjs';

const CONNECTIONS = 64;
/** Single runs before and after the bulk run, at most. */
const MAX_SINGLES = 5_000;
/** The most the API allows; without it 100 are under way at once. */
const CONCURRENCY = 1_000;
const TARGETS = { ofSingles: 0.7, growthMiBPer1000: 1 };
const POLL_MS = 25;

const CONTACTS = `insert into contacts (workspace_id, id, phone_number)
  select w.id, overlay(gen_random_uuid()::text placing left(uuid_at(now())::text, 13) from 1 for 13)::uuid, '+4917' || (10000000 + i)
  from (select id from workspaces order by created_at limit 1) w, generate_series(1, $1) i`;
const OPEN_SINGLES = "select exists (select from executions where status in ('queued', 'running')) as open";
const LAST_SINGLE = "select extract(epoch from max(finished_at)) * 1000 as ms from executions where mode = 'async'";
const ENDED_SINCE = 'select count(*)::int as ended from workflow_runs where finished_at >= to_timestamp($1::float8 / 1000)';
const DURATIONS =
  "select extract(epoch from finished_at - uuid_time(id)) * 1000 as ms from workflow_runs where group_id = $1 and status = 'succeeded'";

/** Many contacts through a workflow of one action, beside as many single async calls of the same lookup. */
export default {
  name: 'bulk',
  title: 'A bulk run: contacts through a workflow of one action, on a server of its own',

  async *measure({ upstream }, options) {
    const patchbay = await startPatchbay({ name: 'bulk run' });
    try {
      const singles = await prepareSingles(patchbay, upstream, Math.min(options.contacts, MAX_SINGLES));
      const workflow = await makeOneNode(patchbay, upstream.url);
      await patchbay.meter.query(CONTACTS, [options.contacts]);
      await singles();
      const before = await singles();
      const bulk = await bulkRun(patchbay, workflow, options.contacts);
      const after = await singles();
      const single = { name: 'single async calls', rate: { median: (before + after) / 2 } };
      const results = [bulk, single];
      const ratio = bulk.rate.median / single.rate.median;
      const growth = (bulk.memory.slopeMiBPerMinute / 60 / bulk.rate.median) * 1_000;
      const notes = [
        `${options.contacts} contacts, ${CONCURRENCY} under way at once, in ${(bulk.elapsedMs / 1_000).toFixed(1)} s; single calls before: ${Math.round(before)}/s, after: ${Math.round(after)}/s`,
        `bulk run / single async calls: ${times(ratio)}${atLeast(TARGETS.ofSingles, ratio)}`,
        `memory: ${Math.round(bulk.rssMiB)} MiB at most, ${growth.toFixed(2)} MiB per 1,000 contacts${atMost(TARGETS.growthMiBPer1000, growth, (mib) => `${mib} MiB`)}`,
      ];
      const text = describeCase({ title: this.title, results, notes, unit: 'runs' });
      yield { work: 'bulk', contacts: options.contacts, results, ratio, growthMiBPer1000: growth, text };
    } finally {
      await patchbay.stop();
    }
  },
};

/** Out: what sends so many single calls and gives how many a second were accepted and run to their end. */
async function prepareSingles(patchbay, upstream, calls) {
  await patchbay.api.call('PUT', '/credentials/bench_upstream_key', { value: API_KEY });
  const { id } = await patchbay.api.make('/connectors', lookupConnector(upstream.url, 'Bench async lookup'));
  const path = `/api/v1/connectors/${id}/execute?mode=async`;
  await tryOnce(patchbay, path, bodyOf(0), ({ status }) => status === 'queued');
  const requests = callsTo(patchbay, path, bodyOf);
  return async () => {
    const open = await Connections.open({ port: patchbay.port, count: CONNECTIONS });
    const startedAt = Date.now();
    await open.slice({ requests, calls });
    open.close();
    while ((await patchbay.meter.query(OPEN_SINGLES))[0].open) await pause(POLL_MS);
    const [{ ms }] = await patchbay.meter.query(LAST_SINGLE);
    return (calls / (Number(ms) - startedAt)) * 1_000;
  };
}

async function bulkRun(patchbay, workflow, contacts) {
  let id;
  const progress = async () => (await patchbay.api.call('GET', `/workflow-bulk-runs/${id}`)).progress;
  const work = async () => {
    ({ id } = await patchbay.api.call('POST', `/workflows/${workflow}/bulk-runs`, { concurrency: CONCURRENCY }));
    for (;;) {
      const { status } = await patchbay.api.call('GET', `/workflow-bulk-runs/${id}`);
      if (status === 'finished') break;
      if (status !== 'running') throw new Error(`The bulk run is ${status}`);
      await pause(POLL_MS * 20);
    }
    const { succeeded, failed } = await progress();
    if (succeeded !== contacts) throw new Error(`${succeeded} of ${contacts} contacts succeeded, ${failed} failed`);
    return succeeded;
  };
  const measured = await measureLong(patchbay, {
    work,
    warm: () => pause(3_000),
    unitsSoFar: async (since) => (await patchbay.meter.query(ENDED_SINCE, [since]))[0].ended,
  });
  const durations = (await patchbay.meter.query(DURATIONS, [id])).map(({ ms }) => Number(ms));
  return { ...measured, latencyMs: latencyOf(durations) };
}
