import { spawn } from 'node:child_process';
import { ROOT, localNode } from '../../scripts/prepare/paths.mjs';

const STOP_WITHIN_MS = 10_000;

/** A Node program of its own process. Its output is kept for the case that it fails. */
export class Program {
  #child;
  #output = [];
  /** Resolves with the exit code. */
  exited;

  constructor(args, env) {
    this.#child = spawn(localNode(), args, { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
    for (const stream of [this.#child.stdout, this.#child.stderr]) stream.on('data', (chunk) => this.#keep(chunk));
    this.exited = new Promise((resolve) => this.#child.once('exit', (code, signal) => resolve(code ?? signal)));
  }

  get pid() {
    return this.#child.pid;
  }

  /** The first message the program sends. Rejects with its output when it ends before. */
  async message() {
    const ended = this.exited.then((code) => {
      throw new Error(`${this.#child.spawnargs.slice(1).join(' ')} ended with ${code}:\n${this.output}`);
    });
    return Promise.race([new Promise((resolve) => this.#child.once('message', resolve)), ended]);
  }

  /** Waits until it has printed these words, or has ended. */
  async says(words) {
    while (this.isRunning && !this.output.includes(words)) await new Promise((resolve) => setTimeout(resolve, 50));
  }

  get isRunning() {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** What it said last. */
  get output() {
    return Buffer.concat(this.#output).toString('utf8').slice(-4_000);
  }

  async stop() {
    this.#child.kill('SIGTERM');
    const timer = setTimeout(() => this.#child.kill('SIGKILL'), STOP_WITHIN_MS);
    await this.exited;
    clearTimeout(timer);
  }

  #keep(chunk) {
    this.#output.push(chunk);
    if (this.#output.length > 200) this.#output.splice(0, 100);
  }
}
