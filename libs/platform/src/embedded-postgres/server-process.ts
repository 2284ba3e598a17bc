import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PlatformError } from '@patchbay/kernel';
import { serverEnvironment, type ServerFolder } from './server-folder.js';
import { waitUntilReady, type HowItEnded } from './server-probe.js';

export interface Launch extends ServerFolder {
  readonly logFile: string;
  readonly url: string;
  readonly settings: Readonly<Record<string, string>>;
}

/** Crash recovery replays up to max_wal_size. */
const START_PATIENCE_MS = 120_000;
/** Processes of a killed server notice its death within moments; until the last is gone a new server refuses to start. */
const ORPHAN_PATIENCE_MS = 10_000;
const ORPHAN_POLL_MS = 200;
const LOG_LIMIT_BYTES = 5_000_000;

/** Starts the server and waits until it takes queries. Out: its pid. Throws `config_invalid` with the end of its log when it does not come up. */
export async function launchServer(launch: Launch): Promise<number> {
  const crashed = existsSync(join(launch.folder, 'postmaster.pid'));
  const deadline = performance.now() + (crashed ? ORPHAN_PATIENCE_MS : 0);
  for (;;) {
    const { pid, ended } = spawnServer(launch);
    const failure = await waitUntilReady(launch.url, ended, START_PATIENCE_MS);
    if (failure === undefined) return pid;
    if (performance.now() > deadline)
      throw new PlatformError('config_invalid', `The embedded Postgres did not start: ${failure}. ${logTail(launch.logFile)}`);
    await new Promise((resolve) => setTimeout(resolve, ORPHAN_POLL_MS));
  }
}

function spawnServer({ folder, logFile, settings, binaries, user }: Launch): { pid: number; ended: HowItEnded } {
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const { file, args, ...as } = user.command(binaries.postgres, ['-D', folder, ...options]);
  if (existsSync(logFile) && statSync(logFile).size > LOG_LIMIT_BYTES) renameSync(logFile, `${logFile}.1`);
  const log = openSync(logFile, 'a', 0o600);
  // A process group of its own: Ctrl-C in the terminal reaches Patchbay, which then stops its server in order.
  const child = spawn(file, args, {
    ...as,
    cwd: dirname(binaries.postgres),
    detached: true,
    stdio: ['ignore', log, log],
    env: serverEnvironment(),
  });
  closeSync(log);
  child.unref();
  let end: string | undefined;
  child.once('error', (error) => {
    end = error.message;
  });
  child.once('exit', (code, signal) => {
    end = `it ended with ${signal ?? code}`;
  });
  return { pid: child.pid ?? 0, ended: () => end };
}

function logTail(file: string): string {
  try {
    return `Its log ends: ${readFileSync(file, 'utf8').slice(-500).trim()}`;
  } catch {
    return '';
  }
}
