import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@patchbay/platform';

const VERSIONS = '/usr/lib/postgresql';
const PROGRAMS = ['initdb', 'pg_ctl', 'pg_dump', 'pg_restore', 'psql'];
const OLDEST = 15;

/** Programs of the newest complete PostgreSQL that the system's packages installed; undefined where there is none we support. */
const PROGRAMS_FOLDER: string | undefined = (existsSync(VERSIONS) ? readdirSync(VERSIONS) : [])
  .filter((version) => Number(version) >= OLDEST)
  .sort((a, b) => Number(b) - Number(a))
  .map((version) => join(VERSIONS, version, 'bin'))
  .find((folder) => PROGRAMS.every((program) => existsSync(join(folder, program))));

export const debianPostgresAvailable: boolean = PROGRAMS_FOLDER !== undefined;

export interface OutsidePostgres {
  /** Of a superuser and its database `patchbay`. */
  readonly url: string;
  /** Runs one of the server's own programs; throws with what it complained of. */
  run(program: string, ...args: string[]): void;
  close(): void;
}

/** A PostgreSQL as an operator brings it, empty, with the client programs of its version. */
export async function startDebianPostgres(): Promise<OutsidePostgres> {
  const folder = mkdtempSync(join(tmpdir(), 'patchbay-outside-postgres-'));
  // Root may not run the server: another user does, and has to get in.
  chmodSync(folder, 0o777);
  const data = join(folder, 'data');
  const passwordFile = join(folder, 'password');
  writeFileSync(passwordFile, 'outside', { mode: 0o644 });
  const port = await freePort(0);
  const run = (program: string, ...args: string[]): void => {
    const [file, first] =
      process.getuid?.() === 0 ? ['setpriv', ['--reuid=65534', '--regid=65534', '--clear-groups', program]] : [program, []];
    const { status, stderr, error } = spawnSync(file, [...first, ...args], {
      encoding: 'utf8',
      cwd: folder,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    if (status !== 0) throw new Error(`${program}: ${error?.message ?? stderr}`);
  };
  const own = (program: string, ...args: string[]): void => run(join(PROGRAMS_FOLDER ?? '', program), ...args);
  own('initdb', '-D', data, '-U', 'patchbay', '--pwfile', passwordFile, '-A', 'scram-sha-256', '-E', 'UTF8', '--locale=C');
  const options = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off`;
  own('pg_ctl', '-D', data, '-w', '-l', join(folder, 'log'), '-o', options, 'start');
  const url = `postgres://patchbay:outside@127.0.0.1:${port}/patchbay`;
  own('psql', '-q', '-c', 'create database patchbay', url.replace(/patchbay$/, 'postgres'));
  return {
    url,
    run: own,
    close: () => {
      own('pg_ctl', '-D', data, '-m', 'immediate', 'stop');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
