import { spawnSync } from 'node:child_process';
import { chownSync, lstatSync, readdirSync, type Stats } from 'node:fs';
import { dirname, join } from 'node:path';
import { PlatformError } from '@patchbay/kernel';

/** How to run a program as a user Postgres accepts: it refuses to run as root. */
export interface ServerUser {
  /** The command and arguments to spawn for a program. */
  command(program: string, args: readonly string[]): { file: string; args: string[]; uid?: number; gid?: number };
  /** Makes a folder of ours usable by the server. */
  own(folder: string): void;
}

interface SystemUser {
  readonly uid: number;
  readonly gid: number;
}

/** Users a system has who own nothing of value; the first that exists is taken. */
const CANDIDATES = ['postgres', 'nobody'];

/**
 * As a normal user: oneself. As root: whoever owns the server's folder; for a folder of root's, a user namespace in which root appears as an
 * unprivileged user (works wherever the folders are), or where the system has none of those, another system user, who then gets the folder
 * and must be able to reach it.
 */
export function serverUser(folder: string, program: string): ServerUser {
  if (process.getuid?.() !== 0) return { command: (file, args) => ({ file, args: [...args] }), own: () => undefined };
  const found = statOf(folder);
  if (found && found.uid !== 0) return asUser(found, [folder, program]);
  const user = CANDIDATES.map(lookUp).find((known) => known !== undefined);
  if (!user)
    throw new PlatformError(
      'config_invalid',
      'Postgres refuses to run as root and there is no user "postgres" or "nobody". Start as a normal user, or set DATABASE_URL.',
    );
  const namespace = ['--user', `--map-user=${user.uid}`, `--map-group=${user.gid}`];
  if (spawnSync('unshare', [...namespace, 'true']).status === 0) {
    return { command: (file, args) => ({ file: 'unshare', args: [...namespace, file, ...args] }), own: () => undefined };
  }
  return asUser(user, [folder, program]);
}

function asUser({ uid, gid }: SystemUser, paths: readonly string[]): ServerUser {
  for (const path of paths) {
    const blocked = unreachable(path, { uid, gid });
    if (blocked) {
      throw new PlatformError(
        'config_invalid',
        `Postgres runs as user ${uid} when Patchbay runs as root, and that user may not enter ${blocked}. Move the checkout or set PATCHBAY_DATA_DIR to a folder everybody can reach, start as a normal user, or set DATABASE_URL.`,
      );
    }
  }
  return { command: (file, args) => ({ file, args: [...args], uid, gid }), own: (folder) => ownTree(folder, { uid, gid }) };
}

function lookUp(name: string): SystemUser | undefined {
  const uid = spawnSync('id', ['-u', name], { encoding: 'utf8' });
  const gid = spawnSync('id', ['-g', name], { encoding: 'utf8' });
  return uid.status === 0 && gid.status === 0 ? { uid: Number(uid.stdout), gid: Number(gid.stdout) } : undefined;
}

/** The first folder above `path` the user may not enter. */
export function unreachable(path: string, user: SystemUser): string | undefined {
  const above: string[] = [];
  for (let folder = dirname(path); folder !== dirname(folder); folder = dirname(folder)) above.unshift(folder);
  return above.find((folder) => {
    const { mode, uid, gid } = lstatSync(folder);
    const bit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
    return (mode & bit) === 0;
  });
}

function ownTree(folder: string, user: SystemUser): void {
  if (statOf(folder)?.uid === user.uid) return;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) ownTree(path, user);
    else if (!entry.isSymbolicLink()) chownSync(path, user.uid, user.gid);
  }
  // Last, so that a chown cut short is done again.
  chownSync(folder, user.uid, user.gid);
}

function statOf(path: string): Stats | undefined {
  return lstatSync(path, { throwIfNoEntry: false });
}
