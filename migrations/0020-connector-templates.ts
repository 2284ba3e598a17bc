import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ConnectorTemplates0000000000020 implements MigrationInterface {
  name = 'ConnectorTemplates0000000000020';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Connectors without credentials, to be installed by any workspace. publisher_id is null for official ones.
      create table connector_templates (
        id uuid primary key,
        -- Names a shipped official template, so that a newer release finds it again.
        key text unique check (key ~ '^[a-z][a-z0-9-]{0,99}$'),
        shipped_version int not null default 0,
        publisher_id uuid references workspaces (id) on delete cascade,
        source_connector_id uuid,
        author text not null check (length(author) between 1 and 200),
        name text not null check (length(name) between 1 and 200),
        description text not null,
        category text not null,
        icon text,
        definition jsonb not null,
        credentials jsonb not null,
        version int not null default 1,
        status text not null default 'published' check (status in ('published', 'hidden', 'removed')),
        moderation_note text,
        featured boolean not null default false,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now(),
        check ((key is null) or (publisher_id is null)),
        unique (publisher_id, source_connector_id)
      );
      create index connector_templates_by_category on connector_templates (category);
      alter table connector_templates enable row level security;
      alter table connector_templates force row level security;
      -- Every workspace reads what is published; a workspace writes only its own; transactions without a workspace are the platform's own acts.
      create policy shown on connector_templates for select to patchbay_app using (status = 'published' or publisher_id = current_workspace());
      create policy own on connector_templates to patchbay_app using (publisher_id = current_workspace()) with check (publisher_id = current_workspace());
      create policy platform on connector_templates to patchbay_app using (current_workspace() is null) with check (current_workspace() is null);
      grant select, insert, update, delete on connector_templates to patchbay_app;

      -- Counted by every workspace, also for templates it may not write: kept apart from them, holding nothing but numbers.
      create table connector_template_counters (
        template_id uuid primary key references connector_templates (id) on delete cascade,
        installs bigint not null default 0,
        rating_count int not null default 0,
        rating_sum int not null default 0
      );
      grant select, insert, update on connector_template_counters to patchbay_app;

      -- One rating per person, in whatever workspace; rater is a digest, so the table tells nobody who voted.
      create table connector_template_ratings (
        template_id uuid not null references connector_templates (id) on delete cascade,
        rater bytea not null,
        rating int not null check (rating between 1 and 5),
        rated_at timestamptz not null default now(),
        primary key (template_id, rater)
      );
      grant select, insert, update on connector_template_ratings to patchbay_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only; restore a backup instead.');
  }
}
