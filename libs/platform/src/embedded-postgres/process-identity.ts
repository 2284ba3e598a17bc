import { spawnSync } from 'node:child_process';
import { readFileSync, readlinkSync } from 'node:fs';

/**
 * When a process started, in a form that is only compared: pid and start together name one process for ever, across reuse of pids and
 * reboots. Undefined when no such process runs.
 */
export function processStart(pid: number): string | undefined {
  if (!(pid > 0)) return undefined;
  if (process.platform !== 'linux') return ps(pid, 'lstart=');
  // proc(5): field 22 is the start in clock ticks since boot; the name in field 2 may hold spaces, so count from its closing bracket.
  const stat = textOf(`/proc/${pid}/stat`);
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  const ticks = fields?.[19];
  // A zombie holds nothing any more.
  if (ticks === undefined || fields?.[0] === 'Z') return undefined;
  return `${ticks}@${textOf('/proc/sys/kernel/random/boot_id')?.trim() ?? ''}`;
}

/** Whether the process is a Postgres that serves exactly this folder: it works inside it, and was told so on its command line. */
export function servesFolder(pid: number, folder: string): boolean {
  if (processStart(pid) === undefined) return false;
  if (process.platform !== 'linux') return ps(pid, 'command=')?.includes(folder) ?? false;
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === folder;
  } catch {
    // Inside a container even root may not look at another user's process this closely; its command line everybody may read.
    return textOf(`/proc/${pid}/cmdline`)?.split('\0').includes(folder) ?? false;
  }
}

function ps(pid: number, column: string): string | undefined {
  const { status, stdout } = spawnSync('ps', ['-ww', '-o', column, '-p', String(pid)], { encoding: 'utf8' });
  return status === 0 ? stdout.trim() || undefined : undefined;
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
