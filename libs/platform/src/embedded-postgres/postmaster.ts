import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { processStart } from './data-dir-lock.js';

/** What Postgres writes about itself into its data folder (postmaster.pid: pid, folder, start, port, …). */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
}

/** The server that runs on the folder. A stale file, also one whose pid now belongs to another program, is removed. */
export function runningPostmaster(folder: string): Postmaster | undefined {
  const file = join(folder, 'postmaster.pid');
  let lines: string[];
  try {
    lines = readFileSync(file, 'utf8').split('\n');
  } catch {
    return undefined;
  }
  const pid = Number(lines[0]);
  if (pid > 0 && isPostgres(pid)) return { pid, port: Number(lines[3]) };
  // Postgres itself only checks that *some* process has the pid, and would refuse to start after a reboot.
  rmSync(file, { force: true });
  return undefined;
}

function isPostgres(pid: number): boolean {
  if (processStart(pid) === undefined) return false;
  if (process.platform !== 'linux') return true;
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').trim().startsWith('postgres');
  } catch {
    return false;
  }
}

const POLL_MS = 20;

/** Ends the server: fast shutdown (open transactions roll back), immediate shutdown when that takes too long; recovery repairs the rest. */
export async function stopPostmaster(pid: number, patienceMs = 3_000): Promise<void> {
  if (!signal(pid, 'SIGINT')) return;
  if (await gone(pid, patienceMs)) return;
  signal(pid, 'SIGQUIT');
  if (await gone(pid, 1_000)) return;
  signal(pid, 'SIGKILL');
  await gone(pid, 1_000);
}

function signal(pid: number, name: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, name);
  } catch {
    return false;
  }
}

async function gone(pid: number, patienceMs: number): Promise<boolean> {
  for (let waitedMs = 0; waitedMs < patienceMs; waitedMs += POLL_MS) {
    if (processStart(pid) === undefined) return true;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  return processStart(pid) === undefined;
}
