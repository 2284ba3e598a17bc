import { createHmac } from 'node:crypto';
import { PlatformError } from '@patchbay/kernel';
import type pg from 'pg';

export const DATABASE_ROLES = ['patchbay_app', 'patchbay_recorder', 'patchbay_system'] as const;
export type DatabaseRole = (typeof DATABASE_ROLES)[number];

/** Any constant: one process at a time creates roles and migrates. */
export const BOOT_LOCK = 7_261_130;

/** The role's password: the same for every replica that knows the owner's URL, stored nowhere. */
export function rolePassword(ownerUrl: string, role: DatabaseRole): string {
  const url = new URL(ownerUrl);
  return createHmac('sha256', decodeURIComponent(url.password) || url.username).update(role).digest('base64url');
}

/** The owner's connection string with a role's name and password in it. */
export function roleUrl(ownerUrl: string, role: DatabaseRole): string {
  const url = new URL(ownerUrl);
  url.username = role;
  url.password = rolePassword(ownerUrl, role);
  return url.toString();
}

/**
 * Makes the roles the product works as; running it again sets their passwords anew. Throws `config_invalid` with the SQL to run when the
 * owner may not create roles.
 */
export async function ensureRoles(owner: pg.ClientBase, ownerUrl: string): Promise<void> {
  const { rows } = await owner.query<{ rolname: string }>('select rolname from pg_roles where rolname = any($1)', [DATABASE_ROLES]);
  const known = new Set(rows.map((row) => row.rolname));
  for (const role of DATABASE_ROLES) {
    const verb = known.has(role) ? 'alter' : 'create';
    const statement = `${verb} role ${role} login nosuperuser nobypassrls nocreatedb nocreaterole noinherit password '${rolePassword(ownerUrl, role)}'`;
    try {
      await owner.query(statement);
    } catch (error) {
      throw new PlatformError(
        'config_invalid',
        `DATABASE_URL: its user may not ${verb} the role ${role}. Give it CREATEROLE: alter role "${new URL(ownerUrl).username}" createrole;`,
        {},
        { cause: error },
      );
    }
  }
}

/** Whether the role can sign in with its derived password: then nothing needs to be created. */
export async function canSignIn(connect: (url: string) => Promise<void>, ownerUrl: string): Promise<boolean> {
  try {
    await Promise.all(DATABASE_ROLES.map((role) => connect(roleUrl(ownerUrl, role))));
    return true;
  } catch {
    return false;
  }
}
