import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import type { RefreshTimings } from '../src/refresh/refresh-timings.js';

const ROOT = join(import.meta.dirname, '../../..');

/** A real process that refreshes (refresh-process.ts). */
export class RefreshWorker {
  private killed = false;

  private constructor(
    private readonly child: ChildProcess,
    private readonly lines: Interface,
  ) {}

  static async start(parts: { ownerUrl: string; keys: string; providerUrl: string; timings?: RefreshTimings }): Promise<RefreshWorker> {
    const program = join(ROOT, 'libs', 'connections', 'test', 'refresh-process.ts');
    const timings = parts.timings ? [JSON.stringify(parts.timings)] : [];
    const child = spawn(
      process.execPath,
      ['--import', join(ROOT, 'scripts', 'ts-sources.mjs'), program, parts.ownerUrl, parts.keys, parts.providerUrl, ...timings],
      {
        stdio: ['pipe', 'pipe', 'inherit'],
      },
    );
    const worker = new RefreshWorker(child, createInterface({ input: child.stdout as NonNullable<typeof child.stdout> }));
    await worker.line();
    return worker;
  }

  /** What each of the callers got: an access token or `error:<code>`. */
  async ask(place: { workspaceId: string; id: string }, callers: number): Promise<string[]> {
    const answer = this.line();
    this.child.stdin?.write(`${JSON.stringify({ workspaceId: place.workspaceId, connectionId: place.id, callers })}\n`);
    return ((await answer) as { answers: string[] }).answers;
  }

  async kill(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const exit = once(this.child, 'exit');
    this.killed = true;
    this.child.kill('SIGKILL');
    await exit;
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const exit = once(this.child, 'exit');
    this.killed = true;
    this.child.stdin?.end();
    await exit;
  }

  /** Never resolves for a process that is killed before it answers. */
  private async line(): Promise<unknown> {
    const died = once(this.child, 'exit').then(() => {
      if (!this.killed) throw new Error('the process ended');
      return new Promise<never>(() => undefined);
    });
    const [line] = (await Promise.race([once(this.lines, 'line'), died])) as [string];
    return JSON.parse(line) as unknown;
  }
}
