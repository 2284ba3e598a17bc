import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { localNode, ROOT } from './paths.mjs';

// Not SIGHUP: handling it would undo nohup. A closed terminal ends this process, and the closed channel then stops the child in order.
const STOP_SIGNALS = ['SIGTERM', 'SIGINT'];
/** The server promises to stop within 5 s; this is for one that does not. */
const KILL_AFTER_MS = 10_000;
const WATCH_MS = 500;

/**
 * Runs one of our programs on the local Node and ends as it ends. In: arguments of Node. Out: the exit code to end with.
 * Signals are handed on. The channel to the child tells it when this process dies, however it dies: see apps/api/src/parent-watch.ts.
 */
export function launch(args, { env = process.env, cwd = ROOT } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(localNode(), args, { cwd, env, stdio: ['inherit', 'inherit', 'inherit', 'ipc'] });
    let stopping = false;
    const stop = (signal) => {
      if (stopping) return;
      stopping = true;
      // Ctrl-C in a terminal reaches the child by itself.
      if (!(signal === 'SIGINT' && process.stdin.isTTY)) child.kill('SIGTERM');
      setTimeout(() => child.kill('SIGKILL'), KILL_AFTER_MS).unref();
    };
    for (const signal of STOP_SIGNALS) process.on(signal, stop);
    watchNpm(() => stop('SIGTERM'));
    child.on('error', reject);
    child.on('exit', (code, signal) => resolve(code ?? 128 + (constants.signals[signal] ?? 0)));
  });
}

/** Calls `onGone` when the npm that started us is gone without a word (killed): whoever ended it meant the server. */
function watchNpm(onGone, env = process.env) {
  if (!env.npm_lifecycle_event) return;
  const parent = process.ppid;
  // npm runs a script through a shell, which may stay between us and npm.
  const above = /^(ba|da|a|z|k)?sh$/.test(nameOf(parent) ?? '') ? parentOf(parent) : undefined;
  const timer = setInterval(() => {
    if (process.ppid === parent && (above === undefined || parentOf(parent) === above)) return;
    clearInterval(timer);
    onGone();
  }, WATCH_MS);
  timer.unref();
}

/** Only Linux tells; elsewhere the direct parent alone is watched. */
function nameOf(pid) {
  return readProc(pid, 'comm')?.trim();
}

function parentOf(pid) {
  const stat = readProc(pid, 'stat');
  return stat === undefined ? undefined : Number.parseInt(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1] ?? '', 10);
}

function readProc(pid, file) {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return undefined;
  }
}
