import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Roles are created before migrations (libs/platform database roles): `patchbay_app` serves requests under row security,
 * `patchbay_recorder` inserts and finishes execution rows in groups, `patchbay_system` runs sweeps over all workspaces. None owns a table,
 * none may bypass row security; what each may see is written as a policy beside its table.
 */
export class RolesAndWorkspaces0000000000001 implements MigrationInterface {
  name = 'RolesAndWorkspaces0000000000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- '' after a rolled-back set_config, hence nullif.
      create function current_workspace() returns uuid language sql stable parallel safe
        as $$ select nullif(current_setting('app.workspace_id', true), '')::uuid $$;

      -- Smallest UUIDv7 of a moment (RFC 9562 §5.7): bounds of partitions and retention cuts.
      create function uuid_at(moment timestamptz) returns uuid language sql immutable parallel safe
        as $$ select (lpad(to_hex((extract(epoch from moment) * 1000)::bigint), 12, '0') || '00000000000000000000')::uuid $$;

      -- Milliseconds held in a UUIDv7.
      create function uuid_time(id uuid) returns timestamptz language sql immutable parallel safe
        as $$ select to_timestamp(('x' || lpad(left(replace(id::text, '-', ''), 12), 16, '0'))::bit(64)::bigint / 1000.0) $$;

      create table workspaces (
        id uuid primary key,
        name text not null check (length(name) between 1 and 200),
        settings jsonb not null default '{}',
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now(),
        deleted_at timestamptz
      );
      alter table workspaces enable row level security;
      alter table workspaces force row level security;
      create policy own on workspaces to patchbay_app using (id = current_workspace()) with check (id = current_workspace());
      create policy sweep on workspaces to patchbay_system using (true);
      grant select, insert, update on workspaces to patchbay_app;
      grant select on workspaces to patchbay_system;

      create table workspace_members (
        workspace_id uuid not null references workspaces (id) on delete cascade,
        subject text not null check (length(subject) between 1 and 255),
        email text,
        role text not null check (role in ('viewer', 'member', 'admin', 'owner')),
        created_at timestamptz not null default now(),
        primary key (workspace_id, subject)
      );
      create index workspace_members_subject on workspace_members (subject);
      alter table workspace_members enable row level security;
      alter table workspace_members force row level security;
      create policy own on workspace_members to patchbay_app using (workspace_id = current_workspace()) with check (workspace_id = current_workspace());
      grant select, insert, update, delete on workspace_members to patchbay_app;

      create table api_keys (
        workspace_id uuid not null references workspaces (id) on delete cascade,
        id uuid not null,
        name text not null check (length(name) between 1 and 200),
        prefix text not null,
        key_hash bytea not null unique,
        role text not null check (role in ('viewer', 'member', 'admin', 'owner')),
        scopes text[],
        platform_admin boolean not null default false,
        created_by text not null,
        created_at timestamptz not null default now(),
        last_used_at timestamptz,
        revoked_at timestamptz,
        primary key (workspace_id, id)
      );
      alter table api_keys enable row level security;
      alter table api_keys force row level security;
      create policy own on api_keys to patchbay_app using (workspace_id = current_workspace()) with check (workspace_id = current_workspace());
      grant select, insert, update, delete on api_keys to patchbay_app;

      -- Signing in happens before a workspace is known: these answer exactly one question each, with the rights of the owner.
      create function find_api_key(hash bytea)
        returns table (workspace_id uuid, id uuid, role text, scopes text[], platform_admin boolean)
        language sql stable security definer set search_path = public, pg_temp as $$
          select k.workspace_id, k.id, k.role, k.scopes, k.platform_admin
          from api_keys k join workspaces w on w.id = k.workspace_id
          where k.key_hash = hash and k.revoked_at is null and w.deleted_at is null $$;
      create function workspaces_of(member_subject text)
        returns table (id uuid, name text, role text, settings jsonb, created_at timestamptz, updated_at timestamptz)
        language sql stable security definer set search_path = public, pg_temp as $$
          select w.id, w.name, m.role, w.settings, w.created_at, w.updated_at
          from workspace_members m join workspaces w on w.id = m.workspace_id
          where m.subject = member_subject and w.deleted_at is null $$;
      revoke all on function find_api_key(bytea), workspaces_of(text) from public;
      grant execute on function find_api_key(bytea), workspaces_of(text) to patchbay_app;
      -- Forced row security holds the owner too, unless it is a superuser; its functions above have to read.
      create policy sign_in on workspaces for select to current_user using (true);
      create policy sign_in on workspace_members for select to current_user using (true);
      create policy sign_in on api_keys for select to current_user using (true);

      create table feature_flags (
        key text primary key check (key ~ '^[a-z][a-z0-9_]{0,63}$'),
        description text not null default '',
        enabled boolean not null default false,
        rollout_percent int not null default 100 check (rollout_percent between 0 and 100),
        workspace_ids uuid[] not null default '{}',
        updated_at timestamptz not null default now()
      );
      grant select, insert, update, delete on feature_flags to patchbay_app;
      insert into feature_flags (key, description) values ('advanced_steps', 'Up to 10 steps in a custom connector instead of 5');

      -- Idempotent: makes the daily partitions of [from_day, from_day + days) of a table ranged by UUIDv7 "id".
      create function ensure_partitions(parent regclass, from_day date, days int) returns int
        language plpgsql security definer set search_path = public, pg_temp as $$
        declare
          day date;
          child text;
          low uuid;
          high uuid;
          made int := 0;
        begin
          -- Every replica keeps partitions; they take turns.
          perform pg_advisory_xact_lock(hashtext('ensure_partitions'));
          for day in select generate_series(from_day, from_day + days - 1, interval '1 day')::date loop
            child := format('%s_%s', parent::text, to_char(day, 'YYYYMMDD'));
            continue when to_regclass(child) is not null;
            low := uuid_at(day::timestamp at time zone 'utc');
            high := uuid_at((day + 1)::timestamp at time zone 'utc');
            begin
              execute format('create table %I partition of %s for values from (%L) to (%L)', child, parent, low, high);
            exception when check_violation then
              -- Rows of that day came before their partition did and went to the default one.
              perform split_default_partition(parent, child, low, high);
            end;
            made := made + 1;
          end loop;
          return made;
        end $$;
      create function split_default_partition(parent regclass, child text, low uuid, high uuid) returns void
        language plpgsql set search_path = public, pg_temp as $$
        declare
          rest regclass := (select partdefid::regclass from pg_partitioned_table where partrelid = parent);
        begin
          execute format('lock table %s in access exclusive mode', rest);
          execute format('create table %I (like %s including all)', child, parent);
          execute format('with moved as (delete from %s where id >= %L and id < %L returning *) insert into %I select * from moved', rest, low, high, child);
          execute format('alter table %s attach partition %I for values from (%L) to (%L)', parent, child, low, high);
        end $$;
      -- Drops whole days older than the cut; returns how many.
      create function drop_partitions(parent regclass, before_day date) returns int
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
          return dropped;
        end $$;
      revoke all on function ensure_partitions(regclass, date, int), drop_partitions(regclass, date), split_default_partition(regclass, text, uuid, uuid) from public;
      grant execute on function ensure_partitions(regclass, date, int), drop_partitions(regclass, date) to patchbay_system;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only; restore a backup instead.');
  }
}
