#!/bin/bash
# Makes Nango's role and database on our server when they are missing, and sets the role's password. Run by compose.yaml's "nango-database".
set -euo pipefail

for name in NANGO_POSTGRES_PASSWORD NANGO_ENCRYPTION_KEY; do
  if [ -z "${!name}" ]; then
    echo "set $name in docker/.env" >&2
    exit 1
  fi
done

# The password goes in by the environment and is quoted by psql: it is in no command line.
psql -v ON_ERROR_STOP=1 -q -d postgres <<'SQL'
\getenv password NANGO_POSTGRES_PASSWORD
select 'create role nango login nosuperuser nocreatedb nocreaterole' where not exists (select from pg_roles where rolname = 'nango') \gexec
alter role nango password :'password';
select 'create database nango owner nango' where not exists (select from pg_database where datname = 'nango') \gexec
revoke connect on database patchbay from public;
SQL
