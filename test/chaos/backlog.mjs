// node --import ./scripts/ts-sources.mjs test/chaos/backlog.mjs [--rows 500000] [--redis] [--built]
// What the reconcilers make of a backlog: so many queued runs, and as many queued workflow nodes, of which no job exists. Prints, for each, how long it takes until
// every row has a live job, what a look at the whole backlog costs from then on, how soon a row is found that loses its job behind all the others, and the
// most memory the process took. Ends with 1 when a row was without a job for more than 30 s, or above 400 MiB.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { Cluster } from './cluster.mjs';
import { makeConnectors } from './load.mjs';

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '500000' },
    redis: { type: 'boolean', default: false },
    built: { type: 'boolean', default: false },
  },
});
const rows = Number(values.rows);
const WITHIN_MS = 30_000;
const LIMIT_MIB = 400;
/** So many waiting runs are accepted (QueueIntake). */
const MOST_ACCEPTED = 500_000;
const WATCHED_MS = 20_000;
const TICKS = Number(execFileSync('getconf', ['CLK_TCK']));

/** A version 7 id for row n: accepted in the last hour, one after the other. */
const ID = `(lpad(to_hex((extract(epoch from now()) * 1000)::bigint - 3600000 + n), 12, '0') || '70008000' || lpad(to_hex(n), 12, '0'))::uuid`;
const KINDS = {
  runs: {
    table: 'executions',
    fill: `insert into executions (workspace_id, id, status, connector_key, connector_name, connector_source, connector_version, effect, mode, trigger, trace_id, deadline_at)
      select $2, ${ID}, 'queued', 'acme', 'Acme', 'custom', 1, 'read', 'async', 'api', 't', now() + interval '1 day' from generate_series(1, $1::int) n`,
  },
  nodes: {
    table: 'workflow_node_runs',
    fill: `insert into workflow_node_runs (workspace_id, run_id, node_id, item, type, status, due_at)
      select $2, ${ID}, 'send', -1, 'action', 'queued', now() - interval '1 minute' + n * interval '10 microseconds' from generate_series(1, $1::int) n`,
  },
};

const cluster = await Cluster.start({ redis: values.redis, roles: ['api'], built: values.built });
let ok = true;
try {
  const client = new pg.Client({ connectionString: cluster.databaseUrl });
  await client.connect();
  const connectors = await makeConnectors(cluster.apis[0], cluster.key, 'http://127.0.0.1:9');
  for (const [name, kind] of Object.entries(KINDS)) {
    const facts = await measure(client, kind);
    if (name === 'runs') facts.accept = await statusOfAccept(connectors.read);
    const refused = name !== 'runs' || rows < MOST_ACCEPTED || facts.accept === '503 overloaded';
    const good = refused && facts.allWithin !== undefined && facts.lostWithinMs < WITHIN_MS && facts.mostMib < LIMIT_MIB;
    ok &&= good;
    process.stdout.write(`${JSON.stringify({ ok: good, name, queue: values.redis ? 'redis' : 'postgres', rows, ...facts })}\n`);
    await client.query(`delete from ${kind.table}`);
  }
  await client.end();
  if (!ok) process.stderr.write(cluster.log.slice(-30).join(''));
} finally {
  await cluster.stop();
}
process.exit(ok ? 0 : 1);

async function measure(client, { table, fill }) {
  const { rows: workspaces } = await client.query('select id from workspaces limit 1');
  await client.query(fill, [rows, workspaces[0].id]);
  const pid = cluster.pidOf('api-0');
  const memory = watchMemory(pid);
  const began = Date.now();
  const allWithin = await until(
    client,
    `select count(*)::int as open from ${table} where status = 'queued' and job_id is null`,
    10 * WITHIN_MS,
  );
  const before = cpuMs(pid);
  const postgresBefore = postgresMs();
  await new Promise((resolve) => setTimeout(resolve, WATCHED_MS));
  const cpuShare = (cpuMs(pid) - before) / WATCHED_MS;
  const postgresShare = (postgresMs() - postgresBefore) / WATCHED_MS;
  // The last of all loses its job: the id stands for none.
  const lost = Date.now();
  const newest = table === 'executions' ? 'id' : 'due_at';
  await client.query(
    `update ${table} set job_id = gen_random_uuid() where (tableoid, ctid) = (select tableoid, ctid from ${table} order by ${newest} desc limit 1)`,
  );
  const { rows: marked } = await client.query(`select job_id from ${table} order by ${newest} desc limit 1`);
  await until(client, `select count(*)::int as open from ${table} where job_id = '${marked[0].job_id}'`, 10 * WITHIN_MS);
  return {
    allWithin: allWithin && allWithin - began,
    lostWithinMs: Date.now() - lost,
    cpuShare: Number(cpuShare.toFixed(2)),
    postgresShare: Number(postgresShare.toFixed(2)),
    mostMib: memory.stop(),
  };
}

/** What the next caller of an asynchronous run is told. */
async function statusOfAccept(connector) {
  const response = await fetch(`${cluster.apis[0]}/api/v1/connectors/${connector}/execute?mode=async`, {
    method: 'POST',
    headers: { authorization: `Bearer ${cluster.key}`, 'content-type': 'application/json' },
    body: '{"input":{"run":"x"}}',
  });
  const { code = '' } = await response.json();
  return `${response.status} ${code}`.trim();
}

/** Out: the moment at which none was open any more; undefined when some were for too long. */
async function until(client, query, patienceMs) {
  for (const end = Date.now() + patienceMs; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 250))) {
    const { rows: counted } = await client.query(query);
    if (counted[0].open === 0) return Date.now();
  }
  return undefined;
}

function watchMemory(pid) {
  let most = 0;
  const look = () => (most = Math.max(most, Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0)));
  const timer = setInterval(look, 100);
  return { stop: () => (clearInterval(timer), Math.round(most / 1024)) };
}

/** Of one process, user and system. */
function cpuMs(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return ((Number(fields[11]) + Number(fields[12])) / TICKS) * 1_000;
}

/** Of this cluster's database server and all its children that live. */
function postgresMs() {
  const postmaster = cluster.postgresPid();
  const children = execFileSync('pgrep', ['-P', String(postmaster)], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map(Number);
  return children.reduce((sum, pid) => {
    try {
      return sum + cpuMs(pid);
    } catch {
      return sum;
    }
  }, 0);
}
