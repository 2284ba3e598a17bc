import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { processStart, servesFolder } from './process-identity.js';

/** What Postgres writes about itself into its data folder (postmaster.pid: pid, folder, start, port, …). */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
}

/**
 * The server that runs on the folder, if any. A pid file whose pid now belongs to another program is removed: Postgres only checks that *some*
 * process has the pid, and would refuse to start. One whose pid is free stays: Postgres uses it to find orphans of the old server.
 */
export function runningPostmaster(folder: string): Postmaster | undefined {
  const file = join(folder, 'postmaster.pid');
  let lines: string[];
  try {
    lines = readFileSync(file, 'utf8').split('\n');
  } catch {
    return undefined;
  }
  const pid = Number(lines[0]);
  if (pid > 0 && servesFolder(pid, folder)) return { pid, port: Number(lines[3]) };
  if (pid > 0 && processStart(pid) !== undefined) rmSync(file, { force: true });
  return undefined;
}

const POLL_MS = 20;
const FAST_MS = 2_500;
const HARD_MS = 1_000;

/**
 * Ends a server: fast shutdown (open transactions roll back), immediate shutdown when that takes too long; recovery at the next start repairs
 * the rest. `startedAt` is the process's identity: nothing is sent to another program that got the pid meanwhile.
 */
export async function stopPostmaster(pid: number, startedAt = processStart(pid)): Promise<void> {
  for (const [signal, patienceMs] of [
    ['SIGINT', FAST_MS],
    ['SIGQUIT', HARD_MS],
    ['SIGKILL', HARD_MS],
  ] as const) {
    if (startedAt === undefined || processStart(pid) !== startedAt) return;
    try {
      process.kill(pid, signal);
    } catch {
      return;
    }
    for (let waitedMs = 0; waitedMs < patienceMs; waitedMs += POLL_MS) {
      if (processStart(pid) !== startedAt) return;
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
  }
}
