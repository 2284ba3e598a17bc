import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What model calls cost, and counts of executions that are kept up to date as they end. */
export class CostsAndRollups0000000000050 implements MigrationInterface {
  name = 'CostsAndRollups0000000000050';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(TRIGGERS);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only; restore a backup instead.');
  }
}

/** A workspace table's row security: forced, and every row belongs to the current workspace. */
const ownRowsOnly = (table: string): string => `
  alter table ${table} enable row level security;
  alter table ${table} force row level security;
  create policy own on ${table} to patchbay_app using (workspace_id = current_workspace()) with check (workspace_id = current_workspace());
`;

const TABLES = `
  -- Bytes that went to and came from providers.
  alter table executions add column bytes bigint;

  -- A UUIDv7 of a moment (RFC 9562 §5.7), for rows that the database itself makes.
  create function new_id(moment timestamptz) returns uuid language sql volatile parallel safe
    as $$ select (left(uuid_at(moment)::text, 14) || '7' || substr(gen_random_uuid()::text, 16))::uuid $$;

  -- One row for each model call. Prices in US dollars per million tokens, with the list they were read from; usd null: price unknown.
  create table model_cost_logs (
    workspace_id uuid not null,
    id uuid not null,
    execution_id uuid not null,
    trace_id text not null,
    connector_key text not null,
    action text,
    connection_id uuid,
    provider text not null,
    model text not null,
    input_tokens bigint not null,
    output_tokens bigint not null,
    cached_tokens bigint not null,
    input_price numeric,
    output_price numeric,
    cached_price numeric,
    price_source text,
    price_as_of date,
    usd numeric,
    primary key (workspace_id, id)
  ) partition by range (id);
  create table model_cost_logs_default partition of model_cost_logs default;
  create index model_cost_logs_by_execution on model_cost_logs (workspace_id, execution_id);
  ${ownRowsOnly('model_cost_logs')}
  create policy sweep on model_cost_logs for select to patchbay_system using (true);
  create policy count on model_cost_logs to current_user using (true) with check (true);
  grant select on model_cost_logs to patchbay_app, patchbay_system;
  select ensure_partitions('model_cost_logs', current_date - 1, 9);

  -- What ended and is not in execution_rollups yet: written by the statement that ends a run, taken out by the one that counts it.
  create table execution_ends (
    workspace_id uuid not null,
    ended_at timestamptz not null,
    connector_key text not null,
    action text not null,
    mode text not null,
    status text not null,
    runs int not null,
    duration_ms double precision,
    bytes bigint not null,
    usd numeric,
    unpriced int not null
  ) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 10000);
  ${ownRowsOnly('execution_ends')}
  create policy sweep on execution_ends to patchbay_system using (true);
  create policy count on execution_ends to current_user using (true) with check (true);
  grant select on execution_ends to patchbay_app;
  grant select, delete on execution_ends to patchbay_system;

  -- grain: seconds of a bucket (300, 3600, 86400). slots, counts: histogram of durations, see duration_slot().
  create table execution_rollups (
    workspace_id uuid not null,
    grain int not null,
    bucket timestamptz not null,
    connector_key text not null,
    action text not null,
    mode text not null,
    status text not null,
    runs bigint not null,
    duration_ms double precision not null,
    bytes bigint not null,
    usd numeric not null,
    unpriced bigint not null,
    slots smallint[] not null,
    counts bigint[] not null,
    primary key (workspace_id, grain, bucket, connector_key, action, mode, status)
  );
  create index execution_rollups_age on execution_rollups (grain, bucket);
  ${ownRowsOnly('execution_rollups')}
  create policy sweep on execution_rollups to patchbay_system using (true) with check (true);
  grant select on execution_rollups to patchbay_app;
  grant select, insert, update, delete on execution_rollups to patchbay_system;

  -- OpenTelemetry's exponential histogram at scale 3 (base 2^(1/8)): a value v ms is in slot n when 2^(n/8) < v <= 2^((n+1)/8),
  -- so a percentile read from it is wrong by at most 4.4 %. Bounds: 4 microseconds and 12 days.
  create function duration_slot(ms double precision) returns smallint language sql immutable strict parallel safe
    as $$ select (ceil(ln(least(greatest(ms, 0.004), 1e9)) / ln(2::double precision) * 8) - 1)::smallint $$;
  -- Two histograms as one.
  create function merge_histogram(inout slots smallint[], inout counts bigint[], more_slots smallint[], more_counts bigint[])
    language sql immutable parallel safe as $$
      select coalesce(array_agg(slot order by slot), '{}'), coalesce(array_agg(n order by slot), '{}') from (
        select slot, sum(n)::bigint as n from (select * from unnest($1, $2) union all select * from unnest($3, $4)) as both_of (slot, n) group by slot
      ) summed $$;
`;

const ENDED = `('succeeded', 'failed', 'cancelled', 'timed_out', 'unknown')`;

/** Rows of execution_ends and model_cost_logs out of the table \`ended\`. */
const NOTE = (source: string): string => `
  insert into execution_ends (workspace_id, ended_at, connector_key, action, mode, status, runs, duration_ms, bytes, unpriced)
    select n.workspace_id, coalesce(n.finished_at, now()), n.connector_key, coalesce(n.action, ''), n.mode, n.status, 1, n.duration_ms,
      coalesce(n.bytes, 0), 0
    from ${source};
  if exists (select from new_rows where costs is not null) then
    begin
      with logged as (
        insert into model_cost_logs
          select n.workspace_id, new_id(coalesce(n.finished_at, now())), n.id, n.trace_id, n.connector_key, n.action, n.connection_id,
            left(c ->> 'provider', 100), left(c ->> 'model', 200), coalesce((c ->> 'inputTokens')::bigint, 0),
            coalesce((c ->> 'outputTokens')::bigint, 0), coalesce((c ->> 'cachedTokens')::bigint, 0), (c #>> '{price,input}')::numeric,
            (c #>> '{price,output}')::numeric, (c #>> '{price,cached}')::numeric, c #>> '{price,source}', (c #>> '{price,asOf}')::date,
            (c ->> 'usd')::numeric
          from ${source.replace('where', `cross join lateral json_array_elements(case json_typeof(n.costs) when 'array' then n.costs end) c where`)}
          returning workspace_id, execution_id, usd)
      insert into execution_ends (workspace_id, ended_at, connector_key, action, mode, status, runs, bytes, usd, unpriced)
        select n.workspace_id, coalesce(n.finished_at, now()), n.connector_key, coalesce(n.action, ''), n.mode, n.status, 0, 0, l.usd,
          (l.usd is null)::int
        from logged l join new_rows n on n.workspace_id = l.workspace_id and n.id = l.execution_id;
    exception when data_exception or not_null_violation then
      -- A cost that cannot be read must not keep the run from being recorded; the run's own row still shows it.
      raise warning 'model costs of a run could not be read: %', sqlerrm;
    end;
  end if;
  return null;
`;

const noteFunction = (name: string, source: string): string => `
  create function ${name}() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
  begin
    ${NOTE(source)}
  end $$;
  revoke all on function ${name}() from public;
`;

// Triggers, because runs are ended by many statements (recorder, sweeps, cancels, deadlines): each end is counted exactly once, in its own
// transaction, whoever makes it. On statements, not rows: a batch costs one call.
const TRIGGERS = `
  ${noteFunction('note_inserted_ends', `new_rows n where n.status in ${ENDED}`)}
  ${noteFunction(
    'note_updated_ends',
    `new_rows n join old_rows o on o.workspace_id = n.workspace_id and o.id = n.id where n.status in ${ENDED} and o.status not in ${ENDED}`,
  )}
  create trigger note_inserted_ends after insert on executions referencing new table as new_rows
    for each statement execute function note_inserted_ends();
  create trigger note_updated_ends after update on executions referencing old table as old_rows new table as new_rows
    for each statement execute function note_updated_ends();
`;
