import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from '@patchbay/platform';

/** How the first process starts the others: the program and Node's flags are its own. */
export const REPLICA_ARGUMENT = '--replica';
/** What a replica tells the first process once it serves. */
export const REPLICA_SERVES = 'serves';

const FIRST_PAUSE_MS = 500;
const MAX_PAUSE_MS = 30_000;
/** A replica that lived this long did not die of its start. */
const HEALTHY_AFTER_MS = 60_000;
const KILL_AFTER_MS = 4_500;

export interface ReplicaOptions {
  readonly count: number;
  /** Theirs, whole. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly logger: Logger;
  /** The program they run; default: this process's own. */
  readonly program?: string;
}

/**
 * The further processes of `PATCHBAY_PROCESSES`: one Node process uses one core. They listen on the same port (SO_REUSEPORT: the kernel
 * spreads new connections over all who listen) and share nothing but the database, as replicas on several machines do. One that dies is started again.
 */
export class ReplicaSet {
  private readonly children = new Set<ChildProcess>();
  private stopping = false;

  constructor(private readonly options: ReplicaOptions) {}

  /** Resolves when all of them serve, or have failed their first start, which the log tells. */
  async start(): Promise<void> {
    await Promise.all(Array.from({ length: this.options.count }, () => new Promise<void>((begun) => void this.keepOne(begun))));
  }

  /** Tells all to stop and waits for them; one that does not within the time is killed. */
  async stop(): Promise<void> {
    this.stopping = true;
    const late = setTimeout(() => {
      for (const child of this.children) child.kill('SIGKILL');
    }, KILL_AFTER_MS);
    await Promise.all(
      [...this.children].map(async (child) => {
        const ended = once(child, 'exit');
        child.kill('SIGTERM');
        await ended;
      }),
    );
    clearTimeout(late);
  }

  /** Starts one and, whenever it ends, another in its place. `begun` is called when the first of them serves or has ended. */
  private async keepOne(begun: () => void): Promise<void> {
    for (let pauseMs = FIRST_PAUSE_MS; !this.stopping; pauseMs = Math.min(2 * pauseMs, MAX_PAUSE_MS)) {
      const livedMs = await this.oneLife(begun);
      begun();
      if (livedMs > HEALTHY_AFTER_MS) pauseMs = FIRST_PAUSE_MS;
      await pause(pauseMs, undefined, { ref: false });
    }
  }

  /** Out: milliseconds from its start to its end. */
  private async oneLife(onServing: () => void): Promise<number> {
    const { environment, logger, program = process.argv[1] ?? '' } = this.options;
    const startedMs = performance.now();
    const child = fork(program, [REPLICA_ARGUMENT], { env: environment });
    this.children.add(child);
    child.on('message', (message) => {
      if (message === REPLICA_SERVES) onServing();
    });
    // `error` comes when it could not even be started; `exit` does not follow then.
    const [code, signal] = (await Promise.race([once(child, 'exit'), once(child, 'error')]).catch((error: unknown) => [
      error,
    ])) as unknown[];
    this.children.delete(child);
    if (!this.stopping) logger.error({ code, signal }, 'a replica ended and is started again');
    return performance.now() - startedMs;
  }
}
