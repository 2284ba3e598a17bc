import type { MigrationInterface, QueryRunner } from 'typeorm';

export class RegistryAndContacts0000000000003 implements MigrationInterface {
  name = 'RegistryAndContacts0000000000003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- A workspace's own switch for a built-in connector; no row = on.
      create table builtin_settings (
        workspace_id uuid not null references workspaces (id) on delete cascade,
        connector_key text not null check (length(connector_key) between 1 and 100),
        enabled boolean not null,
        updated_at timestamptz not null default now(),
        primary key (workspace_id, connector_key)
      );
      alter table builtin_settings enable row level security;
      alter table builtin_settings force row level security;
      create policy own on builtin_settings to patchbay_app using (workspace_id = current_workspace()) with check (workspace_id = current_workspace());
      grant select, insert, update, delete on builtin_settings to patchbay_app;

      -- Credentials a user typed into a definition instead of naming a workspace secret. The definition holds the row's id in their place.
      create table connector_secrets (
        workspace_id uuid not null,
        id uuid not null,
        connector_id uuid not null,
        sealed bytea not null,
        key_id text not null,
        created_at timestamptz not null default now(),
        primary key (workspace_id, id),
        foreign key (workspace_id, connector_id) references connectors (workspace_id, id) on delete cascade
      );
      create index connector_secrets_by_connector on connector_secrets (workspace_id, connector_id);
      alter table connector_secrets enable row level security;
      alter table connector_secrets force row level security;
      create policy own on connector_secrets to patchbay_app using (workspace_id = current_workspace()) with check (workspace_id = current_workspace());
      create policy rotate on connector_secrets to patchbay_system using (true) with check (true);
      grant select, insert, delete on connector_secrets to patchbay_app;
      grant select, update on connector_secrets to patchbay_system;

      -- Looked for under row security: only a plain comparison of a column may use an index there, lower(email) may not.
      alter table contacts add column email_key text generated always as (lower(email)) stored;
      drop index contacts_email;
      create index contacts_email on contacts (workspace_id, email_key);

      -- Contact updates of many runs, of any workspace, are written in one statement by the recorder.
      create policy record on contacts to patchbay_recorder using (true) with check (true);
      grant select, update on contacts to patchbay_recorder;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only; restore a backup instead.');
  }
}
