import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@patchbay/platform';

export interface MongodbServer {
  /** A user with all rights on the empty database `app`. */
  readonly url: string;
  close(): Promise<void>;
}

const VERSION = '1.24.0';
const PROGRAM = join(homedir(), '.cache', 'patchbay', 'ferretdb', `ferretdb-${VERSION}`);
const START_WITHIN_MS = 30_000;

/** Whether FerretDB was built here (node scripts/testing/build-ferretdb.mjs); suites that need it are skipped by name when not. */
export const mongodbAvailable: boolean = existsSync(PROGRAM);

/** A server of its own on a private port that speaks MongoDB's protocol and keeps its data in SQLite files. */
export async function startMongodb(): Promise<MongodbServer> {
  const folder = mkdtempSync(join(tmpdir(), 'patchbay-mongodb-'));
  const port = await freePort();
  const child = spawn(
    PROGRAM,
    [
      '--handler=sqlite',
      `--sqlite-url=file:${folder}/`,
      `--listen-addr=127.0.0.1:${port}`,
      '--debug-addr=-',
      '--telemetry=disable',
      `--state-dir=${folder}`,
      '--log-level=ERROR',
      '--test-enable-new-auth',
      '--setup-username=app',
      '--setup-password=SECRETapp01',
      '--setup-database=app',
    ],
    { stdio: 'ignore' },
  );
  const giveUpAt = Date.now() + START_WITHIN_MS;
  while (!(await listens(port))) {
    if (child.exitCode !== null || Date.now() > giveUpAt) throw new Error('FerretDB did not start.');
    await new Promise((next) => setTimeout(next, 50));
  }
  return {
    url: `mongodb://app:SECRETapp01@127.0.0.1:${port}/app`,
    close: async () => {
      child.kill('SIGKILL');
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function listens(port: number): Promise<boolean> {
  return new Promise((answer) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => (socket.destroy(), answer(true)));
    socket.once('error', () => answer(false));
  });
}
