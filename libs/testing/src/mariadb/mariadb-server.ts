import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@patchbay/platform';

export interface MariadbServer {
  /** A user with all rights on the empty database `app`. */
  readonly url: string;
  close(): Promise<void>;
}

const SCRIPTS = '/usr/share/mysql';

/** Whether a `mariadbd` can be started here; suites that need one are skipped by name when not. */
export const mariadbAvailable: boolean = existsSync(SCRIPTS) && spawnSync('mariadbd', ['--version']).status === 0;

const USER = "create database app; create user 'app'@'127.0.0.1' identified by 'SECRETapp01'; grant all on app.* to 'app'@'127.0.0.1';";

/** A real MariaDB of its own on a private port and an empty data folder, its system tables made by its own bootstrap. */
export async function startMariadb(): Promise<MariadbServer> {
  const folder = mkdtempSync(join(tmpdir(), 'patchbay-mariadb-'));
  const port = await freePort();
  const init = join(folder, 'init.sql');
  writeFileSync(init, USER.replaceAll('; ', ';\n'));
  // The scripts that mariadb-install-db would feed; it is not in the server's smallest package whole.
  const scripts = ['mysql_system_tables.sql', 'mysql_performance_tables.sql', 'mysql_system_tables_data.sql'].map((name) =>
    readFileSync(join(SCRIPTS, name), 'utf8'),
  );
  const input = ['create database mysql;', 'use mysql;', ...scripts].join('\n');
  const asRoot = process.getuid?.() === 0 ? ['--user=root'] : [];
  mkdirSync(join(folder, 'data'));
  const made = spawnSync('mariadbd', ['--no-defaults', '--bootstrap', `--datadir=${folder}/data`, ...asRoot], { input, encoding: 'utf8' });
  if (made.status !== 0) throw new Error(`mariadbd --bootstrap: ${made.stderr}`);
  const child = spawn(
    'mariadbd',
    [
      '--no-defaults',
      `--datadir=${folder}/data`,
      `--port=${port}`,
      '--bind-address=127.0.0.1',
      `--socket=${folder}/s`,
      `--init-file=${init}`,
      '--skip-name-resolve',
      '--innodb-flush-log-at-trx-commit=0',
      ...asRoot,
    ],
    { stdio: 'ignore' },
  );
  for (let attempt = 0; !(await answers(port)); attempt += 1) {
    if (child.exitCode !== null || attempt > 400) throw new Error('mariadbd did not answer within 20 s');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return {
    url: `mysql://app:SECRETapp01@127.0.0.1:${port}/app`,
    close: async () => {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL');
      await gone;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve((socket.destroy(), true)));
    socket.once('error', () => resolve(false));
  });
}
