// CPU time and memory from the kernel's own accounting (Linux). Elsewhere everything is undefined and the table shows "–".
import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** USER_HZ: the unit of /proc times, 100 on every architecture Node runs on. */
const TICK_MS = 10;
const supported = existsSync('/proc/self/stat');

/** Fields of /proc/<pid>/stat that we use; undefined when the process is gone. */
function stat(pid) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The name in brackets may hold spaces and brackets itself.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const [utime, stime, cutime, cstime] = fields.slice(11, 15).map(Number);
    return { pid, parent: Number(fields[1]), ownMs: (utime + stime) * TICK_MS, childrenMs: (cutime + cstime) * TICK_MS };
  } catch {
    return undefined;
  }
}

/** Milliseconds of CPU used so far by a process and everything it started, those that are gone included, except what is below `without`. */
export function cpuMs(rootPid, without) {
  if (!supported) return undefined;
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => stat(Number(name)))
    .filter(Boolean);
  const below = (process) => {
    const children = all.filter(({ parent, pid }) => parent === process.pid && pid !== without);
    return children.reduce((total, child) => total + below(child), process.ownMs + process.childrenMs);
  };
  const root = all.find(({ pid }) => pid === rootPid);
  return root ? below(root) : 0;
}

/** Resident memory of one process in MiB. */
export function residentMiB(pid) {
  try {
    const kib = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1];
    return kib === undefined ? undefined : Number(kib) / 1024;
  } catch {
    return undefined;
  }
}
