import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Cancelling, retrying and forgetting runs. */
export class RunControl0000000000008 implements MigrationInterface {
  name = 'RunControl0000000000008';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- A wish that outlives the process it was sent to: whoever next moves the row honours it.
      alter table executions add column cancel_requested_at timestamptz;
      -- Which runs were retried already.
      create index executions_retry_of on executions (workspace_id, retry_of) where retry_of is not null;
      -- The process that runs under the key (processes.id): when it is dead and left no execution, nothing was sent and the key is free.
      alter table idempotency_keys add column claimed_by uuid;

      -- Drops whole days older than the cut, and what landed in the default partition; returns how many days.
      create or replace function drop_partitions(parent regclass, before_day date) returns int
        language plpgsql security definer set search_path = public, pg_temp as $$
        declare
          child regclass;
          dropped int := 0;
        begin
          for child in
            select inhrelid::regclass from pg_inherits
            where inhparent = parent and substring(inhrelid::regclass::text from '_(\\d{8})$') < to_char(before_day, 'YYYYMMDD')
          loop
            execute format('drop table %s', child);
            dropped := dropped + 1;
          end loop;
          execute format('delete from %s where id < %L', (select partdefid::regclass from pg_partitioned_table where partrelid = parent),
            uuid_at(before_day::timestamp at time zone 'utc'));
          return dropped;
        end $$;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only; restore a backup instead.');
  }
}
