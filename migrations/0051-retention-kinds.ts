import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How long a workspace keeps what, in one place for those who read and those who drop. */
export class RetentionKinds0000000000051 implements MigrationInterface {
  name = 'RetentionKinds0000000000051';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Days of a kind out of a workspace's settings (\`retentionDays\`); anything but a whole number from 1 to 365 counts as nothing said.
      create function retention_days(settings jsonb, kind text) returns int language sql immutable parallel safe as $$
        select case when settings #>> array['retentionDays', kind] ~ '^[1-9][0-9]{0,2}$' then least((settings #>> array['retentionDays', kind])::int, 365)
          when kind in ('costs', 'audit') then 365 else 30 end $$;

      -- The smallest id the transaction's workspace keeps: older rows are gone for its readers, though their day may not be dropped yet.
      create function kept_from(kind text) returns uuid language sql stable parallel safe as $$
        select uuid_at(now() - make_interval(days => coalesce(
          (select retention_days(settings, kind) from workspaces where id = current_workspace()), retention_days('{}', kind)))) $$;

      -- As the system: the day before which nobody keeps anything of a kind.
      create function kept_by_nobody_before(kind text) returns date language sql stable as $$
        select current_date - coalesce(max(retention_days(settings, kind)), retention_days('{}', kind)) from workspaces $$;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only; restore a backup instead.');
  }
}
