import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A workspace table's row security: forced, and every row belongs to the current workspace. */
const ownRowsOnly = (table: string): string => `
  alter table ${table} enable row level security;
  alter table ${table} force row level security;
  create policy own on ${table} to patchbay_app using (workspace_id = current_workspace()) with check (workspace_id = current_workspace());
  create policy sweep on ${table} to patchbay_system using (true) with check (true);
`;

/** Rules that tell somebody when something is wrong. */
export class Alerts0000000000055 implements MigrationInterface {
  name = 'Alerts0000000000055';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table alert_rules (
        workspace_id uuid not null references workspaces (id) on delete cascade,
        id uuid not null,
        name text not null check (length(name) between 1 and 200),
        kind text not null check (kind in ('error_rate', 'dead_connection', 'queue_age', 'quota', 'cost_budget')),
        condition jsonb not null,
        channels jsonb not null,
        enabled boolean not null default true,
        created_by text not null,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now(),
        primary key (workspace_id, id)
      );
      ${ownRowsOnly('alert_rules')}
      grant select, insert, update, delete on alert_rules to patchbay_app;
      grant select, update on alert_rules to patchbay_system;

      -- What a rule is about right now, one row for each thing it watches (a connection; '' for the whole workspace).
      create table alert_states (
        workspace_id uuid not null,
        rule_id uuid not null,
        subject text not null,
        firing boolean not null default false,
        -- Rounds in a row that said the opposite of "firing".
        contrary int not null default 0,
        value double precision,
        since timestamptz not null default now(),
        evaluated_at timestamptz not null default now(),
        primary key (workspace_id, rule_id, subject),
        foreign key (workspace_id, rule_id) references alert_rules (workspace_id, id) on delete cascade
      );
      ${ownRowsOnly('alert_states')}
      grant select, delete on alert_states to patchbay_app;
      grant select, insert, update, delete on alert_states to patchbay_system;

      -- What is to be told to whom: written with the change of state, so that a crash forgets none.
      create table alert_notices (
        workspace_id uuid not null,
        id uuid not null,
        rule_id uuid not null,
        channel int not null,
        body jsonb not null,
        attempts int not null default 0,
        due_at timestamptz not null default now(),
        delivered_at timestamptz,
        failed_at timestamptz,
        last_error text,
        primary key (workspace_id, id),
        foreign key (workspace_id, rule_id) references alert_rules (workspace_id, id) on delete cascade
      );
      create index alert_notices_due on alert_notices (due_at) where delivered_at is null and failed_at is null;
      create index alert_notices_by_rule on alert_notices (workspace_id, rule_id, id);
      ${ownRowsOnly('alert_notices')}
      grant select on alert_notices to patchbay_app;
      grant select, insert, update, delete on alert_notices to patchbay_system;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only; restore a backup instead.');
  }
}
