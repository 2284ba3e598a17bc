import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What an accepted run needs to survive whatever dies: who runs it, until when it may run, which job wakes it, and whether anything was sent. */
export class DurableRuns0000000000005 implements MigrationInterface {
  name = 'DurableRuns0000000000005';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table executions
        -- The queue job that carries this row; set with the row, before the job exists.
        add column job_id uuid,
        add column priority int not null default 0,
        add column not_before timestamptz,
        add column deadline_at timestamptz,
        -- How often a worker took it.
        add column attempt int not null default 0,
        -- The process that runs it (processes.id).
        add column claimed_by uuid,
        -- When a write was about to be sent; null: nothing left the house.
        add column sent_at timestamptz,
        -- The provider recognises a repeat, so a write may be sent again after a crash.
        add column repeatable boolean not null default false;
      create index executions_open on executions (status, id) where status in ('queued', 'running');

      -- Every running Patchbay process; one that has not said a word for a while is dead and what it claimed is swept.
      create table processes (
        id uuid primary key,
        role text not null,
        started_at timestamptz not null default now(),
        seen_at timestamptz not null default now()
      );
      grant select, insert, update, delete on processes to patchbay_system;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only; restore a backup instead.');
  }
}
