import { isPlatformError, PlatformError } from '@patchbay/kernel';
import type { Span } from '@opentelemetry/api';
import { recordingSpan } from '@patchbay/platform';
import { inBatchSpan, type BatchMeter } from './batch-telemetry.js';

export interface GroupCommitOptions<Row> {
  /** What is written, for messages: `execution records`. */
  readonly name: string;
  /** Writes the rows in one committed statement. Must be safe to repeat: it is called again after a lost connection. */
  readonly write: (rows: readonly Row[]) => Promise<void>;
  /** Approximate size of a row in memory. */
  readonly bytesOf: (row: Row) => number;
  /** Batches under way at once. */
  readonly lanes?: number;
  readonly maxBatchRows?: number;
  readonly maxBatchBytes?: number;
  /** Rows and bytes that may wait before new ones are refused with `overloaded`. */
  readonly maxWaitingRows?: number;
  readonly maxWaitingBytes?: number;
  /** How long a lost database is tried again before the waiting rows fail. */
  readonly retryForMs?: number;
  /** Told of every committed batch. */
  readonly meter?: BatchMeter | undefined;
}

interface Entry<Row> {
  readonly row: Row;
  readonly bytes: number;
  readonly addedAtMs: number;
  /** Of the call that waits for the row, when it is traced. */
  readonly span: Span | undefined;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

const RETRY_STEP_MS = 25;
const MAX_RETRY_STEP_MS = 500;
const RETRY_AFTER_MS = 1_000;

/**
 * Writes rows in groups: while a batch is under way the next rows gather, and the moment it is committed they leave together. An idle recorder writes
 * at once, so a lone caller waits for nothing but its own commit; under load the batches grow by themselves.
 */
export class GroupCommit<Row> {
  private waiting: Entry<Row>[] = [];
  private waitingBytes = 0;
  private busyLanes = 0;
  private scheduled = false;
  private closed = false;
  private idle: (() => void)[] = [];
  private readonly options: Required<Omit<GroupCommitOptions<Row>, 'meter'>> & Pick<GroupCommitOptions<Row>, 'meter'>;
  /** Rows and batches committed, for metrics. */
  readonly counts = { rows: 0, batches: 0, failed: 0 };

  constructor(options: GroupCommitOptions<Row>) {
    this.options = {
      lanes: 2,
      maxBatchRows: 256,
      maxBatchBytes: 4_000_000,
      maxWaitingRows: 10_000,
      maxWaitingBytes: 64_000_000,
      retryForMs: 2_000,
      ...options,
    };
  }

  /** Rows accepted but not yet committed. */
  get pending(): number {
    return this.waiting.length;
  }

  /**
   * Kept once the row is committed. Throws `overloaded` (too much is waiting), `shutting_down`, `database_unavailable` (nothing is known to be
   * written), or what Postgres said about this very row.
   */
  add(row: Row): Promise<void> {
    if (this.closed)
      return Promise.reject(
        new PlatformError('shutting_down', `The server is stopping and takes no more ${this.options.name}.`, {
          retryAfterMs: RETRY_AFTER_MS,
        }),
      );
    const bytes = this.options.bytesOf(row);
    if (
      this.waiting.length >= this.options.maxWaitingRows ||
      (this.waiting.length > 0 && this.waitingBytes + bytes > this.options.maxWaitingBytes)
    ) {
      return Promise.reject(
        new PlatformError('overloaded', `Too many ${this.options.name} wait to be written; try again shortly.`, {
          retryAfterMs: RETRY_AFTER_MS,
        }),
      );
    }
    return new Promise((resolve, reject) => {
      this.waiting.push({ row, bytes, addedAtMs: performance.now(), span: recordingSpan(), resolve, reject });
      this.waitingBytes += bytes;
      this.schedule();
    });
  }

  /** True while another row would be accepted. */
  hasRoom(): boolean {
    return !this.closed && this.waiting.length < this.options.maxWaitingRows && this.waitingBytes < this.options.maxWaitingBytes;
  }

  /** Resolves when everything accepted so far is written or has failed; `close` also refuses new rows. */
  async drain({ close = false } = {}): Promise<void> {
    if (close) this.closed = true;
    while (this.waiting.length > 0 || this.busyLanes > 0) await new Promise<void>((resolve) => this.idle.push(resolve));
  }

  private schedule(): void {
    if (this.scheduled || this.busyLanes >= this.options.lanes) return;
    this.scheduled = true;
    // After the sockets of this turn were read: calls that were answered together are recorded together.
    setImmediate(() => {
      this.scheduled = false;
      if (this.waiting.length > 0 && this.busyLanes < this.options.lanes) void this.runLane();
    });
  }

  private async runLane(): Promise<void> {
    this.busyLanes++;
    while (this.waiting.length > 0) await this.commit(this.take());
    this.busyLanes--;
    if (this.busyLanes === 0) for (const resolve of this.idle.splice(0)) resolve();
  }

  private take(): Entry<Row>[] {
    const { maxBatchRows, maxBatchBytes } = this.options;
    let rows = 0;
    let bytes = 0;
    while (rows < this.waiting.length && rows < maxBatchRows) {
      const next = this.waiting[rows]?.bytes ?? 0;
      if (rows > 0 && bytes + next > maxBatchBytes) break;
      bytes += next;
      rows++;
    }
    this.waitingBytes -= bytes;
    return rows === this.waiting.length ? this.waiting.splice(0) : this.waiting.splice(0, rows);
  }

  /** A batch that Postgres refuses is written row by row, so that one bad row fails alone. */
  private async commit(batch: readonly Entry<Row>[]): Promise<void> {
    try {
      const rows = batch.map((entry) => entry.row);
      const { name, meter } = this.options;
      await inBatchSpan({ name, spans: batch.map((entry) => entry.span) }, () => this.writePatiently(rows));
      meter?.committed(name, batch);
    } catch (error) {
      if (batch.length === 1 || isLost(error)) {
        this.counts.failed += batch.length;
        for (const entry of batch) entry.reject(error);
        return;
      }
      for (const entry of batch) await this.commit([entry]);
      return;
    }
    this.counts.batches++;
    this.counts.rows += batch.length;
    for (const entry of batch) entry.resolve();
  }

  /** A lost connection says nothing about the rows, so they are written again until the database answers or patience ends. */
  private async writePatiently(rows: readonly Row[]): Promise<void> {
    const started = performance.now();
    for (let pause = RETRY_STEP_MS; ; pause = Math.min(pause * 2, MAX_RETRY_STEP_MS)) {
      try {
        return await this.options.write(rows);
      } catch (error) {
        if (!isLost(error) || performance.now() - started + pause > this.options.retryForMs) throw error;
        await new Promise((resolve) => setTimeout(resolve, pause));
      }
    }
  }
}

const isLost = (error: unknown): boolean => isPlatformError(error) && error.code === 'database_unavailable';
