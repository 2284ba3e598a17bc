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

/** One Postgres connection as actions see it: transactions with a time limit, and statements of one command with bound values. */
export class PgSession {
  private receivedBefore = 0;

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

  /** Nothing in here can write: Postgres refuses it, and everything is rolled back. */
  async read<T>(timeLeftMs: number, work: () => Promise<T>): Promise<T> {
    await this.begin('read only', timeLeftMs);
    try {
      return await work();
    } finally {
      // Advisory locks are all that would outlive the rollback.
      await this.client.query('rollback; select pg_advisory_unlock_all()').catch(() => {});
    }
  }

  async write<T>(timeLeftMs: number, work: () => Promise<T>): Promise<T> {
    await this.begin('read write', timeLeftMs);
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
    await this.client.query('discard all');
  }

  /** One command. The extended protocol takes no second one behind a semicolon, whether there are values or not. */
  async run({ sql, values }: Statement): Promise<QueryResult<Record<string, unknown>>> {
    const query = { text: sql, values: values.map(toParameter), queryMode: 'extended' };
    return await this.client.query<Record<string, unknown>>(query);
  }

  /** Streams a query through a server-side cursor until `max` rows or the byte cap. Inside `read` or `write`. */
  async stream({ sql, values }: Statement, max: number): Promise<Rows> {
    await this.run({ sql: `declare patchbay_rows no scroll cursor for ${sql}`, values });
    const rows: Record<string, JsonValue>[] = [];
    let bytes = 0;
    for (;;) {
      const wanted = Math.min(BATCH_ROWS, max + 1 - rows.length);
      const batch = await this.client.query<Record<string, unknown>>(`fetch forward ${wanted} from patchbay_rows`);
      for (const row of batch.rows) {
        const shaped = toJson(row) as Record<string, JsonValue>;
        bytes += JSON.stringify(shaped).length;
        if (rows.length === max || bytes > MAX_OUTPUT_BYTES) return { rows, truncated: true };
        rows.push(shaped);
      }
      if (batch.rows.length < wanted) return { rows, truncated: false };
    }
  }

  private async begin(mode: 'read only' | 'read write', timeLeftMs: number): Promise<void> {
    this.receivedBefore = this.socket.bytesRead;
    const limitMs = Math.max(1, Math.floor(timeLeftMs));
    await this.client.query(`begin ${mode}; set local statement_timeout = ${limitMs}; set local lock_timeout = ${limitMs}`);
  }
}

/** Objects go as JSON; lists are Postgres arrays, which the driver writes. */
function toParameter(value: JsonValue): unknown {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? JSON.stringify(value) : value;
}
