import { setMaxListeners } from 'node:events';
import { PlatformError } from '@patchbay/kernel';
import type { FastifyInstance } from 'fastify';

/** How long requests under way may go on once the process is told to stop. */
export const DRAIN_MS = 2_500;
/** How long calls that were cut off then may take to say, and to record, what became of them. */
const CUT_MS = 1_000;

/** The door of a process that stops: lets nobody in, waits for those inside, and shows the last ones out. */
export class StopGate {
  private readonly cut = new AbortController();
  private readonly stop = new AbortController();
  private closing = false;
  /** Requests and runs; a run outlives its request when the caller goes away. */
  private underWay = 0;
  private idle: (() => void) | undefined;

  constructor() {
    // Every call under way listens.
    setMaxListeners(0, this.cut.signal, this.stop.signal);
  }

  get stopping(): boolean {
    return this.closing;
  }

  /** Aborted when calls under way have to end now. */
  get cutSignal(): AbortSignal {
    return this.cut.signal;
  }

  /** Aborted when the process begins to stop: answers that have no end of their own end here. */
  get stopSignal(): AbortSignal {
    return this.stop.signal;
  }

  watch(fastify: FastifyInstance): void {
    fastify.addHook('onRequest', (_request, reply, done) => {
      this.underWay += 1;
      reply.raw.once('close', () => this.ended());
      if (!this.closing) return done();
      reply.header('connection', 'close');
      done(new PlatformError('shutting_down', 'The server is stopping; try again.'));
    });
  }

  /** Work that is waited for even when nobody waits for its answer any more. */
  async during<T>(work: Promise<T>): Promise<T> {
    this.underWay += 1;
    try {
      return await work;
    } finally {
      this.ended();
    }
  }

  /** Idle connections are closed at once, busy ones when their answer is out or the time is over. */
  async close(fastify: FastifyInstance): Promise<void> {
    this.closing = true;
    this.stop.abort();
    fastify.server.closeIdleConnections();
    if (!(await this.emptyWithin(DRAIN_MS))) {
      this.cut.abort();
      await this.emptyWithin(CUT_MS);
    }
    fastify.server.closeAllConnections();
  }

  private async emptyWithin(timeoutMs: number): Promise<boolean> {
    if (this.underWay === 0) return true;
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(false), timeoutMs);
      this.idle = () => {
        clearTimeout(timer);
        resolve(true);
      };
    });
  }

  private ended(): void {
    this.underWay -= 1;
    if (this.underWay === 0) this.idle?.();
  }
}
