import { spawn } from 'node:child_process';
import { ROOT } from './paths.mjs';

/**
 * Runs a program to its end. `show`: which of its output goes to ours (`nothing`, `errors`); the rest is in the answer, beside its exit code.
 * Never rejects for a failing program; rejects when it cannot be started.
 */
export function run(command, args, { cwd = ROOT, env = process.env, show = 'nothing' } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', show === 'errors' ? 'inherit' : 'pipe'] });
    const chunks = [];
    child.stdout.on('data', (chunk) => chunks.push(chunk));
    child.stderr?.on('data', (chunk) => chunks.push(chunk));
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code: code ?? 1, signal, output: Buffer.concat(chunks).toString('utf8') }));
  });
}

/** Prints what is being done and, at its end, how long it took. */
export async function step(title, work) {
  process.stderr.write(`• ${title} …`);
  const begin = performance.now();
  try {
    const result = await work();
    process.stderr.write(` done in ${((performance.now() - begin) / 1000).toFixed(1)} s\n`);
    return result;
  } catch (error) {
    process.stderr.write(' failed\n');
    throw error;
  }
}
