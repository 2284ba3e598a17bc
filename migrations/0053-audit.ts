import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A workspace table's row security: forced, and every row belongs to the current workspace. */
const ownRowsOnly = (table: string): string => `
  alter table ${table} enable row level security;
  alter table ${table} force row level security;
  create policy own on ${table} to patchbay_app using (workspace_id = current_workspace()) with check (workspace_id = current_workspace());
`;

/** Who did which administrative act. The app may add and read, never change or delete; only whole days go, when they are kept no longer. */
export class Audit0000000000053 implements MigrationInterface {
  name = 'Audit0000000000053';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Committed before the act begins: an act that nobody wrote down cannot have happened.
      create table audit_logs (
        workspace_id uuid not null,
        id uuid not null,
        actor text not null,
        act text not null,
        method text not null,
        path text not null,
        -- Names of the members of the request's body, never their values.
        fields text[] not null,
        address text,
        trace_id text not null,
        primary key (workspace_id, id)
      ) partition by range (id);
      create table audit_logs_default partition of audit_logs default;
      ${ownRowsOnly('audit_logs')}
      create policy sweep on audit_logs for select to patchbay_system using (true);
      grant select, insert on audit_logs to patchbay_app;
      grant select on audit_logs to patchbay_system;

      -- How it ended; none: the process died on the way, or the act is still under way.
      create table audit_outcomes (
        workspace_id uuid not null,
        -- The act's.
        id uuid not null,
        status int not null,
        code text,
        ended_at timestamptz not null default now(),
        primary key (workspace_id, id)
      ) partition by range (id);
      create table audit_outcomes_default partition of audit_outcomes default;
      ${ownRowsOnly('audit_outcomes')}
      create policy sweep on audit_outcomes for select to patchbay_system using (true);
      grant select, insert on audit_outcomes to patchbay_app;
      grant select on audit_outcomes to patchbay_system;

      select ensure_partitions('audit_logs', current_date - 1, 9), ensure_partitions('audit_outcomes', current_date - 1, 9);
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only; restore a backup instead.');
  }
}
