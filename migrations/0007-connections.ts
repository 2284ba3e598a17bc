import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A workspace table's row security: forced, and every row belongs to the current workspace. */
const ownRowsOnly = (table: string): string => `
  alter table ${table} enable row level security;
  alter table ${table} force row level security;
  create policy own on ${table} to patchbay_app using (workspace_id = current_workspace()) with check (workspace_id = current_workspace());
`;

/** A workspace's accounts at services, its own OAuth apps, and the sign-ins that are under way. */
export class Connections0000000000007 implements MigrationInterface {
  name = 'Connections0000000000007';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table connections (
        workspace_id uuid not null references workspaces (id) on delete cascade,
        id uuid not null,
        -- A built-in's key or a custom connector's id.
        connector_key text not null check (length(connector_key) between 1 and 100),
        name text not null check (length(name) between 1 and 200),
        auth_type text not null check (auth_type in ('api_key', 'bearer', 'basic', 'custom', 'database', 'oauth2', 'oauth1')),
        source text not null check (source in ('stored', 'oauth2', 'nango', 'vault')),
        -- Nango keeps its own secrets: nothing is sealed here for its connections.
        sealed bytea,
        key_id text,
        nango_integration text,
        nango_connection_id text,
        metadata jsonb not null default '{}',
        -- What the provider granted; null = it did not say.
        scopes text[],
        expires_at timestamptz,
        refresh_expires_at timestamptz,
        refreshed_at timestamptz,
        is_default boolean not null default false,
        enabled boolean not null default true,
        status text not null default 'active' check (status in ('active', 'needs_reauth')),
        account text,
        last_proven_at timestamptz,
        last_error_code text,
        last_error_message text,
        last_error_at timestamptz,
        -- Counts the states of the credential; a refresh writes back only over the state it began with.
        version int not null default 1,
        -- One holder exchanges the refresh token at a time: the fence is its number, and "sent" tells that the token may be spent.
        refresh_fence bigint not null default 0,
        refresh_claimed_until timestamptz,
        refresh_sent_at timestamptz,
        refresh_failures int not null default 0,
        refresh_retry_at timestamptz,
        created_by text not null,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now(),
        primary key (workspace_id, id),
        check ((sealed is null) = (source = 'nango')),
        check ((nango_connection_id is not null) = (source = 'nango'))
      );
      create unique index connections_name on connections (workspace_id, connector_key, lower(name));
      create unique index connections_default on connections (workspace_id, connector_key) where is_default;
      create unique index connections_nango on connections (workspace_id, nango_integration, nango_connection_id) where source = 'nango';
      create index connections_to_refresh on connections (expires_at) where source = 'oauth2' and status = 'active' and enabled;
      ${ownRowsOnly('connections')}
      create policy sweep on connections to patchbay_system using (true) with check (true);
      grant select, insert, update, delete on connections to patchbay_app;
      grant select, update on connections to patchbay_system;

      create table oauth_apps (
        workspace_id uuid not null references workspaces (id) on delete cascade,
        id uuid not null,
        connector_key text not null check (length(connector_key) between 1 and 100),
        client_id text not null check (length(client_id) between 1 and 500),
        sealed bytea not null,
        key_id text not null,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now(),
        primary key (workspace_id, id),
        unique (workspace_id, connector_key)
      );
      ${ownRowsOnly('oauth_apps')}
      create policy rotate on oauth_apps to patchbay_system using (true) with check (true);
      grant select, insert, update, delete on oauth_apps to patchbay_app;
      grant select, update on oauth_apps to patchbay_system;

      create table oauth_states (
        workspace_id uuid not null references workspaces (id) on delete cascade,
        id uuid not null,
        -- Hashes: whoever reads this table can neither begin nor end a sign-in.
        ticket_hash bytea not null unique,
        state_hash bytea unique,
        browser_hash bytea,
        connector_key text not null,
        auth_type text not null check (auth_type in ('oauth2', 'oauth1')),
        -- Which of the connector's ways to sign in (production, sandbox).
        provider text not null,
        name text,
        connection_id uuid,
        client_id text,
        asked jsonb not null default '{}',
        -- PKCE verifier or OAuth 1 request token secret, from the moment the browser leaves.
        sealed bytea,
        key_id text,
        created_by text not null,
        created_at timestamptz not null default now(),
        expires_at timestamptz not null,
        used_at timestamptz,
        primary key (workspace_id, id)
      );
      create index oauth_states_expired on oauth_states (expires_at);
      ${ownRowsOnly('oauth_states')}
      create policy sweep on oauth_states to patchbay_system using (true);
      grant select, insert, update on oauth_states to patchbay_app;
      grant select, delete on oauth_states to patchbay_system;

      -- A browser comes back from the provider without saying in which workspace: these answer that, for who holds the secret.
      create function oauth_workspace_of_ticket(hash bytea) returns uuid
        language sql stable security definer set search_path = public, pg_temp as $$
          select s.workspace_id from oauth_states s where s.ticket_hash = hash and s.used_at is null and s.expires_at > now() $$;
      create function oauth_workspace_of_state(hash bytea, browser bytea) returns uuid
        language sql stable security definer set search_path = public, pg_temp as $$
          select s.workspace_id from oauth_states s
          where s.state_hash = hash and s.browser_hash = browser and s.used_at is null and s.expires_at > now() $$;
      revoke all on function oauth_workspace_of_ticket(bytea), oauth_workspace_of_state(bytea, bytea) from public;
      grant execute on function oauth_workspace_of_ticket(bytea), oauth_workspace_of_state(bytea, bytea) to patchbay_app;
      create policy come_back on oauth_states for select to current_user using (true);
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only; restore a backup instead.');
  }
}
