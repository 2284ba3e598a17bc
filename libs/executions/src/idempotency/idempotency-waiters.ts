import type { Database } from '@patchbay/platform';

/** Postgres channel on which the end of a run with an idempotency key is announced; payload: its execution id. */
export const IDEMPOTENCY_CHANNEL = 'idempotency_ended';

/** Waiting does not rest on the announcement alone: a lost one is made up for by looking again. */
const LOOK_AGAIN_MS = 1_000;

/** Wakes callers that wait for the answer of a run, in whichever process it ends. */
export class IdempotencyWaiters {
  private readonly waiting = new Map<string, Set<() => void>>();
  private listening: Promise<() => Promise<void>> | undefined;

  constructor(private readonly db: Database) {}

  /** Starts listening; the first waiter of a process does. A failed start is tried again by the next one. */
  listen(): Promise<unknown> {
    this.listening ??= this.db.listen(
      IDEMPOTENCY_CHANNEL,
      (id) => this.wake(id),
      () => this.wakeAll(),
    );
    const started = this.listening;
    started.catch(() => {
      if (this.listening === started) this.listening = undefined;
    });
    return started;
  }

  /** A doorbell for the end of a run. Ask for it before looking at the row, so that no end falls between look and wait. */
  bell(executionId: string): { rung: (withinMs: number, signal?: AbortSignal) => Promise<void>; close: () => void } {
    let ring = (): void => undefined;
    let rang = false;
    const bell = (): void => {
      rang = true;
      ring();
    };
    const bells = this.waiting.get(executionId) ?? new Set();
    this.waiting.set(executionId, bells.add(bell));
    return {
      rung: (withinMs, signal) =>
        new Promise((resolve) => {
          if (rang || signal?.aborted) return resolve();
          const timer = setTimeout(() => ring(), Math.min(withinMs, LOOK_AGAIN_MS));
          ring = () => {
            clearTimeout(timer);
            signal?.removeEventListener('abort', ring);
            resolve();
          };
          signal?.addEventListener('abort', ring, { once: true });
        }),
      close: () => {
        bells.delete(bell);
        if (bells.size === 0) this.waiting.delete(executionId);
      },
    };
  }

  async stop(): Promise<void> {
    const stop = await this.listening?.catch(() => undefined);
    this.listening = undefined;
    await stop?.();
    this.wakeAll();
  }

  private wake(executionId: string): void {
    for (const bell of this.waiting.get(executionId) ?? []) bell();
  }

  private wakeAll(): void {
    for (const bells of this.waiting.values()) for (const bell of bells) bell();
  }
}
