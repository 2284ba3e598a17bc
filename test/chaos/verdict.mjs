// What must be true when the dust has settled. Each line is a promise of docs/guarantees.md.
import pg from 'pg';
import { pino } from 'pino';
import { BullmqWorkQueues, roleUrl } from '../../libs/platform/src/index.ts';
import { RUN_QUEUE } from '../../libs/executions/src/index.ts';

/** A dead process is noticed after 15 s, its runs swept within 5 s more; then they run. */
const SETTLE_MS = 60_000;
/** "No queued row without a job" holds again within this time, whatever died. */
const JOB_WITHIN_MS = 30_000;
/** An execution that failed with one of these and made no request frees its Idempotency-Key: the next attempt is an execution of its own. */
const FREES_KEY = new Set(['database_unavailable', 'overloaded', 'shutting_down']);
const freesKey = ({ status, error_code: code, requests }) => status === 'failed' && FREES_KEY.has(code) && requests === 0;

/** Out: broken promises as sentences, and facts. `load`, `upstream`: what was asked and what arrived. */
export async function verdict({ cluster, load, upstream }) {
  const problems = [];
  const client = new pg.Client({ connectionString: cluster.databaseUrl });
  await client.connect();
  const queues = new BullmqWorkQueues(
    cluster.redis
      ? { backend: 'redis', url: cluster.redis.url }
      : { backend: 'postgres', url: roleUrl(cluster.databaseUrl, 'patchbay_queue') },
    pino({ level: 'silent' }),
  );
  try {
    const began = Date.now();
    problems.push(...(await jobsForQueuedRows(client, queues)));
    const settledMs = await settled(client, began);
    if (settledMs === undefined) problems.push(...(await stuckRows(client)));
    const rows = await executions(client);
    problems.push(...compare({ rows, load, upstream }));
    // 503 when something is away, the provider's failures as such, and never a failure of ours that has no name.
    for (const [answer, count] of load.statuses) if (answer.startsWith('500')) problems.push(`${count} callers were answered ${answer}`);
    const byStatus = {};
    for (const { status, mode, effect } of rows.values())
      byStatus[`${mode} ${effect} ${status}`] = (byStatus[`${mode} ${effect} ${status}`] ?? 0) + 1;
    return { problems, facts: { settledMs, executions: rows.size, byStatus } };
  } finally {
    await queues.close();
    await client.end();
  }
}

/** The invariant: after 30 s, every row that was queued before is ended, running, or has a live job. */
async function jobsForQueuedRows(client, queues) {
  const lost = async () => {
    const { rows } = await client.query(`select id, job_id from executions where status = 'queued'`);
    const alive = await queues.open(RUN_QUEUE).alive([...new Set(rows.flatMap(({ job_id: id }) => id ?? []))]);
    return rows.filter(({ job_id: id }) => id === null || !alive.has(id)).map(({ id }) => id);
  };
  const first = new Set(await lost());
  for (const end = Date.now() + JOB_WITHIN_MS; first.size > 0 && Date.now() < end; await pause(500)) {
    const still = new Set(await lost());
    for (const id of first) if (!still.has(id)) first.delete(id);
  }
  return [...first].map((id) => `${id} is queued without a job for ${JOB_WITHIN_MS / 1000} s`);
}

async function settled(client, began) {
  for (const end = Date.now() + SETTLE_MS; Date.now() < end; await pause(250)) {
    const { rows } = await client.query(`select count(*)::int as open from executions where status in ('queued', 'running')`);
    if (rows[0].open === 0) return Date.now() - began;
  }
  return undefined;
}

async function stuckRows(client) {
  const { rows } = await client.query(
    `select id, status, mode, effect, attempt, job_id, claimed_by, not_before,
       exists (select from processes p where p.id = claimed_by and p.seen_at > now() - interval '15 seconds') as alive
     from executions where status in ('queued', 'running') limit 10`,
  );
  return rows.map((row) => `stuck: ${JSON.stringify(row)}`);
}

async function executions(client) {
  const { rows } = await client.query(
    `select id, status, mode, effect, error_code, input->>'run' as run, coalesce(json_array_length(attempts), 0) as requests from executions`,
  );
  return new Map(rows.map((row) => [row.id, row]));
}

function compare({ rows, load, upstream }) {
  const problems = [];
  const byRun = Map.groupBy(rows.values(), ({ run }) => run);
  for (const [run, asked] of load.asked) {
    const seen = upstream.runs.get(run) ?? { requests: 0, effects: 0, successes: 0, keys: new Set() };
    const mine = byRun.get(run) ?? [];
    for (const id of asked.executionIds) if (!rows.has(id)) problems.push(`${id} was answered and is lost (${asked.mode} ${asked.kind})`);
    const counted = mine.filter((row) => !freesKey(row));
    if (asked.keyed && counted.length > 1)
      problems.push(`run ${run} has ${counted.length} executions under one Idempotency-Key: ${JSON.stringify(mine)}`);
    // One wish is one effect at the provider, however many executions it took until one of them sent something.
    if (asked.kind !== 'read' && seen.effects > 1)
      problems.push(`${asked.kind} ${run} took effect ${seen.effects} times: ${JSON.stringify(mine)}`);
    if (asked.kind === 'write' && seen.requests > 1) problems.push(`write ${run} was sent ${seen.requests} times: ${JSON.stringify(mine)}`);
    if (seen.keys.size > 1) problems.push(`run ${run} was sent under ${seen.keys.size} provider keys`);
    if (asked.succeeded && seen.successes === 0) problems.push(`run ${run} was answered 200 without a request`);
    for (const row of mine) {
      if (row.status === 'succeeded' && seen.successes === 0) problems.push(`${row.id} succeeded without a request`);
      if (row.effect !== 'read' && freesKey(row) && mine.length === 1 && seen.requests > 0)
        problems.push(`${row.id} says that nothing was sent, but it was`);
      if (row.effect !== 'read' && row.status === 'cancelled') problems.push(`${row.id} is cancelled though nobody asked`);
    }
    // A write that reached the provider and stands nowhere would be one that nobody can find.
    if (asked.kind !== 'read' && seen.requests > 0 && mine.length === 0) problems.push(`${asked.kind} ${run} was sent and stands nowhere`);
  }
  return problems;
}

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
