import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A workspace table's row security: forced, and every row belongs to the current workspace. */
const ownRowsOnly = (table: string): string => `
  alter table ${table} enable row level security;
  alter table ${table} force row level security;
  create policy own on ${table} to patchbay_app using (workspace_id = current_workspace()) with check (workspace_id = current_workspace());
  create policy sweep on ${table} to patchbay_system using (true) with check (true);
`;

/** How much a workspace may use in a month. */
export class Quotas0000000000052 implements MigrationInterface {
  name = 'Quotas0000000000052';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Of a calendar month (UTC). Beyond soft somebody is told, beyond hard calls are refused; null: no limit.
      create table workspace_quotas (
        workspace_id uuid not null references workspaces (id) on delete cascade,
        metric text not null check (metric in ('executions', 'bytes', 'usd')),
        soft numeric check (soft >= 0),
        hard numeric check (hard >= 0),
        -- The month in which reaching it was told.
        soft_told date,
        hard_told date,
        updated_at timestamptz not null default now(),
        primary key (workspace_id, metric)
      );
      ${ownRowsOnly('workspace_quotas')}
      grant select, insert, update, delete on workspace_quotas to patchbay_app;
      grant select, update on workspace_quotas to patchbay_system;
      grant insert on event_logs to patchbay_system;
      create policy tell on event_logs for insert to patchbay_system with check (true);
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only; restore a backup instead.');
  }
}
