import { spawn } from 'node:child_process';
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PlatformError } from '@patchbay/kernel';
import type { PostgresBinaries } from './postgres-binaries.js';
import type { ServerUser } from './server-user.js';

/** The role that owns the embedded server, and the name of our database in it. */
export const OWNER = 'patchbay';

export interface ServerFolder {
  readonly folder: string;
  readonly binaries: PostgresBinaries;
  readonly user: ServerUser;
}

/**
 * Unicode sorted by code point, without ICU, whatever the machine's locale: PostgreSQL 17 manual, 23.1.4 "builtin". Made beside its place and
 * renamed when complete: a start killed in the middle leaves nothing that looks like a database.
 */
export async function initialiseFolder({ folder, binaries, user }: ServerFolder, password: string): Promise<void> {
  const draft = `${folder}.new`;
  const data = join(draft, 'data');
  const passwordFile = join(draft, 'password');
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(data, { recursive: true, mode: 0o700 });
  writeFileSync(passwordFile, password, { mode: 0o600 });
  user.own(draft);
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  await run(user, binaries.initdb, [
    '-D',
    data,
    '-U',
    OWNER,
    '--pwfile',
    passwordFile,
    '-A',
    'scram-sha-256',
    ...locale,
    '--no-instructions',
  ]);
  renameSync(data, folder);
  rmSync(draft, { recursive: true, force: true });
}

/** Locale settings of whoever starts us must not reach the server's messages or its sort order, nor our secrets its environment. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  return { LC_ALL: 'C', TZ: 'UTC', PATH: '/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin' };
}

const KEPT_OUTPUT = 2_000;

function run(user: ServerUser, program: string, args: readonly string[]): Promise<void> {
  const { file, args: all, ...as } = user.command(program, args);
  return new Promise((resolve, reject) => {
    const child = spawn(file, all, { ...as, cwd: dirname(program), stdio: ['ignore', 'pipe', 'pipe'], env: serverEnvironment() });
    let said = '';
    const keep = (chunk: Buffer): void => {
      said = (said + chunk.toString()).slice(-KEPT_OUTPUT);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.once('error', reject);
    child.once('close', (code) =>
      code === 0 ? resolve() : reject(new PlatformError('config_invalid', `Postgres could not be set up: ${said.trim()}`)),
    );
  });
}
