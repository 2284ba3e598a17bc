import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Many contacts through one workflow, with progress. */
export class BulkRuns0000000000046 implements MigrationInterface {
  name = 'BulkRuns0000000000046';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table workflow_bulk_runs (
        workspace_id uuid not null,
        -- Also the group of its runs.
        id uuid not null,
        workflow_id uuid not null,
        version int not null,
        status text not null check (status in ('running', 'paused', 'finished', 'cancelled', 'failed')),
        input json not null,
        -- Null: all contacts there were when it began, by id.
        contact_ids uuid[],
        up_to uuid,
        -- How far it is: contacts looked at, the last of them, and those that were gone by then.
        looked_at int not null default 0,
        last_contact uuid,
        skipped int not null default 0,
        total int not null,
        concurrency int not null check (concurrency between 1 and 1000),
        principal json not null,
        error json,
        created_at timestamptz not null default now(),
        finished_at timestamptz,
        primary key (workspace_id, id),
        foreign key (workspace_id, workflow_id) references workflows (workspace_id, id) on delete cascade
      );
      create index workflow_bulk_runs_open on workflow_bulk_runs (id) where status = 'running';
      create index workflow_bulk_runs_of_workflow on workflow_bulk_runs (workspace_id, workflow_id, id);
      -- How many of a group are under way, asked again and again while it runs.
      create index workflow_runs_open_of_group on workflow_runs (workspace_id, group_id) where group_id is not null and status in ('running', 'parked');
      alter table workflow_bulk_runs enable row level security;
      alter table workflow_bulk_runs force row level security;
      create policy own on workflow_bulk_runs to patchbay_app using (workspace_id = current_workspace()) with check (workspace_id = current_workspace());
      create policy sweep on workflow_bulk_runs to patchbay_system using (true) with check (true);
      grant select, insert, update, delete on workflow_bulk_runs to patchbay_app;
      grant select on workflow_bulk_runs to patchbay_system;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only; restore a backup instead.');
  }
}
