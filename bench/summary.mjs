// How long GET /metrics/summary takes at ten million executions in thirty days: node bench/summary.mjs [--explain]
// The counts are generated as the rollup job would have written them; the service then reads them as the route does.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import '../scripts/ts-sources.mjs';
import { cpuMs } from './measure/processes.mjs';

const EXECUTIONS = 10_000_000;
const DAYS = 30;
const ACTIONS = 40;
const HOUR_MS = 3_600_000;
const ROUNDS = 20;

const { values: options } = parseArgs({ options: { explain: { type: 'boolean', default: false } } });
const { startEmbeddedPostgres } = await import('../libs/platform/src/embedded-postgres/embedded-postgres.ts');
const { migrate } = await import('../libs/platform/src/database/migrate.ts');
const { PgDatabase } = await import('../libs/platform/src/database/pg-database.ts');
const { MetricsService } = await import('../libs/observability/src/metrics/metrics.service.ts');
const { WorkspaceActivityStore } = await import('../libs/observability/src/metrics/workspace-activity.store.ts');
const { SummaryStore, summaryStatement } = await import('../libs/observability/src/metrics/summary.store.ts');
const { tilesOf } = await import('../libs/observability/src/metrics/time-tiles.ts');
const { newId } = await import('../libs/kernel/src/ids/ids.ts');
const { pino } = await import('pino');

const folder = mkdtempSync(join(tmpdir(), 'patchbay-summary-'));
const server = await startEmbeddedPostgres(folder);
try {
  await migrate(server.url);
  const owner = new pg.Client({ connectionString: server.url });
  await owner.connect();
  const db = new PgDatabase({ ownerUrl: server.url, logger: pino({ level: 'silent' }) });
  const workspaceId = /** @type {import('../libs/kernel/src/ids/ids.ts').WorkspaceId} */ (newId());
  await db.inWorkspace(workspaceId, (tx) => tx.query(`insert into workspaces (id, name) values ($1, 'bench')`, [workspaceId]));
  const nowMs = Date.now();
  const postmaster = Number(readFileSync(join(folder, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
  // Of this process and the database together: what a busy machine does not stretch.
  const cpu = () => process.cpuUsage().user / 1_000 + process.cpuUsage().system / 1_000 + (cpuMs(postmaster) ?? 0);
  const written = await generate(owner, workspaceId, nowMs);
  console.log(`${EXECUTIONS.toLocaleString('en')} executions in ${DAYS} days are ${written.toLocaleString('en')} rows of counts.\n`);
  const metrics = new MetricsService(db, new SummaryStore(), new WorkspaceActivityStore());
  for (const { title, ask } of asks(workspaceId, nowMs)) {
    const times = [];
    const cpuBefore = cpu();
    let summary;
    for (let round = 0; round < ROUNDS; round++) {
      const started = performance.now();
      summary = await metrics.summary(ask, nowMs);
      times.push(performance.now() - started);
    }
    const cpuOfOne = ((cpu() - cpuBefore) / ROUNDS).toFixed(0).padStart(4);
    times.sort((a, b) => a - b);
    const at = (share) => times[Math.min(ROUNDS - 1, Math.floor(share * ROUNDS))].toFixed(1).padStart(7);
    console.log(
      `${title.padEnd(44)} processor ${cpuOfOne} ms   median ${at(0.5)} ms   worst ${at(1)} ms   ${summary.groups.length} groups, ${summary.total.runs.toLocaleString('en')} runs`,
    );
    if (options.explain) console.log(await plan(db, ask, nowMs), '\n');
  }
  await db.close();
  await owner.end();
} finally {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}

function asks(workspace, nowMs) {
  const ask = (hours, groupBy, more = {}) => ({ fromMs: nowMs - hours * HOUR_MS, toMs: nowMs, groupBy, workspace, ...more });
  return [
    { title: '30 days, total', ask: ask(DAYS * 24, []) },
    { title: '30 days by connector', ask: ask(DAYS * 24, ['connector']) },
    { title: '30 days by action and status', ask: ask(DAYS * 24, ['action', 'status']) },
    { title: '30 days by day', ask: ask(DAYS * 24, ['time']) },
    { title: '7 days by hour', ask: ask(7 * 24, ['time']) },
    { title: '7 days by hour and connector', ask: ask(7 * 24, ['time', 'connector']) },
    { title: '24 hours by connector', ask: ask(24, ['connector']) },
    { title: '12 hours by five minutes', ask: ask(12, ['time'], { interval: '5m' }) },
    { title: '30 days, all workspaces', ask: ask(DAYS * 24, ['workspace'], { workspace: 'all' }) },
  ];
}

/** Rows of every grain as they are kept, one success in fifty a failure, durations over two hundred values; and 5,000 ends not counted yet. */
async function generate(owner, workspaceId, nowMs) {
  let rows = 0;
  for (const [grain, days] of [
    [300, 3],
    [3_600, DAYS],
    [86_400, DAYS],
  ]) {
    const perBucket = Math.max(1, Math.round(((EXECUTIONS / DAYS / 86_400) * grain) / ACTIONS));
    const { rowCount } = await owner.query(
      `insert into execution_rollups
       select $1, $2::int, bucket, 'connector-' || (a / 2), 'action.' || a, 'sync', status, n, n * 120, n * 900, 0, 0, h.histogram
       from generate_series(date_bin(make_interval(secs => $2), to_timestamp($3::float8 / 1000) - make_interval(days => $4), 'epoch'), to_timestamp($3::float8 / 1000), make_interval(secs => $2)) bucket
       cross join generate_series(0, $5::int - 1) a
       cross join lateral (values ('succeeded', greatest(1, $6::int * 49 / 50)), ('failed', greatest(1, $6::int / 50))) s (status, n)
       cross join lateral (
         select string_agg(slot || ':' || c, ',' order by slot) as histogram from (
           select duration_slot(5 + (i * 7919 % 200) * (1 + a)) as slot, count(*) as c from generate_series(1, least(n, 400)) i group by 1) spread
       ) h`,
      [workspaceId, grain, nowMs, days, ACTIONS, perBucket],
    );
    rows += rowCount;
  }
  await owner.query(
    `insert into execution_ends select $1, to_timestamp($2::float8 / 1000) - make_interval(secs => i % 5), 'connector-' || (i % 20), 'action.' || (i % 40), 'sync', 'succeeded', 1, i % 500, 900, null, 0
     from generate_series(1, 5000) i`,
    [workspaceId, nowMs],
  );
  await owner.query('vacuum analyze execution_rollups');
  return rows;
}

async function plan(db, ask, nowMs) {
  if (ask.workspace === 'all') return '';
  const { text, values } = summaryStatement(ask, tilesOf({ fromMs: ask.fromMs, toMs: ask.toMs, nowMs }), undefined);
  if (ask.groupBy.includes('time')) return '';
  const { rows } = await db.inWorkspace(ask.workspace, (tx) => tx.query(`explain (analyze, buffers) ${text}`, values));
  return rows.map((row) => row['QUERY PLAN']).join('\n');
}
