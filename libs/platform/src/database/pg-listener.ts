import pg from 'pg';
import type { Logger } from 'pino';
import { connectError, databaseError } from './pg-errors.js';

interface Subscriber {
  readonly handler: (payload: string) => void;
  readonly onGap?: () => void;
}

const CHANNEL = /^[a-z][a-z0-9_]{0,62}$/;
const FIRST_RETRY_MS = 100;
const LONGEST_RETRY_MS = 5_000;

/** A connection whose other end vanished looks like one on which nothing happens: asking now and then tells them apart. */
export interface Heartbeat {
  readonly everyMs: number;
  /** How long an answer may take, also that to connecting. */
  readonly patienceMs: number;
}

/** One connection that LISTENs for everybody. After it was lost it listens anew and tells each subscriber that notifications may be missing. */
export class PgListener {
  readonly #subscribers = new Map<string, Set<Subscriber>>();
  #client: pg.Client | undefined;
  #connecting: Promise<pg.Client> | undefined;
  #statements: Promise<unknown> = Promise.resolve();
  #beating: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(
    private readonly url: string,
    private readonly logger: Logger,
    private readonly heartbeat: Heartbeat = { everyMs: 20_000, patienceMs: 5_000 },
  ) {}

  async listen(channel: string, handler: (payload: string) => void, onGap?: () => void): Promise<() => Promise<void>> {
    if (!CHANNEL.test(channel)) throw new Error(`"${channel}" is not a channel name`);
    const subscriber: Subscriber = { handler, ...(onGap ? { onGap } : {}) };
    const group = this.#subscribers.get(channel) ?? new Set();
    // Known before the connection is: one that breaks from here on is replaced, because there is somebody to replace it for.
    this.#subscribers.set(channel, group.add(subscriber));
    try {
      await this.#connected();
      await this.#run(`listen ${channel}`);
    } catch (error) {
      this.#remove(channel, subscriber);
      throw databaseError(error);
    }
    return async () => {
      if (this.#remove(channel, subscriber) && !this.#closed) await this.#run(`unlisten ${channel}`).catch(() => undefined);
    };
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#subscribers.clear();
    clearInterval(this.#beating);
    await this.#connecting?.catch(() => undefined);
    await this.#client?.end().catch(() => undefined);
  }

  /** Out: whether that was the channel's last subscriber. */
  #remove(channel: string, subscriber: Subscriber): boolean {
    const group = this.#subscribers.get(channel);
    if (!group?.delete(subscriber) || group.size > 0) return false;
    return this.#subscribers.delete(channel);
  }

  /** One statement at a time: node-postgres no longer wants to queue them. */
  #run(statement: string): Promise<unknown> {
    const done = this.#statements.then(() => this.#client?.query(statement));
    this.#statements = done.catch(() => undefined);
    return done;
  }

  #connected(): Promise<pg.Client> {
    if (this.#client) return Promise.resolve(this.#client);
    this.#connecting ??= this.#connect().finally(() => {
      this.#connecting = undefined;
    });
    return this.#connecting;
  }

  async #connect(): Promise<pg.Client> {
    const client = new pg.Client({
      connectionString: this.url,
      keepAlive: true,
      connectionTimeoutMillis: this.heartbeat.patienceMs,
      query_timeout: this.heartbeat.patienceMs,
      application_name: 'patchbay_listener',
    });
    client.on('notification', ({ channel, payload }) => this.#deliver(channel, payload ?? ''));
    client.on('error', (error) => this.logger.warn({ err: error }, 'the notification connection broke'));
    client.on('end', () => this.#lost(client));
    try {
      await client.connect();
      for (const channel of this.#subscribers.keys()) await client.query(`listen ${channel}`);
    } catch (error) {
      client.connection.stream.destroy();
      throw connectError(error);
    }
    this.#client = client;
    clearInterval(this.#beating);
    if (!this.#closed) this.#beating = setInterval(() => void this.#beat(client), this.heartbeat.everyMs).unref();
    return client;
  }

  async #beat(client: pg.Client): Promise<void> {
    try {
      await this.#run('select 1');
    } catch {
      // Said goodbye to without waiting: the other end does not answer.
      client.connection.stream.destroy();
    }
  }

  #deliver(channel: string, payload: string): void {
    for (const { handler } of this.#subscribers.get(channel) ?? []) this.#guard(() => handler(payload));
  }

  /** A subscriber that throws must not end the process or keep the news from others. */
  #guard(call: () => void): void {
    try {
      call();
    } catch (error) {
      this.logger.error({ err: error }, 'a subscriber to database notifications failed');
    }
  }

  #lost(client: pg.Client): void {
    if (this.#client !== client) return;
    this.#client = undefined;
    clearInterval(this.#beating);
    if (!this.#closed && this.#subscribers.size > 0) void this.#reconnect();
  }

  async #reconnect(): Promise<void> {
    for (let waitMs = FIRST_RETRY_MS; !this.#closed; waitMs = Math.min(waitMs * 2, LONGEST_RETRY_MS)) {
      try {
        await this.#connected();
        for (const group of this.#subscribers.values()) for (const { onGap } of group) if (onGap) this.#guard(onGap);
        return;
      } catch {
        await new Promise((resolve) => setTimeout(resolve, waitMs).unref());
      }
    }
  }
}
