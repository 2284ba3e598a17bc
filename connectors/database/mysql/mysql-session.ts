import type { Socket } from 'node:net';
import { PlatformError, type JsonValue } from '@patchbay/kernel';
import type { Connection, ResultSetHeader } from 'mysql2/promise';

export interface Rows {
  readonly rows: Record<string, JsonValue>[];
  readonly truncated: boolean;
}

export interface Changed {
  readonly affected: number;
  readonly insertId?: number | undefined;
  readonly rows: Record<string, JsonValue>[];
  readonly truncated: boolean;
}

const MAX_RECEIVED_BYTES = 32 * 1024 * 1024;
const MAX_OUTPUT_BYTES = 8 * 1024 * 1024;

/** One MySQL connection as actions see it: transactions with limits; every value bound by a prepared statement, which holds one command only. */
export class MysqlSession {
  private receivedBefore = 0;

  constructor(
    private readonly client: Connection,
    private readonly socket: Socket,
    private readonly mariadb: boolean,
  ) {
    socket.on('data', () => {
      if (socket.bytesRead - this.receivedBefore <= MAX_RECEIVED_BYTES) return;
      socket.destroy(
        new PlatformError('response_too_large', 'The database answered with more than 32 MiB; ask for fewer rows or columns.'),
      );
    });
  }

  /** Nothing in here can write rows: the server refuses it, and the transaction is rolled back. At most `max` + 1 rows leave the server. */
  async read<T>(timeLeftMs: number, max: number, work: () => Promise<T>): Promise<T> {
    await this.begin('read only', timeLeftMs, max + 1);
    try {
      return await work();
    } finally {
      await this.client.query('rollback').catch(() => {});
    }
  }

  async write<T>(timeLeftMs: number, work: () => Promise<T>): Promise<T> {
    await this.begin('read write', timeLeftMs, 1_001);
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

  /** Forgets settings, locks and temporary tables that free SQL may have left behind. */
  async reset(): Promise<void> {
    await this.client.reset();
    await this.client.query("set time_zone = '+00:00'");
  }

  async rows(sql: string, values: readonly JsonValue[], max: number): Promise<Rows> {
    const [found] = await this.client.execute(sql, values.map(toParameter) as never);
    return capped(Array.isArray(found) ? (found as Record<string, unknown>[]) : [], max);
  }

  async run(sql: string, values: readonly JsonValue[]): Promise<Changed> {
    const [result] = await this.client.execute(sql, values.map(toParameter) as never);
    if (Array.isArray(result)) return { affected: 0, ...capped(result as Record<string, unknown>[], 1_000) };
    const { affectedRows, insertId } = result as ResultSetHeader;
    return { affected: affectedRows, insertId: insertId || undefined, rows: [], truncated: false };
  }

  private async begin(mode: 'read only' | 'read write', timeLeftMs: number, selectLimit: number): Promise<void> {
    this.receivedBefore = this.socket.bytesRead;
    const limitMs = Math.max(1, Math.floor(timeLeftMs));
    const limit = this.mariadb ? `max_statement_time = ${limitMs / 1000}` : `max_execution_time = ${limitMs}`;
    await this.client.query(
      `set ${limit}, sql_select_limit = ${selectLimit}, innodb_lock_wait_timeout = ${Math.max(1, Math.ceil(limitMs / 1000))}`,
    );
    await this.client.query(`start transaction ${mode}`);
  }
}

function capped(found: readonly Record<string, unknown>[], max: number): Rows {
  const rows: Record<string, JsonValue>[] = [];
  let bytes = 0;
  for (const row of found) {
    const shaped = toJson(row) as Record<string, JsonValue>;
    bytes += JSON.stringify(shaped).length;
    if (rows.length === max || bytes > MAX_OUTPUT_BYTES) return { rows, truncated: true };
    rows.push(shaped);
  }
  return { rows, truncated: false };
}

/** Objects and lists go as JSON. */
function toParameter(value: JsonValue): unknown {
  return value !== null && typeof value === 'object' ? JSON.stringify(value) : value;
}

function toJson(value: unknown): JsonValue {
  if (value === null || value === undefined) return null;
  if (typeof value === 'bigint') return value.toString();
  if (Buffer.isBuffer(value)) return value.toString('base64');
  if (Array.isArray(value)) return value.map(toJson);
  if (typeof value === 'object') return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, toJson(member)]));
  return value as JsonValue;
}
