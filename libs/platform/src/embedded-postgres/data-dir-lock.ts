import { spawnSync } from 'node:child_process';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PlatformError } from '@patchbay/kernel';

const FILE = 'patchbay.pid';

/**
 * Makes this process the only Patchbay on a data dir until it releases the lock or dies. A process is known by pid and start time, so neither a
 * SIGKILL nor a reused pid leaves the folder locked. Throws `conflict` naming the process that runs.
 */
export function lockDataDir(dataDir: string): () => void {
  const file = join(dataDir, FILE);
  const mine = `${process.pid} ${processStart(process.pid) ?? ''}\n`;
  for (let attempt = 0; attempt < 5; attempt += 1) {
    try {
      writeFileSync(file, mine, { flag: 'wx', mode: 0o600 });
      return () => {
        if (readText(file) === mine) rmSync(file, { force: true });
      };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      takeAwayIfStale(file, dataDir);
    }
  }
  throw new PlatformError('conflict', `Another Patchbay is starting on ${dataDir} at this moment. Try again.`);
}

function takeAwayIfStale(file: string, dataDir: string): void {
  const text = readText(file);
  if (text === undefined) return;
  const [pid = '', ...start] = text.trim().split(' ');
  const startedAt = start.join(' ');
  if (Number(pid) > 0 && startedAt !== '' && processStart(Number(pid)) === startedAt) {
    throw new PlatformError('conflict', `Patchbay already runs on ${dataDir} (process ${pid}). Stop it first, or set PATCHBAY_DATA_DIR to another folder.`);
  }
  // Renaming first: of two starts that found the same stale file, the one that moves away a fresh lock sees it and puts it back.
  const aside = `${file}.${process.pid}`;
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  if (readText(aside) === text) rmSync(aside, { force: true });
  else renameSync(aside, file);
}

/** When a process started, in a form that is only compared; undefined when there is none. */
export function processStart(pid: number): string | undefined {
  if (process.platform === 'linux') {
    // proc(5): field 22 is the start time in clock ticks; the name in field 2 may hold spaces, so count from its closing bracket.
    const stat = readText(`/proc/${pid}/stat`);
    const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
    // A zombie holds nothing any more.
    return fields?.[0] === 'Z' ? undefined : fields?.[19];
  }
  const { status, stdout } = spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' });
  return status === 0 ? stdout.trim() || undefined : undefined;
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
