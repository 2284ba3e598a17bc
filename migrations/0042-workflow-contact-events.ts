import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Contact events that workflows listen for, noted in the transaction of the change: none is lost and none is seen before it is true. */
export class WorkflowContactEvents0000000000042 implements MigrationInterface {
  name = 'WorkflowContactEvents0000000000042';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table workflow_contact_events (
        workspace_id uuid not null references workspaces (id) on delete cascade,
        event_id uuid not null,
        contact_id uuid not null,
        type text not null,
        -- Names of the fields that were written.
        fields json not null,
        primary key (workspace_id, event_id)
      );
      alter table workflow_contact_events enable row level security;
      alter table workflow_contact_events force row level security;
      create policy own on workflow_contact_events to patchbay_app using (workspace_id = current_workspace()) with check (workspace_id = current_workspace());
      create policy sweep on workflow_contact_events to patchbay_system using (true);
      -- "for update" asks for the right to update.
      grant select, insert, update, delete on workflow_contact_events to patchbay_app;
      grant select on workflow_contact_events to patchbay_system;

      -- Runs as who writes the event: a workspace's own transaction sees its triggers. What runs wrote (by the recorder) starts nothing: a workflow that
      -- changes its contact would start itself for ever.
      create function note_contact_event() returns trigger language plpgsql set search_path = public, pg_temp as $$
        begin
          -- Two steps: other roles have no right to read the triggers, and rights are checked for a whole expression at once.
          if current_user <> 'patchbay_app' then
            return null;
          end if;
          if exists (select from workflow_triggers t where t.workspace_id = new.workspace_id and t.type = 'contact') then
            insert into workflow_contact_events (workspace_id, event_id, contact_id, type, fields)
            values (new.workspace_id, new.id, new.subject_id::uuid, new.type, coalesce(new.data -> 'fields', '[]'));
          end if;
          return null;
        end $$;
      create trigger event_logs_contact after insert on event_logs for each row
        when (new.type in ('contact.created', 'contact.updated') and new.actor not like 'execution:%') execute function note_contact_event();
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only; restore a backup instead.');
  }
}
