import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A workspace table's row security: forced, and every row belongs to the current workspace; intake and sweeps see all. */
const ownRowsAndSystem = (table: string): string => `
  alter table ${table} enable row level security;
  alter table ${table} force row level security;
  create policy own on ${table} to patchbay_app using (workspace_id = current_workspace()) with check (workspace_id = current_workspace());
  create policy sweep on ${table} to patchbay_system using (true) with check (true);
`;

export class WebhookInbox0000000000045 implements MigrationInterface {
  name = 'WebhookInbox0000000000045';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- The address of one webhook trigger, with the secret its sender signs with.
      create table webhook_endpoints (
        workspace_id uuid not null,
        id uuid not null,
        workflow_id uuid not null,
        trigger_id text not null check (length(trigger_id) between 1 and 200),
        scheme text not null,
        options jsonb not null,
        sealed bytea not null,
        key_id text not null,
        enabled boolean not null default true,
        created_by text not null,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now(),
        primary key (workspace_id, id),
        unique (workspace_id, workflow_id, trigger_id),
        foreign key (workspace_id, workflow_id) references workflows (workspace_id, id) on delete cascade
      );
      -- Intake knows nothing but the id.
      create unique index webhook_endpoints_by_id on webhook_endpoints (id);

      -- What came, as it came.
      create table webhook_events (
        workspace_id uuid not null,
        id uuid not null,
        endpoint_id uuid not null,
        workflow_id uuid not null,
        event_key text not null,
        status text not null check (status in ('stored', 'started', 'ignored', 'dead')),
        content_type text not null,
        -- Those that say what was sent; none that authenticate.
        headers json not null,
        body bytea not null,
        -- Why it started nothing.
        reason json,
        run_id uuid,
        replays int not null default 0,
        attempts int not null default 0,
        due_at timestamptz not null default now(),
        received_at timestamptz not null default now(),
        primary key (workspace_id, id)
      ) partition by range (id);
      create table webhook_events_default partition of webhook_events default;
      create index webhook_events_by_endpoint on webhook_events (workspace_id, endpoint_id, id);
      create index webhook_events_by_status on webhook_events (workspace_id, status, id) where status <> 'started';
      create index webhook_events_due on webhook_events (due_at) where status = 'stored';

      -- Which events have come: a sender that repeats one is told so, and nothing starts twice.
      create table webhook_event_keys (
        workspace_id uuid not null,
        endpoint_id uuid not null,
        event_key text not null check (length(event_key) between 1 and 300),
        event_id uuid not null,
        created_at timestamptz not null default now(),
        primary key (workspace_id, endpoint_id, event_key),
        foreign key (workspace_id, endpoint_id) references webhook_endpoints (workspace_id, id) on delete cascade
      );
      create index webhook_event_keys_age on webhook_event_keys (created_at);

      ${ownRowsAndSystem('webhook_endpoints')}
      ${ownRowsAndSystem('webhook_events')}
      ${ownRowsAndSystem('webhook_event_keys')}
      grant select, insert, update, delete on webhook_endpoints to patchbay_app;
      grant select, insert, update on webhook_events to patchbay_app;
      grant select, insert on webhook_event_keys to patchbay_app;
      grant select, update on webhook_endpoints, webhook_events to patchbay_system;
      grant select, delete on webhook_event_keys to patchbay_system;
      select ensure_partitions('webhook_events', current_date - 1, 9);
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only; restore a backup instead.');
  }
}
