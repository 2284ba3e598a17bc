// Rows as months of use would have left them, written by SQL: by the API ten million would take hours.

/** Days that stored rows are spread over; less than the thirty that a workspace keeps them without saying otherwise. */
const DAYS = 25;
const DAY_MS = 86_400_000;

/** A time-ordered id of the row's moment (UUIDv7): the random part is drawn from its number. */
const ID = `(lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '7' || substr(hash, 1, 3) || '8' || substr(hash, 4, 15))::uuid`;
const STATUS = "case when i % 50 = 0 then 'failed' when i % 200 = 1 then 'cancelled' else 'succeeded' end";

const EXECUTIONS = `insert into executions_DAY (workspace_id, id, connector_key, connector_name, connector_source, connector_version, effect, mode, trigger, status,
    error_code, trace_id, input, output, steps, decisions, contact_updates, started_at, finished_at, duration_ms)
  select $1, ${ID}, 'connector-' || (i % 40), 'Connector ' || (i % 40), 'custom', 1, 'read', 'sync', 'api', ${STATUS},
    case when i % 50 = 0 then 'provider_error' end, hash, '{}', '{"valid":true,"carrier":"Example Mobile","lineType":"mobile"}',
    '[{"id":"request","status":"succeeded","durationMs":3.1}]', '[[1,"ok"],[2,"ok"],[3,"ok"]]', '{"firstname":"Ada","lastname":"Lovelace"}', at, at + interval '5 ms', 5`;

const RUNS = `insert into workflow_runs_DAY (workspace_id, id, workflow_id, version, status, trigger_type, principal, trace_id, input, output, started_at, finished_at)
  select $1, ${ID}, ($5::uuid[])[1 + i % cardinality($5::uuid[])], 1, ${STATUS}, 'api', '{"kind":"apiKey","id":"bench"}', hash, '{"phone":"+491700000000"}',
    '{"company":"Analytical Engines","score":174}', at, at + interval '300 ms'`;

const ROWS = `from (select i, to_timestamp(($2::float8 + i * $3::float8) / 1000) as at, md5(i::text || $2::text) as hash from generate_series(0, $4::int - 1) i) row`;

/** Stores so many executions of many connectors over the last days. They are not counted in the rollups, which no call reads. */
export const seedExecutions = (meter, count) => seedDays(meter, { table: 'executions', insert: EXECUTIONS, count });

/** Stores so many runs of these workflows over the last days. */
export const seedRuns = (meter, count, workflowIds) =>
  seedDays(meter, { table: 'workflow_runs', insert: RUNS, count, more: [workflowIds] });

/**
 * A table per day, filled first and made a partition after: its indexes are then built in one go, and triggers of the whole table, which count what ends now, have
 * nothing to do with what ended long ago. Today's and yesterday's partitions are there already and stay as they are.
 */
async function seedDays(meter, { table, insert, count, more = [] }) {
  const [{ id: workspaceId }] = await meter.query('select id from workspaces order by created_at limit 1');
  const today = Math.floor(Date.now() / DAY_MS) * DAY_MS;
  // What is seeded need not survive a power cut.
  await meter.query("set synchronous_commit = off; set maintenance_work_mem = '512MB'");
  const perDay = Math.ceil(count / DAYS);
  for (let day = 0, left = count; day < DAYS && left > 0; day++, left -= perDay) {
    const from = today - (day + 2) * DAY_MS;
    const rows = Math.min(perDay, left);
    const name = `${table}_${dayName(from)}`;
    await meter.query(`create table ${name} (like ${table} including defaults including constraints)`);
    await meter.query(`${insert.replace(`${table}_DAY`, name)} ${ROWS}`, [workspaceId, from, DAY_MS / rows, rows, ...more]);
    const [{ low, high }] = await meter.query('select uuid_at(to_timestamp($1)) as low, uuid_at(to_timestamp($2)) as high', [
      from / 1_000,
      (from + DAY_MS) / 1_000,
    ]);
    await meter.query(`alter table ${table} attach partition ${name} for values from ('${low}') to ('${high}')`);
    await meter.query(`vacuum analyze ${name}`);
  }
  await meter.query('reset synchronous_commit; reset maintenance_work_mem');
  await meter.query('checkpoint');
}

/** As `ensure_partitions` names a day's. */
const dayName = (ms) => new Date(ms).toISOString().slice(0, 10).replaceAll('-', '');

const COPIES = {
  connectors: `with template as (select * from connectors where id = $1),
    made as (select gen_random_uuid() as id, i from generate_series(1, $2) i),
    stored as (insert into connectors (workspace_id, id, name, category, enabled, version)
      select workspace_id, made.id, name || ' ' || i, category, enabled, version from template, made returning id)
    insert into connector_versions (workspace_id, connector_id, version, definition, created_by)
      select v.workspace_id, made.id, v.version, v.definition || jsonb_build_object('name', v.definition->>'name' || ' ' || i), v.created_by
      from connector_versions v, made where v.connector_id = $1`,
  connections: `insert into connections (workspace_id, id, connector_key, name, auth_type, source, sealed, key_id, metadata, created_by)
    select workspace_id, gen_random_uuid(), connector_key, name || ' ' || i, auth_type, source, sealed, key_id, metadata, created_by
    from connections, generate_series(1, $2) i where id = $1`,
};

/** Copies a custom connector so many times, with its version. A server that runs does not learn of it: start it again. */
export const copyConnector = (meter, id, count) => meter.query(COPIES.connectors, [id, count]);

/** Copies a connection so many times. Nobody can open the copies, whose seal names the first; they are there to be many. */
export const copyConnection = (meter, id, count) => meter.query(COPIES.connections, [id, count]);
