import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which executions used a connection, and who began to use it on a day. */
export class ConnectionUses0000000000057 implements MigrationInterface {
  name = 'ConnectionUses0000000000057';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Calls without a connection pay nothing for it.
      create index executions_by_connection on executions (workspace_id, connection_id, id) where connection_id is not null;

      -- Adds \`connection.used\` for those uses that are the first of their connection, actor and executing connector on their day (UTC), over all processes. One statement in the
      -- recorder's autocommit: the lock goes with it, and each statement of a function sees what was committed before that statement.
      create function note_connection_uses(workspaces uuid[], ids uuid[], connections text[], actors text[], traces text[], details text[]) returns int
        language plpgsql set search_path = public, pg_temp as $$
        declare
          added int;
        begin
          perform pg_advisory_xact_lock(hashtext('note_connection_uses'));
          insert into event_logs (workspace_id, id, type, subject_type, subject_id, actor, trace_id, data)
          select u.workspace_id, u.id, 'connection.used', 'connection', u.connection_id, u.actor, u.trace_id, u.detail::json
          from unnest(workspaces, ids, connections, actors, traces, details) as u (workspace_id, id, connection_id, actor, trace_id, detail)
          where not exists (
            select from event_logs e
            where e.workspace_id = u.workspace_id and e.subject_type = 'connection' and e.subject_id = u.connection_id
              and e.id >= uuid_at(date_trunc('day', uuid_time(u.id), 'utc')) and e.id < uuid_at(date_trunc('day', uuid_time(u.id), 'utc') + interval '1 day')
              and e.type = 'connection.used' and e.actor = u.actor and e.data ->> 'connector' = u.detail::json ->> 'connector');
          get diagnostics added = row_count;
          return added;
        end $$;
      revoke execute on function note_connection_uses from public;
      grant execute on function note_connection_uses to patchbay_recorder;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only; restore a backup instead.');
  }
}
