import type { OpenedClient } from '@patchbay/connector-sdk';

interface Waiting {
  readonly take: () => void;
  readonly signal: AbortSignal;
}

/** A client and when it was last given back, milliseconds of the pool's clock. */
export interface IdleClient {
  readonly opened: OpenedClient<unknown>;
  readonly sinceMs: number;
}

/** The clients of one connection: those at rest, how many are out, and who waits for one. */
export class ClientShelf {
  readonly idle: IdleClient[] = [];
  private readonly waiting: Waiting[] = [];
  /** Lent or being opened. */
  out = 0;

  get size(): number {
    return this.out + this.idle.length;
  }

  get unused(): boolean {
    return this.size === 0 && this.waiting.length === 0;
  }

  /** Resolves when it is worth looking again; rejects with the signal's reason. */
  turn(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        this.waiting.splice(this.waiting.indexOf(entry), 1);
        reject(signal.reason as Error);
      };
      const entry: Waiting = { signal, take: () => (signal.removeEventListener('abort', leave), resolve()) };
      this.waiting.push(entry);
      signal.addEventListener('abort', leave, { once: true });
    });
  }

  get waiters(): number {
    return this.waiting.length;
  }

  wakeOne(): boolean {
    const next = this.waiting.shift();
    next?.take();
    return next !== undefined;
  }
}
