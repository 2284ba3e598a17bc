import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A workspace table's row security: forced, and every row belongs to the current workspace; sweeps and claims see all. */
const ownRowsAndSystem = (table: string): string => `
  alter table ${table} enable row level security;
  alter table ${table} force row level security;
  create policy own on ${table} to patchbay_app using (workspace_id = current_workspace()) with check (workspace_id = current_workspace());
  create policy sweep on ${table} to patchbay_system using (true) with check (true);
`;

export class Workflows0000000000040 implements MigrationInterface {
  name = 'Workflows0000000000040';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- The current version's number and hash here, every version's text in workflow_versions.
      create table workflows (
        workspace_id uuid not null references workspaces (id) on delete cascade,
        id uuid not null,
        name text not null check (length(name) between 1 and 200),
        -- Off: triggers start nothing; a person still can.
        enabled boolean not null default true,
        version int not null,
        hash text not null,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now(),
        primary key (workspace_id, id)
      );
      create unique index workflows_name on workflows (workspace_id, lower(name));
      create table workflow_versions (
        workspace_id uuid not null,
        workflow_id uuid not null,
        version int not null,
        hash text not null,
        definition jsonb not null,
        created_by text not null,
        created_at timestamptz not null default now(),
        primary key (workspace_id, workflow_id, version),
        foreign key (workspace_id, workflow_id) references workflows (workspace_id, id) on delete cascade
      );
      ${ownRowsAndSystem('workflows')}
      ${ownRowsAndSystem('workflow_versions')}
      grant select, insert, update, delete on workflows, workflow_versions to patchbay_app;
      grant select on workflows, workflow_versions to patchbay_system;

      -- One run of one version. JSON columns are "json": written once, never searched, and \\u0000 from providers is legal in them.
      create table workflow_runs (
        workspace_id uuid not null,
        id uuid not null,
        workflow_id uuid not null,
        version int not null,
        status text not null,
        trigger_type text not null,
        trigger_id text,
        -- Runs that were started together, e.g. by a bulk run.
        group_id uuid,
        contact_id uuid,
        -- On whose rights it runs.
        principal json not null,
        trace_id text not null,
        rerun_of uuid,
        input json not null,
        output json,
        error json,
        started_at timestamptz,
        finished_at timestamptz,
        primary key (workspace_id, id)
      ) partition by range (id);
      create table workflow_runs_default partition of workflow_runs default;
      create index workflow_runs_by_workflow on workflow_runs (workspace_id, workflow_id, id);
      create index workflow_runs_not_succeeded on workflow_runs (workspace_id, status, id) where status <> 'succeeded';
      create index workflow_runs_by_contact on workflow_runs (workspace_id, contact_id, id) where contact_id is not null;
      create index workflow_runs_by_group on workflow_runs (workspace_id, group_id, id) where group_id is not null;

      -- One row per node and item of a run (item -1: the node itself). Ranged by the run, so that a run's rows lie in one partition.
      create table workflow_node_runs (
        workspace_id uuid not null,
        run_id uuid not null,
        node_id text not null,
        item int not null default -1,
        type text not null,
        status text not null,
        -- The port it was left by: decides which edges were taken. Null while open, and for nodes nothing follows.
        port text,
        attempt int not null default 1,
        -- Queued: not before this moment. It is how delays and waits between tries are kept.
        due_at timestamptz not null default now(),
        -- The queue job that will look at a queued row.
        job_id uuid,
        -- The process that runs it (processes.id).
        claimed_by uuid,
        -- The execution of the action: chosen with the claim, before anything is sent.
        execution_id uuid,
        -- Set right before a write may leave; null: nothing was sent.
        sent_at timestamptz,
        -- A person's input in place of the templates.
        input_override json,
        -- As it is shown: redacted and capped.
        input json,
        -- Whole: later nodes read it here. hidden: kept for them, shown to nobody.
        output json,
        output_bytes int,
        hidden boolean not null default false,
        error json,
        -- Earlier tries.
        attempts json,
        items_total int,
        items_next int,
        items_done int,
        items_failed int,
        created_at timestamptz not null default now(),
        started_at timestamptz,
        finished_at timestamptz,
        primary key (workspace_id, run_id, node_id, item)
      ) partition by range (run_id);
      create table workflow_node_runs_default partition of workflow_node_runs default;
      create index workflow_node_runs_open on workflow_node_runs (status, due_at) where status in ('queued', 'running');
      ${ownRowsAndSystem('workflow_runs')}
      ${ownRowsAndSystem('workflow_node_runs')}
      grant select, insert, update on workflow_runs to patchbay_app;
      grant select, insert, update, delete on workflow_node_runs to patchbay_app;
      grant select, update on workflow_runs, workflow_node_runs to patchbay_system;

      -- What started a run, so that the same wish starts it once.
      create table workflow_start_keys (
        workspace_id uuid not null references workspaces (id) on delete cascade,
        key text not null check (length(key) between 1 and 300),
        run_id uuid not null,
        created_at timestamptz not null default now(),
        primary key (workspace_id, key)
      );
      create index workflow_start_keys_age on workflow_start_keys (created_at);
      ${ownRowsAndSystem('workflow_start_keys')}
      grant select, insert, delete on workflow_start_keys to patchbay_app;
      grant select, delete on workflow_start_keys to patchbay_system;

      -- What has to be listened for: the enabled triggers of enabled workflows, but manual ones.
      create table workflow_triggers (
        workspace_id uuid not null,
        workflow_id uuid not null,
        trigger_id text not null,
        type text not null,
        config jsonb not null,
        -- Schedules: when it fires next.
        next_at timestamptz,
        primary key (workspace_id, workflow_id, trigger_id),
        foreign key (workspace_id, workflow_id) references workflows (workspace_id, id) on delete cascade
      );
      create index workflow_triggers_due on workflow_triggers (next_at) where next_at is not null;
      create index workflow_triggers_by_type on workflow_triggers (workspace_id, type);
      ${ownRowsAndSystem('workflow_triggers')}
      grant select, insert, update, delete on workflow_triggers to patchbay_app;
      grant select, update on workflow_triggers to patchbay_system;

      -- Drops whole days older than the cut, and what landed in the default partition, whatever its key column is called; returns how many days.
      create or replace function drop_partitions(parent regclass, before_day date) returns int
        language plpgsql security definer set search_path = public, pg_temp as $$
        declare
          child regclass;
          dropped int := 0;
          key_column text := (
            select a.attname from pg_partitioned_table p join pg_attribute a on a.attrelid = p.partrelid and a.attnum = p.partattrs[0]
            where p.partrelid = parent);
        begin
          for child in
            select inhrelid::regclass from pg_inherits
            where inhparent = parent and substring(inhrelid::regclass::text from '_(\\d{8})$') < to_char(before_day, 'YYYYMMDD')
          loop
            execute format('drop table %s', child);
            dropped := dropped + 1;
          end loop;
          execute format('delete from %s where %I < %L', (select partdefid::regclass from pg_partitioned_table where partrelid = parent),
            key_column, uuid_at(before_day::timestamp at time zone 'utc'));
          return dropped;
        end $$;

      select ensure_partitions('workflow_runs', current_date - 1, 9), ensure_partitions('workflow_node_runs', current_date - 1, 9);
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only; restore a backup instead.');
  }
}
