import type { Socket } from 'node:net';
import { PlatformError, type JsonValue } from '@patchbay/kernel';
import type { Client, QueryResult } from 'pg';
import { toJson } from './pg-values.js';

export interface Rows {
  readonly rows: Record<string, JsonValue>[];
  /** More rows were there than `max` or the byte cap let through. */
  readonly truncated: boolean;
}

/** Answers of one call, as they come from the server. */
const MAX_RECEIVED_BYTES = 32 * 1024 * 1024;
/** Rows handed out, as JSON. */
const MAX_OUTPUT_BYTES = 8 * 1024 * 1024;
const BATCH_ROWS = 200;

interface Statement {
  readonly sql: string;
  readonly values: readonly JsonValue[];
}

/** Ends a read. Settings go with the rollback; advisory locks are all that would outlive it. */
const END_READ = 'rollback; select pg_advisory_unlock_all()';
/** Time limits are kept by the connection and set again when they change: in steps, so that this is seldom. The call's own deadline is exact. */
const LIMIT_STEP_MS = 5_000;

/**
 * One Postgres connection as actions see it: transactions with a time limit, and statements of one command with bound values. The client pipelines:
 * statements that do not wait for each other's answers share one round trip.
 */
export class PgSession {
  private receivedBefore = 0;
  private limitMs: number | undefined;

  constructor(
    private readonly client: Client,
    private readonly socket: Socket,
  ) {
    socket.on('data', () => {
      if (socket.bytesRead - this.receivedBefore <= MAX_RECEIVED_BYTES) return;
      socket.destroy(
        new PlatformError('response_too_large', 'The database answered with more than 32 MiB; ask for fewer rows or columns.'),
      );
    });
  }

  /**
   * Nothing in here can write: Postgres refuses it, and everything is rolled back. The statements that `work` sends before it waits leave together with
   * the beginning; nobody waits for the end, the next call's statements queue behind it.
   */
  async read<T>(timeLeftMs: number, work: () => Promise<T>): Promise<T> {
    this.socket.cork();
    this.limitTo(timeLeftMs);
    // Cannot fail but with the connection, which fails the work as well.
    this.unwatched('begin read only');
    const working = work();
    this.socket.uncork();
    try {
      return await working;
    } finally {
      this.unwatched(END_READ);
    }
  }

  async write<T>(timeLeftMs: number, work: () => Promise<T>): Promise<T> {
    this.limitTo(timeLeftMs);
    await this.client.query('begin read write');
    let result: T;
    try {
      result = await work();
    } catch (thrown) {
      await this.client.query('rollback').catch(() => {});
      throw thrown;
    }
    await this.client.query('commit');
    return result;
  }

  /** Forgets settings and locks that free SQL may have left behind. */
  async reset(): Promise<void> {
    this.limitMs = undefined;
    await this.client.query('discard all');
  }

  /** One command. The extended protocol takes no second one behind a semicolon, whether there are values or not. */
  async run({ sql, values }: Statement): Promise<QueryResult<Record<string, unknown>>> {
    const query = { text: sql, values: values.map(toParameter), queryMode: 'extended' };
    return await this.client.query<Record<string, unknown>>(query);
  }

  /** Rows of one query that cannot write, up to `max` or the byte cap, through a server-side cursor; few rows take one round trip. */
  async rows(statement: Statement, max: number, timeLeftMs: number): Promise<Rows> {
    if (max >= BATCH_ROWS) return await this.read(timeLeftMs, () => this.stream(statement, max));
    this.socket.cork();
    this.limitTo(timeLeftMs);
    this.unwatched('begin read only');
    const declared = this.declare(statement);
    const fetched = this.client.query(`${fetchForward(max + 1)}; ${END_READ}`) as Promise<unknown> as Promise<Fetched[]>;
    fetched.catch(() => {});
    this.socket.uncork();
    try {
      await declared;
      const [batch] = await fetched;
      const answer = new Answer(max);
      answer.add(batch?.rows ?? []);
      return answer.shown();
    } catch (thrown) {
      // What failed before it took the end with it.
      this.unwatched(END_READ);
      throw thrown;
    }
  }

  private async stream(statement: Statement, max: number): Promise<Rows> {
    const declared = this.declare(statement);
    let next = this.client.query<Record<string, unknown>>(fetchForward(BATCH_ROWS));
    next.catch(() => {});
    await declared;
    const answer = new Answer(max);
    for (let wanted = BATCH_ROWS; ;) {
      const batch = await next;
      const full = answer.add(batch.rows);
      if (full || batch.rows.length < wanted) return answer.shown();
      wanted = Math.min(BATCH_ROWS, max + 1 - answer.count);
      next = this.client.query<Record<string, unknown>>(fetchForward(wanted));
    }
  }

  private declare({ sql, values }: Statement): Promise<unknown> {
    return this.run({ sql: `declare patchbay_rows no scroll cursor for ${sql}`, values });
  }

  private limitTo(timeLeftMs: number): void {
    this.receivedBefore = this.socket.bytesRead;
    const limitMs =
      timeLeftMs < LIMIT_STEP_MS ? Math.max(1, Math.floor(timeLeftMs)) : Math.ceil(timeLeftMs / LIMIT_STEP_MS) * LIMIT_STEP_MS;
    if (limitMs === this.limitMs) return;
    this.limitMs = limitMs;
    this.unwatched(`set statement_timeout = ${limitMs}; set lock_timeout = ${limitMs}`);
  }

  /** Sends a statement whose answer nobody waits for: it fails only with the connection. */
  private unwatched(sql: string): void {
    this.client.query(sql).catch(() => {});
  }
}

type Fetched = QueryResult<Record<string, unknown>>;

const fetchForward = (count: number): string => `fetch forward ${count} from patchbay_rows`;

/** Rows as they are handed out. */
class Answer {
  private readonly rows: Record<string, JsonValue>[] = [];
  private truncated = false;
  private bytes = 0;

  constructor(private readonly max: number) {}

  get count(): number {
    return this.rows.length;
  }

  shown(): Rows {
    return { rows: this.rows, truncated: this.truncated };
  }

  /** In: rows as the driver reads them. Out: whether that is more than may be handed out. */
  add(received: readonly Record<string, unknown>[]): boolean {
    for (const row of received) {
      const shaped = toJson(row) as Record<string, JsonValue>;
      this.bytes += JSON.stringify(shaped).length;
      this.truncated = this.rows.length === this.max || this.bytes > MAX_OUTPUT_BYTES;
      if (this.truncated) return true;
      this.rows.push(shaped);
    }
    return false;
  }
}

/** Objects go as JSON; lists are Postgres arrays, which the driver writes. */
function toParameter(value: JsonValue): unknown {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? JSON.stringify(value) : value;
}
