import { createHash } from 'node:crypto';
import type { ClientPool, EgressGate, LeaseRequest, OpenedClient } from '@patchbay/connector-sdk';
import { PlatformError, canonicalJson, isPlatformError } from '@patchbay/kernel';
import { ClientShelf, type IdleClient } from './client-shelf.js';

export interface DataClientPoolOptions {
  readonly egress: EgressGate;
  /** Clients of one connection. Default 5. */
  readonly maxPerConnection?: number;
  /** Clients of all connections together. Default 100. */
  readonly maxTotal?: number;
  /** Calls that may wait for a client of one connection. Default 100. */
  readonly maxWaiting?: number;
  /** A client at rest is closed after this time. Default 60 s. */
  readonly idleMs?: number;
  readonly nowMs?: () => number;
}

/** Codes after which a client's state is not known: it is closed instead of given back. */
const BROKEN: ReadonlySet<string> = new Set([
  'provider_unavailable',
  'provider_timeout',
  'outcome_unknown',
  'account_reauth',
  'response_too_large',
]);

/** Pools of driver clients: one per connection and credential, idle close, a cap over all. Holds credentials only as a hash. */
export class DataClientPool implements ClientPool {
  private readonly shelves = new Map<string, ClientShelf>();
  private readonly options: Required<DataClientPoolOptions>;
  private sweeper: NodeJS.Timeout | undefined;
  private total = 0;
  private closed = false;

  constructor(options: DataClientPoolOptions) {
    this.options = { maxPerConnection: 5, maxTotal: 100, maxWaiting: 100, idleMs: 60_000, nowMs: () => performance.now(), ...options };
  }

  /** Clients open now, lent and at rest. */
  get size(): number {
    return this.total;
  }

  async use<T>(request: LeaseRequest, work: (client: unknown) => Promise<T>): Promise<T> {
    const key = keyOf(request);
    const opened = await this.take(key, request);
    // An abort ends the socket: a statement must not outlive the call that asked for it.
    const stop = (): void => void opened.close().catch(() => {});
    request.signal.addEventListener('abort', stop, { once: true });
    let keep = false;
    try {
      const result = await work(opened.client);
      keep = true;
      return result;
    } catch (thrown) {
      const code = isPlatformError(thrown) ? thrown.code : request.driver.errorOf(thrown)?.code;
      keep = code !== undefined && !BROKEN.has(code);
      if (request.signal.aborted && isPlatformError(request.signal.reason)) throw request.signal.reason;
      throw thrown;
    } finally {
      request.signal.removeEventListener('abort', stop);
      await this.giveBack(key, opened, keep && !request.signal.aborted && request.connectionId !== undefined);
    }
  }

  /** Closes what is at rest and refuses new calls; lent clients close when they come back. */
  async close(): Promise<void> {
    this.closed = true;
    clearInterval(this.sweeper);
    for (const shelf of this.shelves.values()) while (shelf.wakeOne());
    await this.closeIdle(() => true);
  }

  private async take(key: string, request: LeaseRequest): Promise<OpenedClient<unknown>> {
    for (;;) {
      request.signal.throwIfAborted();
      if (this.closed) throw new PlatformError('shutting_down', 'The server is stopping.');
      const shelf = this.shelfOf(key);
      const resting = shelf.idle.pop();
      if (resting) {
        shelf.out += 1;
        return resting.opened;
      }
      if (shelf.size < this.options.maxPerConnection && this.makeRoom()) return await this.open(shelf, key, request);
      if (shelf.waiters >= this.options.maxWaiting || shelf.out === 0)
        throw new PlatformError('overloaded', 'Too many database calls are running; try again in a moment.', { sent: false });
      await shelf.turn(request.signal);
    }
  }

  private async open(
    shelf: ClientShelf,
    key: string,
    { driver, credential, account, signal }: LeaseRequest,
  ): Promise<OpenedClient<unknown>> {
    shelf.out += 1;
    this.total += 1;
    try {
      return await driver.open({ credential, account, egress: this.options.egress, signal });
    } catch (thrown) {
      this.total -= 1;
      this.leave(shelf, key);
      throw thrown;
    }
  }

  private async giveBack(key: string, opened: OpenedClient<unknown>, keep: boolean): Promise<void> {
    const shelf = this.shelfOf(key);
    if (keep && !this.closed) {
      shelf.idle.push({ opened, sinceMs: this.options.nowMs() });
      this.leave(shelf, key);
      this.sweepLater();
      return;
    }
    this.total -= 1;
    this.leave(shelf, key);
    await opened.close().catch(() => {});
  }

  private leave(shelf: ClientShelf, key: string): void {
    shelf.out -= 1;
    if (!shelf.wakeOne() && shelf.unused) this.shelves.delete(key);
  }

  private shelfOf(key: string): ClientShelf {
    const shelf = this.shelves.get(key) ?? new ClientShelf();
    this.shelves.set(key, shelf);
    return shelf;
  }

  /** Room below the cap over all: the client longest at rest, of whichever connection, makes way. */
  private makeRoom(): boolean {
    if (this.total < this.options.maxTotal) return true;
    const resting = [...this.shelves].flatMap(([key, shelf]) => shelf.idle.map((idle) => ({ key, shelf, idle })));
    const oldest = resting.reduce<(typeof resting)[number] | undefined>(
      (best, one) => (best && best.idle.sinceMs <= one.idle.sinceMs ? best : one),
      undefined,
    );
    if (!oldest) return false;
    this.drop(oldest.key, oldest.shelf, oldest.idle);
    void oldest.idle.opened.close().catch(() => {});
    return true;
  }

  private drop(key: string, shelf: ClientShelf, idle: IdleClient): void {
    shelf.idle.splice(shelf.idle.indexOf(idle), 1);
    this.total -= 1;
    if (shelf.unused) this.shelves.delete(key);
  }

  private async closeIdle(due: (idle: IdleClient) => boolean): Promise<void> {
    const closing: Promise<void>[] = [];
    // A copy: drop() takes shelves away.
    for (const [key, shelf] of Array.from(this.shelves)) {
      for (const idle of shelf.idle.filter(due)) {
        this.drop(key, shelf, idle);
        closing.push(idle.opened.close().catch(() => {}));
      }
    }
    await Promise.all(closing);
  }

  private sweepLater(): void {
    if (this.sweeper) return;
    this.sweeper = setInterval(
      () => {
        const { idleMs, nowMs } = this.options;
        void this.closeIdle((idle) => nowMs() - idle.sinceMs >= idleMs);
        if (this.total > 0) return;
        clearInterval(this.sweeper);
        this.sweeper = undefined;
      },
      Math.max(20, this.options.idleMs / 2),
    ).unref();
  }
}

interface KnownKey {
  readonly connectorKey: string;
  readonly connectionId: string | undefined;
  readonly account: string;
  readonly key: string;
}

/** The last key of a credential: it is cached for its connection, and hashing it for every call costs more than the lease. */
const keys = new WeakMap<LeaseRequest['credential'], KnownKey>();

/** A changed password is another pool: nobody is served by a client that was opened with the old one. */
function keyOf({ connectorKey, connectionId, credential, account }: LeaseRequest): string {
  const known = keys.get(credential);
  const facts = JSON.stringify(account);
  if (known?.connectorKey === connectorKey && known.connectionId === connectionId && known.account === facts) return known.key;
  const key = createHash('sha256').update(canonicalJson({ connectorKey, connectionId, credential, account })).digest('base64');
  keys.set(credential, { connectorKey, connectionId, account: facts, key });
  return key;
}
