import { PlatformError } from '@patchbay/kernel';
import { Pool, type buildConnector, type Dispatcher } from 'undici';

export interface OriginPoolOptions {
  readonly connect: buildConnector.connector;
  readonly maxSockets: number;
  readonly maxWaiting: number;
  readonly headersTimeoutMs: number;
  readonly keepAliveMs: number;
  readonly maxHeaderBytes: number;
}

/** Something that needs one socket of the pool for a while. */
export interface Waiter {
  /** A socket is free: dispatch now. */
  readonly begin: () => void;
  /** The pool will never have one for it. */
  readonly refuse: (error: PlatformError) => void;
}

/** A server's hint is shortened by this, so that its close does not cross our next request. */
const KEEP_ALIVE_MARGIN_MS = 1_000;
const MAX_KEEP_ALIVE_MS = 60_000;

/**
 * The sockets to one origin: a bulkhead, so that a slow provider takes its own sockets and nobody else's. Requests beyond the cap wait in order, and only
 * so many of them.
 */
export class OriginPool {
  private readonly pool: Pool;
  /** In order of arrival; a set, because waiters also leave from the middle. */
  private readonly waiting = new Set<Waiter>();
  /** Holds a socket, or a connection that is being made. */
  private active = 0;
  /** Active ones somebody still waits for. */
  private wanted = 0;
  private whenUnwanted: (() => void) | undefined;

  constructor(
    readonly origin: string,
    readonly hostname: string,
    private readonly options: OriginPoolOptions,
    onIdle: (pool: OriginPool) => void,
  ) {
    this.pool = new Pool(origin, {
      connect: options.connect,
      connections: options.maxSockets,
      pipelining: 1,
      allowH2: false,
      maxHeaderSize: options.maxHeaderBytes,
      headersTimeout: options.headersTimeoutMs,
      bodyTimeout: 0,
      keepAliveTimeout: options.keepAliveMs,
      keepAliveMaxTimeout: MAX_KEEP_ALIVE_MS,
      keepAliveTimeoutThreshold: KEEP_ALIVE_MARGIN_MS,
    });
    const check = (): void => {
      if (this.active === 0 && this.waiting.size === 0 && this.pool.stats.connected === 0) onIdle(this);
    };
    this.pool.on('disconnect', check).on('connectionError', check);
  }

  /** Begins the waiter now or when a socket is free. Throws `provider_unavailable` when too many wait already. */
  enter(waiter: Waiter): void {
    if (this.active < this.options.maxSockets) return this.begin(waiter);
    if (this.waiting.size >= this.options.maxWaiting) {
      throw new PlatformError(
        'provider_unavailable',
        `Too many requests to ${this.hostname} are waiting for a connection. Try again in a moment.`,
        { host: this.hostname, sent: false },
      );
    }
    this.waiting.add(waiter);
  }

  /** Takes a waiter out of the queue. False when it has begun already. */
  withdraw(waiter: Waiter): boolean {
    return this.waiting.delete(waiter);
  }

  /** One begun waiter is through with its socket. */
  release(): void {
    this.active--;
    for (const next of this.waiting) {
      this.waiting.delete(next);
      return this.begin(next);
    }
  }

  /** A begun waiter has its outcome; its socket may still be busy. */
  settled(): void {
    this.wanted--;
    if (this.wanted === 0) this.whenUnwanted?.();
  }

  dispatch(options: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): void {
    this.pool.dispatch(options, handler);
  }

  /** Refuses who waits, lets the others finish, closes all sockets. Connections still being made for nobody are not waited for. */
  async close(): Promise<void> {
    for (const waiter of this.waiting)
      waiter.refuse(new PlatformError('shutting_down', 'The server is stopping.', { host: this.hostname, sent: false }));
    this.waiting.clear();
    if (this.wanted > 0) await new Promise<void>((resolve) => (this.whenUnwanted = resolve));
    await this.pool.destroy();
  }

  private begin(waiter: Waiter): void {
    this.active++;
    this.wanted++;
    waiter.begin();
  }
}
