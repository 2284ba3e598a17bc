import pg from 'pg';
import type { Logger } from 'pino';
import { databaseError } from './pg-errors.js';

interface Subscriber {
  readonly handler: (payload: string) => void;
  readonly onGap?: () => void;
}

const CHANNEL = /^[a-z][a-z0-9_]{0,62}$/;
const FIRST_RETRY_MS = 100;
const LONGEST_RETRY_MS = 5_000;

/** One connection that LISTENs for everybody. After it was lost it listens anew and tells each subscriber that notifications may be missing. */
export class PgListener {
  readonly #subscribers = new Map<string, Set<Subscriber>>();
  #client: pg.Client | undefined;
  #connecting: Promise<pg.Client> | undefined;
  #closed = false;

  constructor(private readonly url: string, private readonly logger: Logger) {}

  async listen(channel: string, handler: (payload: string) => void, onGap?: () => void): Promise<() => Promise<void>> {
    if (!CHANNEL.test(channel)) throw new Error(`"${channel}" is not a channel name`);
    const client = await this.#connected();
    const subscriber: Subscriber = { handler, ...(onGap ? { onGap } : {}) };
    let group = this.#subscribers.get(channel);
    if (!group) {
      group = new Set();
      this.#subscribers.set(channel, group);
    }
    group.add(subscriber);
    try {
      await client.query(`listen ${channel}`);
    } catch (error) {
      group.delete(subscriber);
      throw databaseError(error);
    }
    return async () => {
      group.delete(subscriber);
      if (group.size > 0 || this.#closed) return;
      this.#subscribers.delete(channel);
      await this.#client?.query(`unlisten ${channel}`).catch(() => undefined);
    };
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#subscribers.clear();
    await this.#connecting?.catch(() => undefined);
    await this.#client?.end().catch(() => undefined);
  }

  #connected(): Promise<pg.Client> {
    if (this.#client) return Promise.resolve(this.#client);
    this.#connecting ??= this.#connect().finally(() => { this.#connecting = undefined; });
    return this.#connecting;
  }

  async #connect(): Promise<pg.Client> {
    const client = new pg.Client({ connectionString: this.url, keepAlive: true, connectionTimeoutMillis: 5_000, application_name: 'patchbay_listener' });
    client.on('notification', ({ channel, payload }) => {
      for (const { handler } of this.#subscribers.get(channel) ?? []) handler(payload ?? '');
    });
    client.on('error', (error) => this.logger.warn({ err: error }, 'the notification connection broke'));
    client.on('end', () => this.#lost(client));
    try {
      await client.connect();
      for (const channel of this.#subscribers.keys()) await client.query(`listen ${channel}`);
    } catch (error) {
      await client.end().catch(() => undefined);
      throw databaseError(error);
    }
    this.#client = client;
    return client;
  }

  #lost(client: pg.Client): void {
    if (this.#client !== client) return;
    this.#client = undefined;
    if (!this.#closed && this.#subscribers.size > 0) void this.#reconnect();
  }

  async #reconnect(): Promise<void> {
    for (let waitMs = FIRST_RETRY_MS; !this.#closed; waitMs = Math.min(waitMs * 2, LONGEST_RETRY_MS)) {
      try {
        await this.#connected();
        for (const group of this.#subscribers.values()) for (const { onGap } of group) onGap?.();
        return;
      } catch {
        await new Promise((resolve) => setTimeout(resolve, waitMs).unref());
      }
    }
  }
}
