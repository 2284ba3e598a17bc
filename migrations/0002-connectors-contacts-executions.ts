import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A workspace table's row security: forced, and every row belongs to the current workspace. */
const ownRowsOnly = (table: string): string => `
  alter table ${table} enable row level security;
  alter table ${table} force row level security;
  create policy own on ${table} to patchbay_app using (workspace_id = current_workspace()) with check (workspace_id = current_workspace());
`;

export class ConnectorsContactsExecutions0000000000002 implements MigrationInterface {
  name = 'ConnectorsContactsExecutions0000000000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Custom connectors: the current version's number here, every version's text in connector_versions.
      create table connectors (
        workspace_id uuid not null references workspaces (id) on delete cascade,
        id uuid not null,
        name text not null check (length(name) between 1 and 200),
        category text not null,
        enabled boolean not null default true,
        version int not null,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now(),
        primary key (workspace_id, id)
      );
      create unique index connectors_name on connectors (workspace_id, lower(name));
      create table connector_versions (
        workspace_id uuid not null,
        connector_id uuid not null,
        version int not null,
        definition jsonb not null,
        created_by text not null,
        created_at timestamptz not null default now(),
        primary key (workspace_id, connector_id, version),
        foreign key (workspace_id, connector_id) references connectors (workspace_id, id) on delete cascade
      );
      ${ownRowsOnly('connectors')}
      ${ownRowsOnly('connector_versions')}
      grant select, insert, update, delete on connectors to patchbay_app;
      grant select, insert, delete on connector_versions to patchbay_app;

      -- Workspace secrets ({{workspace.name}}); "sealed" opens only with workspace, row id and purpose as additional data.
      create table credentials (
        workspace_id uuid not null references workspaces (id) on delete cascade,
        id uuid not null,
        name text not null check (name ~ '^[A-Za-z_][A-Za-z0-9_]{0,99}$'),
        sealed bytea,
        key_id text,
        vault_path text,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now(),
        primary key (workspace_id, id),
        unique (workspace_id, name),
        check ((sealed is null) <> (vault_path is null))
      );
      ${ownRowsOnly('credentials')}
      create policy rotate on credentials to patchbay_system using (true) with check (true);
      grant select, insert, update, delete on credentials to patchbay_app;
      grant select, update on credentials to patchbay_system;

      create table contacts (
        workspace_id uuid not null references workspaces (id) on delete cascade,
        id uuid not null,
        firstname text, lastname text, email text, phone_number text, company text,
        st_address text, city text, state text, zip text, country text,
        custom_fields jsonb not null default '{}',
        metadata jsonb not null default '{}',
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now(),
        primary key (workspace_id, id)
      );
      create index contacts_email on contacts (workspace_id, lower(email));
      ${ownRowsOnly('contacts')}
      grant select, insert, update, delete on contacts to patchbay_app;

      -- One row explains one run. JSON columns are "json", not "jsonb": written once, never searched, and \\u0000 from providers is legal in them.
      create table executions (
        workspace_id uuid not null,
        id uuid not null,
        connector_key text not null,
        connector_name text not null,
        connector_source text not null,
        connector_version int not null,
        action text,
        effect text not null,
        connection_id uuid,
        contact_id uuid,
        mode text not null,
        trigger text not null,
        status text not null,
        error_code text,
        retry_of uuid,
        trace_id text not null,
        input json,
        output json,
        error json,
        steps json,
        attempts json,
        decisions json,
        contact_updates json,
        costs json,
        sealed_payload bytea,
        started_at timestamptz,
        finished_at timestamptz,
        duration_ms double precision,
        primary key (workspace_id, id)
      ) partition by range (id);
      create table executions_default partition of executions default;
      create index executions_by_connector on executions (workspace_id, connector_key, id);
      create index executions_not_succeeded on executions (workspace_id, status, id) where status <> 'succeeded';
      ${ownRowsOnly('executions')}
      create policy record on executions to patchbay_recorder using (true) with check (true);
      create policy sweep on executions to patchbay_system using (true) with check (true);
      grant select, update on executions to patchbay_app;
      grant select, insert, update on executions to patchbay_recorder;
      grant select, update on executions to patchbay_system;

      -- The caller's Idempotency-Key, kept 24 h. The row is claimed before the run; concurrent callers wait for its execution to end.
      create table idempotency_keys (
        workspace_id uuid not null references workspaces (id) on delete cascade,
        key text not null check (length(key) between 1 and 255),
        request_hash bytea not null,
        execution_id uuid not null,
        status int,
        answer json,
        created_at timestamptz not null default now(),
        primary key (workspace_id, key)
      );
      create index idempotency_keys_age on idempotency_keys (created_at);
      ${ownRowsOnly('idempotency_keys')}
      create policy sweep on idempotency_keys to patchbay_system using (true);
      grant select, insert, update, delete on idempotency_keys to patchbay_app;
      grant select, delete on idempotency_keys to patchbay_system;

      -- What happened, to what, by whom.
      create table event_logs (
        workspace_id uuid not null,
        id uuid not null,
        type text not null,
        subject_type text not null,
        subject_id text not null,
        actor text not null,
        trace_id text,
        data json,
        primary key (workspace_id, id)
      ) partition by range (id);
      create table event_logs_default partition of event_logs default;
      create index event_logs_by_subject on event_logs (workspace_id, subject_type, subject_id, id);
      ${ownRowsOnly('event_logs')}
      create policy record on event_logs to patchbay_recorder using (true) with check (true);
      create policy sweep on event_logs to patchbay_system using (true);
      grant select, insert on event_logs to patchbay_app;
      grant select, insert on event_logs to patchbay_recorder;
      grant select on event_logs to patchbay_system;

      select ensure_partitions('executions', current_date - 1, 9), ensure_partitions('event_logs', current_date - 1, 9);
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only; restore a backup instead.');
  }
}
