import { spawn } from 'node:child_process';
import { ROOT, localNode } from '../../scripts/prepare/paths.mjs';

const STOP_WITHIN_MS = 10_000;

/** Arguments of Node for a program whose allocations are counted: see bench/measure/heap-counter.mjs. */
export const COUNTED = ['--import', './bench/measure/heap-counter.mjs'];

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

  /** The next message the program sends. Rejects with its output when it ends before. */
  async message() {
    const ended = this.exited.then((code) => {
      throw new Error(`${this.#child.spawnargs.slice(1).join(' ')} ended with ${code}:\n${this.output}`);
    });
    return Promise.race([new Promise((resolve) => this.#child.once('message', resolve)), ended]);
  }

  /** From here on the program counts the bytes its heap hands out. Only for programs started with COUNTED. */
  async countAllocations() {
    await this.#ask('bench: count allocations');
  }

  /** Bytes handed out since counting began; ends the counting. */
  async allocatedBytes() {
    return (await this.#ask('bench: allocated bytes')).allocatedBytes;
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

  #ask(question) {
    const answer = this.message();
    this.#child.send(question);
    return answer;
  }

  #keep(chunk) {
    this.#output.push(chunk);
    if (this.#output.length > 200) this.#output.splice(0, 100);
  }
}
