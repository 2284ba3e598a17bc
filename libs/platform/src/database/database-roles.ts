import { createHmac } from 'node:crypto';
import { PlatformError } from '@patchbay/kernel';
import pg from 'pg';
import { sqlState } from './database.js';
import { scramVerifier } from './scram-verifier.js';

export const DATABASE_ROLES = ['patchbay_app', 'patchbay_recorder', 'patchbay_system', 'patchbay_queue'] as const;
export type DatabaseRole = (typeof DATABASE_ROLES)[number];

/** The role's password: the same for every replica that knows the owner's URL, stored nowhere. */
export function rolePassword(ownerUrl: string, role: DatabaseRole): string {
  const url = new URL(ownerUrl);
  return createHmac('sha256', decodeURIComponent(url.password) || url.username)
    .update(role)
    .digest('base64url');
}

/** The owner's connection string with a role's name and password in it. */
export function roleUrl(ownerUrl: string, role: DatabaseRole): string {
  const url = new URL(ownerUrl);
  url.username = role;
  url.password = rolePassword(ownerUrl, role);
  return url.toString();
}

/**
 * Whether the roles are there, harmless, and can sign in with their derived passwords: not so at first, after the owner's password changed,
 * or after a restore on another server. Throws `config_invalid` when somebody gave one more rights than it may have.
 */
export async function rolesReady(owner: pg.ClientBase, ownerUrl: string): Promise<boolean> {
  const { rows } = await owner.query<{ rolname: string; powerful: boolean }>(
    'select rolname, rolsuper or rolbypassrls or rolcreatedb or rolcreaterole as powerful from pg_roles where rolname = any($1)',
    [DATABASE_ROLES],
  );
  const powerful = rows.find((row) => row.powerful)?.rolname;
  if (powerful) {
    throw new PlatformError(
      'config_invalid',
      `The database role ${powerful} has more rights than it may have. As a superuser run: alter role ${powerful} nosuperuser nobypassrls nocreatedb nocreaterole;`,
    );
  }
  return rows.length === DATABASE_ROLES.length && (await canSignIn(ownerUrl));
}

/**
 * Makes the roles the product works as, or sets their passwords anew. Throws `config_invalid` with the SQL to run when the owner may not.
 * Roles belong to the whole server: products of two owners on one server would take the roles from each other.
 */
export async function ensureRoles(owner: pg.ClientBase, ownerUrl: string): Promise<void> {
  const { rows } = await owner.query<{ rolname: string }>('select rolname from pg_roles where rolname = any($1)', [DATABASE_ROLES]);
  const known = new Set(rows.map((row) => row.rolname));
  for (const role of DATABASE_ROLES) await setPassword({ owner, ownerUrl, role, exists: known.has(role) });
  await letIn(owner);
  if (await canSignIn(ownerUrl)) return;
  throw new PlatformError(
    'config_invalid',
    `DATABASE_URL: the server does not let ${DATABASE_ROLES.join(', ')} sign in with a password. Allow them in its pg_hba.conf.`,
  );
}

interface Change {
  readonly owner: pg.ClientBase;
  readonly ownerUrl: string;
  readonly role: DatabaseRole;
  readonly exists: boolean;
}

const DUPLICATE_OBJECT = '42710';
const DUPLICATE_ROW = '23505';

async function setPassword({ owner, ownerUrl, role, exists }: Change): Promise<void> {
  const password = `password '${scramVerifier(rolePassword(ownerUrl, role))}'`;
  try {
    // ALTER ROLE must not even name NOSUPERUSER unless a superuser runs it.
    if (exists) await owner.query(`alter role ${role} login ${password}`);
    else await owner.query(`create role ${role} login nosuperuser nobypassrls nocreatedb nocreaterole noinherit ${password}`);
  } catch (error) {
    const state = sqlState(error);
    // Our lock holds per database; another database of the same server may be making the role at this moment.
    if (!exists && (state === DUPLICATE_OBJECT || state === DUPLICATE_ROW)) return setPassword({ owner, ownerUrl, role, exists: true });
    const user = `"${decodeURIComponent(new URL(ownerUrl).username)}"`;
    const sql = exists ? `alter role ${user} createrole; grant ${role} to ${user} with admin option;` : `alter role ${user} createrole;`;
    throw new PlatformError(
      'config_invalid',
      `DATABASE_URL: its user may not ${exists ? 'change' : 'create'} the role ${role}. As a superuser run: ${sql}`,
      {},
      { cause: error },
    );
  }
}

/** For databases whose defaults for PUBLIC were taken away; an owner who may not grant has a database that still has them. */
async function letIn(owner: pg.ClientBase): Promise<void> {
  const roles = DATABASE_ROLES.join(', ');
  await owner.query(`do $$ begin
    execute format('grant connect on database %I to ${roles}', current_database());
    grant usage on schema public to ${roles};
  exception when insufficient_privilege then null; end $$`);
}

async function canSignIn(ownerUrl: string): Promise<boolean> {
  const attempts = await Promise.all(DATABASE_ROLES.map((role) => opens(roleUrl(ownerUrl, role))));
  return attempts.every(Boolean);
}

async function opens(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}
