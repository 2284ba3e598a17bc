create table api_keys (hash text primary key, workspace_id uuid not null);
create table contacts (
  id uuid primary key, workspace_id uuid not null, phone_number text not null, firstname text, lastname text, updated_at timestamptz not null default now()
);
create table calls (
  id uuid primary key, workspace_id uuid not null, connector text not null, status text not null,
  input jsonb not null, output jsonb not null, contact_updates jsonb not null, started_at timestamptz not null, duration_ms integer not null
);
-- The list of a workspace's calls, newest first, needs it; without it nobody could read what was recorded.
create index calls_by_time on calls (workspace_id, started_at desc);
