import { createHmac, randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { openLoop } from '../load/open-loop.mjs';
import { latencyOf } from '../measure/alternate.mjs';
import { measureLong } from '../measure/long-work.mjs';
import { atMost, describeCase } from '../report/table.mjs';
import { phoneNumber } from './requests.mjs';
import { makeHooked } from './workflow/definition.mjs';

const PER_SECOND = 60;
const SECONDS = 60;
/** Every so many deliveries are sent a second time, as senders do that missed our answer. */
const REPEAT_EVERY = 20;
const TARGET_P99_MS = 100;
const RUNS_END_WITHIN_MS = 60_000;

const EVENTS = `select count(*)::int as stored, count(distinct event_key)::int as distinct, count(*) filter (where status = 'started')::int as started
  from webhook_events where endpoint_id = $1`;
const RUNS = `select count(*)::int as runs, count(*) filter (where status = 'succeeded')::int as succeeded from workflow_runs where workflow_id = $1`;
const STORED_SINCE = 'select count(*)::int as stored from webhook_events where received_at >= to_timestamp($1::float8 / 1000)';

/** Signed webhooks at a steady pace, some of them sent twice, each starting a run that makes one provider call. */
export default {
  name: 'webhooks',
  title: `Webhooks in: ${PER_SECOND} signed events a second, each of which starts a run of one action`,
  byName: true,

  async *measure({ patchbay, upstream }, options) {
    const count = PER_SECOND * (options.seconds ?? SECONDS);
    const { workflow, endpoint } = await makeEndpoint(patchbay, upstream);
    let answers = [];
    const measured = await measureLong(patchbay, {
      work: async () => (answers = await deliver(patchbay.port, endpoint, count)).length,
      warm: () => pause(2_000),
      unitsSoFar: async (since) => (await patchbay.meter.query(STORED_SINCE, [since]))[0].stored,
    });
    const counted = await countedWhenDone(patchbay.meter, { endpoint, workflow });
    const verdict = verdictOf(answers, counted);
    const latencyMs = latencyOf(answers.map(({ ms }) => ms));
    const slowest = Math.max(...answers.map(({ ms }) => ms));
    const notes = [
      `${answers.length} deliveries of ${verdict.events} events: ${verdict.refused} not answered by 2xx, ${verdict.lost} lost, ${verdict.doubled} doubled, ${counted.succeeded} runs succeeded [target none lost, none doubled: ${verdict.right ? 'met' : 'missed'}]`,
      `answered within ${latencyMs.p99.toFixed(1)} ms at p99, ${slowest.toFixed(1)} ms at most, from when each was due${atMost(TARGET_P99_MS, latencyMs.p99, (ms) => `${ms} ms`)}`,
    ];
    const results = [{ ...measured, latencyMs }];
    yield {
      work: 'webhooks',
      results,
      ...verdict,
      slowestMs: slowest,
      text: describeCase({ title: this.title, results, notes, unit: 'events' }),
    };
  },
};

async function makeEndpoint({ api }, upstream) {
  const workflow = await makeHooked({ api }, upstream.url);
  const made = await api.call('POST', '/webhook-endpoints', { workflowId: workflow, triggerId: 'hook', scheme: 'github' });
  return { workflow, endpoint: { id: made.id, path: new URL(made.url).pathname, secret: made.secret } };
}

/** Sends the events; one that is repeated comes again as the very next delivery. Out: the answers. */
function deliver(port, { path, secret }, count) {
  const round = randomUUID();
  const requestOf = (i) => {
    const event = i % REPEAT_EVERY === REPEAT_EVERY - 1 ? i - 1 : i;
    const body = JSON.stringify({ order: event, phone: phoneNumber(event % 500) });
    const signature = `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
    const headers = { 'content-type': 'application/json', 'x-github-delivery': `${round}-${event}`, 'x-hub-signature-256': signature };
    return { path, headers, body };
  };
  return openLoop({ port, perSecond: PER_SECOND, count, requestOf });
}

/** What Postgres holds once every run has ended, or after a minute. */
async function countedWhenDone(meter, { endpoint, workflow }) {
  for (const end = Date.now() + RUNS_END_WITHIN_MS; ; await pause(200)) {
    const [events] = await meter.query(EVENTS, [endpoint.id]);
    const [runs] = await meter.query(RUNS, [workflow]);
    if ((runs.succeeded >= events.stored && events.started === events.stored) || Date.now() > end) return { ...events, ...runs };
  }
}

function verdictOf(answers, counted) {
  const accepted = answers.filter(({ status }) => status >= 200 && status < 300);
  const events = answers.length - Math.floor(answers.length / REPEAT_EVERY);
  const lost = Math.max(0, events - Math.min(counted.distinct, counted.runs, counted.succeeded));
  const doubled = counted.stored - counted.distinct + Math.max(0, counted.runs - counted.distinct);
  const refused = answers.length - accepted.length;
  return { events, refused, lost, doubled, right: refused === 0 && lost === 0 && doubled === 0 };
}
